/** What a technician and a lead do with a case on the page. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { insertCase } from '../../src/store/write/cases.ts';
import { insertRecording } from '../../src/store/write/recordings.ts';
import { aCase, aRecording } from '../someRows.ts';
import { callsAtNight } from './sayings.ts';
import { expectAccessible, narrow, pageStory, type Watch, wide } from './watch.ts';

const kim = { name: 'Kim Lee', role: 'technician', person: 'kim' } as const;
const alex = { name: 'Alex Roe', role: 'technician', person: 'alex' } as const;
const pat = { name: 'Pat Moss', role: 'lead', person: 'pat' } as const;

/** Somebody calls on Phones, in a window of its own, and hangs up. */
async function somebodyCalls(watch: Watch, words?: string): Promise<void> {
  const page = await watch.opens('/phones', wide);
  await callsAtNight(page, words);
  await page
    .getByRole('region', { name: 'The caller' })
    .getByRole('log')
    .getByText(/Your case number is/)
    .waitFor();
  await page.close();
}

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses a button that cannot be pressed, without scrolling: what says why goes away then. */
async function pressesStill(page: Page, name: string, how: 'click' | 'tap' = 'click'): Promise<void> {
  await act(page, name).scrollIntoViewIfNeeded();
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  await act(page, name)[how]({ force: true });
}

for (const [where, look] of [
  ['a wide, light page', wide],
  ['a narrow, dark page', { ...narrow, dark: true, finger: true }],
] as const) {
  const how = 'finger' in look ? 'tap' : 'click';
  pageStory(`a technician finds a case, takes it, adds a note and says that it is done on ${where}`, async (watch) => {
    const page = await watch.opens('/cases', { ...look, as: kim });
    await page.getByText('There is no case yet.').waitFor();
    await expectAccessible(page);
    await somebodyCalls(watch);
    // It comes by itself.
    await page.getByRole('link', { name: 'CS0000001' }).waitFor();
    await page.getByText(/left, due at/).waitFor();
    await expectAccessible(page);

    const search = page.getByRole('searchbox');
    await search.fill('chemistry');
    await page.getByText('No case is like that.').waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('chemistry');
    await expectAccessible(page);
    await search.fill('cs0000001');
    if ('finger' in look) await page.getByText('Filters, in use').click();
    await page.getByLabel('State').selectOption('Open');
    await page.waitForURL('**/cases?search=cs0000001&state=open');
    await page.getByRole('link', { name: 'CS0000001' }).click();

    await page.getByRole('heading', { name: 'CS0000001' }).waitFor();
    await expectAccessible(page);
    await pressesStill(page, 'Pass it on', how);
    await page.getByRole('tooltip', { name: /The case is open; "pass" needs/ }).waitFor();
    await pressesStill(page, 'Close it', how);
    await page.getByRole('tooltip', { name: /Only a lead closes a case/ }).waitFor();
    await act(page, 'Take it').click();
    await page.getByText('You have it now.').waitFor();
    await page.getByText('Kim Lee took the case by the console.').waitFor();
    await page.getByText(/to be kept by Kim Lee/).waitFor();

    await act(page, 'Add a note').click();
    await page.getByRole('dialog', { name: 'Add a note' }).waitFor();
    // To a finger it is shown once the keyboard has made room for itself.
    await expect.poll(() => page.evaluate("getComputedStyle(document.querySelector('.overlay')).opacity")).toBe('1');
    await expectAccessible(page);
    await page.keyboard.type('The spare freezer is in room 12.');
    await act(page, 'Add it').click();
    await page.getByText('Note by Kim Lee: The spare freezer is in room 12.').waitFor();
    await act(page, 'Spoken with the caller').click();
    await act(page, 'Yes, it is done').click();
    await page.getByText('Kept', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.close();
  });
}

pageStory('what a caller says is text on the page, whatever it is', async (watch) => {
  const words = '<img src=x onerror="document.title=1"><script>document.title=1</script> The freezer is dead';
  await somebodyCalls(watch, words);
  const page = await watch.opens('/cases/CS0000001', { ...wide, as: kim });
  await page.getByText(words).first().waitFor();
  await page.locator('pre', { hasText: words }).waitFor();
  expect(await page.title()).toBe('Nightdesk');
  expect(await page.locator('blockquote *, pre *, .timeline img, .timeline script').count()).toBe(0);

  const heard = page.waitForResponse(/\/api\/recordings\/RE/);
  await page.getByLabel('What the caller said').evaluate((sound) => {
    const player = sound as unknown as { muted: boolean; play(): Promise<void> };
    player.muted = true;
    return player.play();
  });
  // In parts, as players ask for it.
  expect([200, 206]).toContain((await heard).status());
});

pageStory('a lead chooses who takes a case, and closes it with the keyboard alone', async (watch) => {
  await somebodyCalls(watch);
  const page = await watch.opens('/cases/CS0000001', { ...wide, as: pat });
  await act(page, 'Take it').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Who takes the case?' }).waitFor();
  await page.getByLabel('Who takes it').selectOption('Alex Roe');
  await act(page, 'Take it').last().focus();
  await page.keyboard.press('Enter');
  await page.getByText('Pat Moss, for Alex Roe, took the case by the console.').waitFor();

  const another = await watch.opens('/cases/CS0000001', { ...narrow, as: kim });
  await pressesStill(another, 'Call the caller');
  await another.getByRole('tooltip', { name: /Alex Roe has it: only they or a lead do that/ }).waitFor();
  const own = await watch.opens('/cases/CS0000001', { ...narrow, as: alex });
  await act(own, 'Call the caller').click();
  await act(own, 'Call').click();
  await own.getByText('Alex Roe asked to be connected with the caller.').waitFor();

  await act(page, 'Close it').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Close the case?' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.type('Alex has brought another freezer.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Closed by Pat Moss: Alex has brought another freezer.').waitFor();
  await page.getByText('Over: the case was closed').waitFor();
  // A button that has become still keeps the focus.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Close it');
  await own.getByText('Closed by Pat Moss').first().waitFor();
  await page.goto('/cases?state=closed');
  await page.getByRole('link', { name: 'CS0000001' }).waitFor();
});

/** Cases that were opened every half hour until an hour ago. */
async function manyCases(watch: Watch, count: number): Promise<void> {
  const newest = watch.app.context.clock.now() - 3_600_000;
  await watch.app.context.store.transact(async (tx) => {
    for (let i = 1; i <= count; i++) {
      const openedAt = newest - (count - i) * 1_800_000;
      await insertCase(tx, aCase(`CS${String(i).padStart(7, '0')}`, { openedAt, state: 'closed' }));
    }
  });
}

pageStory('older cases are shown when they are asked for, and days are those of the service', async (watch) => {
  await manyCases(watch, 60);
  const page = await watch.opens('/cases', { ...wide, as: kim });
  await page.getByText('The newest 50 cases.').waitFor();
  expect(await page.getByRole('link', { name: /^CS/ }).first().textContent()).toBe('CS0000060');
  await act(page, 'Show older cases').click();
  await page.getByText('60 cases.', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'CS0000001' }).waitFor();
  await expectAccessible(page);
  // At two at night in Chicago, the newest is of one o'clock: two more are of that day.
  await page.getByLabel('Opened from').fill('2026-11-21');
  await page.getByText('3 cases.', { exact: true }).waitFor();
  await page.getByLabel('Opened from').fill('');
  await page.getByLabel('Opened until').fill('2026-11-19');
  await page.getByRole('link', { name: 'CS0000009' }).waitFor();
  await page.getByText('9 cases.', { exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('?to=2026-11-19');
  await act(page, 'Show all').click();
  await page.getByText('60 cases.', { exact: true }).waitFor();
});

pageStory('a recording that cannot be heard says why, and the block for the desk is copied', async (watch) => {
  await manyCases(watch, 1);
  await watch.app.context.store.transact(async (tx) => {
    for (const state of ['wanted', 'failed', 'gone'] as const)
      await insertRecording(tx, aRecording(`RE-${state}`, { state, caseNumber: 'CS0000001', dueAt: null }));
  });
  const page = await watch.opens('/cases/cs0000001', { ...wide, as: kim });
  await page.getByText(/It is at the carrier still/).waitFor();
  await page.getByText(/It could not be fetched from the carrier/).waitFor();
  await page.getByText(/It has been deleted, as recordings are after a time/).waitFor();
  expect(await page.getByLabel('What the caller said').count()).toBe(0);
  await expectAccessible(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await act(page, 'Copy it').click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^Hotline case: CS0000001\nService: /);
});

pageStory('who only looks sees the list, no numbers, and why a case stays shut', async (watch) => {
  await manyCases(watch, 1);
  const page = await watch.opens('/cases', { ...wide, as: { name: 'Vi Ewer', role: 'viewer', person: 'vi' } });
  await page.getByRole('link', { name: 'CS0000001' }).waitFor();
  expect(await page.getByText(/608-555/).count()).toBe(0);
  await page.getByRole('link', { name: 'CS0000001' }).click();
  await page
    .getByRole('alert')
    .getByText(/needs the role "technician"/)
    .waitFor();
  await expectAccessible(page);
  watch.complaints.length = 0;
});
