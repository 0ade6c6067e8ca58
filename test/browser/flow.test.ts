/** A lead looks at the conversation, at who is on it now, and tries a call that nobody makes. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { factCatalogues } from '../../src/domain/facts.ts';
import { runScenario } from '../../src/flow/runScenario.ts';
import { scenariosSchema } from '../../src/flow/scenarioSchema.ts';
import { callsAtNight } from './sayings.ts';
import { expectAccessible, narrow, pageStory, wide } from './watch.ts';

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const said = (page: Page) => page.getByRole('region', { name: 'What is said' });

for (const [where, look] of [
  ['on a wide, light page', wide],
  ['on a narrow, dark page', { ...narrow, dark: true }],
] as const)
  pageStory(
    `a lead tries a critical call of tonight, sees who would be woken, and saves it ${where}`,
    async (watch) => {
      const page = await watch.opens('/flow', look);
      await page.locator('.sheet svg').waitFor();
      await expectAccessible(page);
      await page.getByText('Number withheld').click();
      await page.getByLabel('Calls from').fill('608-555-0142');
      await press(page, 'Call, as a try');
      await said(page)
        .getByText(/critical work stoppage/)
        .waitFor();
      await press(page, 'Press 1: critical');
      await said(page)
        .getByText(/We call you back at 6 0 8, 5 5 5, 0 1 4 2/)
        .waitFor();
      await press(page, 'Say nothing');
      await press(page, 'Leave a message, then a key');
      await press(page, 'Stay on hold');
      await said(page).getByText('We are calling Kim Lee now.').waitFor();
      const woken = page.getByRole('region', { name: 'Who would be woken' });
      expect(await woken.getByRole('row').nth(1).textContent()).toMatch(/aims\s*texted\s*Kim Lee/);
      await expectAccessible(page);
      // The address is the try: whoever is sent it sees the same.
      const steps = page.getByRole('region', { name: 'The flow hotline' });
      await steps.getByRole('heading', { name: 'hold' }).waitFor();
      const again = await watch.opens(page.url().replace(watch.app.url, ''), look);
      await said(again).getByText('We are calling Kim Lee now.').waitFor();
      await press(page, 'Hang up');
      await page.getByText('The call is over: paged with case.').waitFor();
      await page.getByText('Look at it').click();
      const text = await page.getByLabel('Scenario for flows/hotline.scenarios.yaml').inputValue();
      const [scenario] = scenariosSchema.parse(parse(text));
      const { flow } = watch.app.context.inForce.flows.hotline;
      expect(scenario?.turns.length).toBe(6);
      if (scenario) expect(runScenario(flow, factCatalogues.hotline, scenario)).toEqual([]);
      await press(page, 'Take the last one back');
      await page.getByRole('button', { name: 'Press star' }).waitFor();
      await expectAccessible(page);
    },
  );

pageStory('every step is reached by keyboard, and tells its words, its keys and what it commits', async (watch) => {
  const page = await watch.opens('/flow?name=hotline');
  const list = page.getByRole('listbox', { name: 'Steps of the flow hotline' });
  await list.waitFor();
  await page.getByLabel('Search the steps').fill('former AIMS partner');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const card = page.getByRole('article', { name: 'team' });
  await card.getByText(/A legacy D S partner\? Press 2/).waitFor();
  expect(new URL(page.url()).searchParams.get('step')).toBe('team');
  await card.getByText('The page goes out now.').waitFor();
  await card.getByRole('link', { name: 'teamDs' }).first().focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('article', { name: 'teamDs' })
    .getByText(/The team "ds" is meant/)
    .waitFor();
  await page.getByLabel('The conversation').selectOption('page');
  await page.getByRole('listbox', { name: 'Steps of the flow page' }).waitFor();
  await expectAccessible(page);
});

pageStory('a live call is a dot on its step, which leads to its case', async (watch) => {
  const phones = await watch.opens('/phones');
  await phones.getByRole('button', { name: /^Dial the hotline, / }).click();
  const page = await watch.opens('/flow');
  await page.getByRole('img', { name: /^608-555-0142 of Botany at urgency$/ }).waitFor();
  await page.getByRole('option', { name: 'urgency' }).getByText('one call').waitFor();
  await phones.getByRole('region', { name: 'The caller' }).getByRole('button', { name: 'Hang up' }).click();
  await callsAtNight(phones);
  const dot = page.getByRole('link', { name: /^608-555-0142 of Botany at hold, case CS\d{7}$/ });
  await dot.waitFor();
  await expectAccessible(page);
  await dot.click();
  await page.waitForURL(/\/cases\/CS\d{7}$/);
});
