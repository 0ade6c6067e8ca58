/** A newcomer tries the hotline on the page, without a telephone. */
import { expect } from 'vitest';
import { callsAtNight, takesTheCase } from './sayings.ts';
import { expectAccessible, narrow, pageStory, wide } from './watch.ts';

const looks = [
  ['on a wide, light page', wide],
  ['on a narrow, dark page', { ...narrow, dark: true }],
] as const;

for (const [where, look] of looks)
  pageStory(
    `a newcomer dials, the technician's phone rings in the page, accepts, and is connected ${where}`,
    async (watch) => {
      const page = await watch.opens('/', look);
      await page.waitForURL('**/phones');
      await page.getByRole('heading', { name: 'Phones', exact: true }).waitFor();
      await expectAccessible(page);
      await callsAtNight(page);
      await expectAccessible(page);
      await takesTheCase(page, 'Kim Lee');
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Now' }).click();
      await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
      await page.getByText('AIMS was taken by Kim Lee').waitFor();
      await page.getByRole('link', { name: 'CS0000001' }).first().waitFor();
      await expectAccessible(page);
      expect(await page.getByText('Live', { exact: true }).count()).toBe(1);
    },
  );

pageStory('the hotline is called with the keyboard alone', async (watch) => {
  const page = await watch.opens('/phones', wide);
  await page.getByRole('heading', { name: 'Phones', exact: true }).waitFor();
  const focused = () =>
    page.evaluate<string>('document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? ""');
  const tabsTo = async (name: RegExp) => {
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press('Tab');
      if (name.test(await focused())) return;
    }
    throw new Error(`40 tabs do not lead to ${name}; the last one led to "${await focused()}".`);
  };
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the page');
  await page.keyboard.press('Enter');
  // A number as people write it.
  await page.getByLabel('Calls from').fill('608-555-0142');
  await tabsTo(/^Dial the hotline/);
  await page.keyboard.press('Enter');
  const heard = page.getByRole('region', { name: 'The caller' }).getByRole('log');
  await heard.getByText(/critical work stoppage/).waitFor();
  await tabsTo(/^Press 1$/);
  // Digits are keys while one of them has the focus.
  await page.keyboard.press('2');
  await heard.getByText('the caller presses 2').waitFor();
  await heard.getByText(/We have opened a case/).waitFor();
});

pageStory(
  'a click under Now takes the case: the phone that rings falls silent, and another click connects the two',
  async (watch) => {
    const phones = await watch.opens('/phones', wide);
    await phones.getByRole('heading', { name: 'Phones', exact: true }).waitFor();
    const now = await watch.opens('/now', narrow);
    await callsAtNight(phones);
    await phones.getByRole('button', { name: "Answer Kim Lee's phone" }).waitFor();
    const acts = now.getByRole('region', { name: 'What may be done with CS0000001' });
    await acts.getByRole('button', { name: 'Take it' }).click();
    await now.getByRole('dialog').getByLabel('Who takes it').selectOption({ label: 'Alex Roe' });
    await expectAccessible(now);
    await now.getByRole('dialog').getByRole('button', { name: 'Take it' }).click();
    await now.getByText('AIMS was taken by Alex Roe').waitFor();
    await phones.getByRole('region', { name: "Kim Lee's phone" }).getByText('The call has ended').waitFor();
    const caller = phones.getByRole('region', { name: 'The caller' });
    await caller.getByText(/Alex Roe has your case and will call you back/).waitFor();
    await caller.getByText('The call has ended').waitFor();
    await acts.getByRole('button', { name: 'Call the caller' }).click();
    await now.getByRole('dialog').getByRole('button', { name: 'Call' }).click();
    await phones.getByRole('button', { name: "Answer Alex Roe's phone" }).click();
    const alex = phones.getByRole('region', { name: "Alex Roe's phone" });
    await alex
      .getByRole('log')
      .getByText(/press 1/i)
      .waitFor();
    await alex.getByRole('button', { name: 'Press 1', exact: true }).click();
    await caller.getByRole('button', { name: "Answer the caller's phone" }).click();
    await alex.getByText('talks with the caller').waitFor();
  },
);
