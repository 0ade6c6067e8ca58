/** What people do on the page, in the language of the telephone. */
import type { Page } from 'playwright-core';

/** On Phones: the caller dials, says that it is critical, confirms the number, and leaves a message. */
export async function callsAtNight(page: Page, words = 'The freezer of the biology lab is dead'): Promise<void> {
  await page.getByRole('button', { name: /^Dial the hotline, / }).click();
  const caller = page.getByRole('region', { name: 'The caller' });
  const heard = caller.getByRole('log');
  await heard.getByText(/critical work stoppage/).waitFor();
  await caller.getByRole('button', { name: 'Press 1', exact: true }).click();
  await heard.getByText(/We call you back at/).waitFor();
  await caller.getByRole('button', { name: 'Press 1', exact: true }).click();
  await heard.getByText('(beep)').waitFor();
  await caller.getByLabel('The caller says').fill(words);
  await caller.getByRole('button', { name: 'Say', exact: true }).click();
  // The carrier writes down nothing that is shorter than two seconds.
  await page.waitForTimeout(1_000);
  await caller.getByRole('button', { name: 'Press pound' }).click();
}

/** On Phones: the phone of this person rings, they answer and press 1, and are connected with the caller. */
export async function takesTheCase(page: Page, name: string): Promise<void> {
  const phone = page.getByRole('region', { name: `${name}'s phone` });
  await phone.getByRole('button', { name: `Answer ${name}'s phone` }).click();
  await phone
    .getByRole('log')
    .getByText(/press 1/i)
    .waitFor();
  await phone.getByRole('button', { name: 'Press 1', exact: true }).click();
  await phone.getByText('talks with the caller').waitFor();
}
