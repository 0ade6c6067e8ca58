/** Rotas on the page: what is held back and approved, and who is on call when, and why. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { callsAtNight, takesTheCase } from './sayings.ts';
import { expectAccessible, narrow, pageStory, type Watch, wide } from './watch.ts';

/** Kim's weeks become Alex's, and after this week there are none: nobody is on call from Monday on. */
const alexAndThenNobody = (text: string) =>
  text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe').replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261120T000000Z');

/** Alex beside Kim on Sunday evening, and nobody from Monday on. */
const besideAndThenNobody = (text: string) =>
  text
    .replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261120T000000Z')
    .replace(
      'END:VCALENDAR',
      'BEGIN:VEVENT\nUID:beside\nDTSTAMP:20260101T000000Z\nDTSTART:20261123T000000Z\nDTEND:20261123T030000Z\nSUMMARY:Alex Roe\nEND:VEVENT\nEND:VCALENDAR',
    );

async function approves(page: Page, file: string): Promise<void> {
  const held = page.getByRole('article', { name: file });
  await held.getByRole('button', { name: 'Approve' }).click();
  const question = page.getByRole('alertdialog', { name: `Put ${file} in force?` });
  await question.waitFor();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Put it in force' }).click();
  await page.getByText(`${file} was approved by`).waitFor();
}

const looks = [
  ['on a wide, light page', wide],
  ['on a narrow, dark page', { ...narrow, dark: true }],
] as const;

for (const [where, look] of looks) {
  pageStory(`a lead approves a held rota, and the next call wakes the new person ${where}`, async (watch) => {
    const page = await watch.opens('/rotas?view=changes', look);
    await page.getByText('No changed file is held back').waitFor();
    await watch.edits('aims.ics', alexAndThenNobody);
    const held = page.getByRole('article', { name: 'aims.ics' });
    await held.getByText('nobody would be on call from Mon 23 Nov').waitFor();
    await held.getByText('AIMS: Sat 21 Nov 02:00–Mon 08:00: was Kim Lee, now Alex Roe').waitFor();
    await held.getByRole('row', { name: '10 gone: SUMMARY:Kim Lee' }).waitFor();
    await held.getByRole('row', { name: '10 new: SUMMARY:Alex Roe' }).waitFor();
    await page.getByRole('link', { name: 'Held changes 1' }).waitFor();
    await expectAccessible(page);
    await approves(page, 'aims.ics');
    await page.getByText('No changed file is held back').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Phones' }).click();
    await callsAtNight(page);
    await takesTheCase(page, 'Alex Roe');
  });

  pageStory(`who is on call, gaps and double cover, and why, for all teams ${where}`, async (watch) => {
    await watch.edits('aims.ics', besideAndThenNobody);
    const page = await watch.opens('/rotas?view=changes', look);
    await approves(page, 'aims.ics');
    await page.getByRole('link', { name: 'All teams' }).click();
    await page.getByRole('heading', { name: /^In these days: \d+ gaps and 1 double cover$/ }).waitFor();
    await expectAccessible(page);
    await opensTable(page, look === wide ? 'Timeline of AIMS, DS' : null);
    await page.getByRole('row', { name: /2 at once: each of them is woken/ }).waitFor();
    const gap = page.getByRole('row', { name: /nobody, though somebody has to be Nobody is on the rota/ }).first();
    await gap.getByRole('link').click();
    await page.getByRole('heading', { name: 'AIMS, Mon 23 Nov 18:00' }).waitFor();
    await page.getByText('Nobody is on call. Nobody is on the rota at this time.').waitFor();
    await page.getByRole('row', { name: /at once texts and rings for 25 seconds Pat Moss/ }).waitFor();
    await expectAccessible(page);
    await looksAtMonth(page, look === wide);
  });
}

/** The table stands below the picture; where there is no room for one, alone. */
async function opensTable(page: Page, picture: string | null): Promise<void> {
  if (picture === null) return expect(await page.getByText('The same as a table').count()).toBe(0);
  await page.getByRole('img', { name: picture }).waitFor();
  await page.getByText('The same as a table').click();
}

async function looksAtMonth(page: Page, isWide: boolean): Promise<void> {
  await page.getByRole('link', { name: 'Month' }).click();
  await page.getByRole('heading', { name: 'AIMS, November 2026' }).waitFor();
  if (isWide) {
    await page.getByRole('link', { name: /2 at once: Kim Lee and Alex Roe/ }).waitFor();
    await expectAccessible(page);
  }
  await page.getByLabel('Team').selectOption('DS');
  await page.getByRole('heading', { name: 'DS, November 2026' }).waitFor();
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('heading', { name: 'DS, December 2026' }).waitFor();
  expect(new URL(page.url()).search).toBe('?view=month&team=ds&month=2026-12');
  await expectAccessible(page);
}

pageStory('an instant is explained by its form, with the keyboard alone, and by an address', async (watch) => {
  const page = await watch.opens('/rotas?view=explain&team=aims&at=2026-11-21T08:00:00.000Z');
  await page.getByRole('heading', { name: 'AIMS, Sat 21 Nov 02:00' }).waitFor();
  await page.getByText('aims.ics line 4: Kim Lee').first().waitFor();
  await page.getByLabel(/^At \(clocks of America\/Chicago\)/).fill('2026-11-25T12:00');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'AIMS, Wed 25 Nov 12:00' }).waitFor();
  await page.getByText('Nobody has to be on call: the desk is open.').waitFor();
  expect(new URL(page.url()).searchParams.get('at')).toBe('2026-11-25T18:00:00.000Z');
  await page.goBack();
  await page.getByRole('heading', { name: 'AIMS, Sat 21 Nov 02:00' }).waitFor();
});

pageStory('a click on a shift of the picture explains it', async (watch) => {
  const page = await watch.opens('/rotas?view=timeline&from=2026-11-21&days=7');
  const picture = page.getByRole('img', { name: /^Timeline of AIMS, DS/ });
  await picture.getByText('Kim Lee').first().click();
  await page.getByRole('heading', { name: 'AIMS, Sat 21 Nov 00:00' }).waitFor();
});

pageStory('a time that is not worked out yet is no gap', async (watch) => {
  const page = await watch.opens('/rotas?view=timeline&from=2028-03-01&days=7', narrow);
  await page.getByRole('heading', { name: 'Not all of these days are worked out yet' }).waitFor();
  await page
    .getByRole('row', { name: /not known The rota has not been worked out for this time/ })
    .first()
    .waitFor();
  await expectAccessible(page);
});

pageStory('a technician sees what is held back, and why they may not decide it', async (watch) => {
  await watch.edits('aims.ics', alexAndThenNobody);
  const page = await asTechnician(watch);
  const approve = page.getByRole('article', { name: 'aims.ics' }).getByRole('button', { name: 'Approve' });
  await approve.focus();
  await page.getByText('Only a lead may decide what comes into force.').waitFor();
  await approve.press('Enter');
  expect(await page.getByRole('alertdialog').count()).toBe(0);
});

async function asTechnician(watch: Watch): Promise<Page> {
  const page = await watch.opens('/now');
  const user = { name: 'Kim Lee', person: 'kim', role: 'technician' };
  await page.route('**/api/session', (route) => route.fulfill({ json: { user, csrf: 'none' } }));
  await page.goto('/rotas?view=changes');
  return page;
}
