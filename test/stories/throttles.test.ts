import { expect } from 'vitest';
import { answersAndPresses, leavesMessage, saysCritical, saysNewCritical, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('five critical calls in ten minutes: Kim is texted of each, and rung three times', async (scene) => {
  const { night, stranger, kim, pat, robin } = scene;
  for (let i = 0; i < 5; i++) {
    await (i === 0 ? saysCritical : saysNewCritical)(stranger);
    await stranger.presses('1');
    await leavesMessage(night, stranger, 'All is dark.');
    await stranger.hangsUp();
    await night.passes(70);
  }
  expect(kim.namesRings()).toBe(3);
  expect(kim.phone.texts.at(-1)?.body).toMatch(/CS0000001.*and 2 more/);
  expect(kim.namesTexts()).toBeGreaterThanOrEqual(5);
  await takesByText(kim);
  await night.passes(30);
  for (const phone of [kim, pat, robin]) {
    phone.namesRings();
    phone.namesTexts();
  }
});

story('a new page rings at once, however often the person has been rung', async (scene) => {
  const { night, caller, kim } = scene;
  for (let i = 1; i <= 5; i++) {
    await (i === 1 ? saysCritical : saysNewCritical)(caller);
    await leavesMessage(night, caller, 'This is Ann of Botany. The next one is dead.');
    await caller.hangsUp();
    await kim.getsText(new RegExp(`CS000000${i}`));
    await kim.rings(5);
    await answersAndPresses(kim, '1', /Press 1 to take it/i);
    await kim.hears(/You have taken case/);
    await kim.hangsUp();
  }
  expect(kim.phone.rings).toHaveLength(5);
});

story('an account takes one call and one text a second, the page before the news', async (scene) => {
  const { night, stranger, kim, sam, pat, robin } = scene;
  const asked: { at: number; what: string }[] = [];
  night.exchange.faults.failRest((seen) => {
    const what = /\/(Calls|Messages)\.json$/.exec(seen.path)?.[1];
    if (seen.method === 'POST' && what !== undefined) asked.push({ at: night.clock.now(), what });
    return false;
  }, 'reset');
  await saysCritical(stranger);
  // Gone before the team is known: both teams are paged.
  await stranger.hangsUp();
  await night.passes(400);
  for (const what of ['Calls', 'Messages']) {
    const times = asked.filter((one) => one.what === what).map((one) => one.at);
    expect(times.length).toBeGreaterThan(4);
    times.slice(1).forEach((at, i) => {
      expect(at - (times[i] ?? 0)).toBeGreaterThanOrEqual(1000);
    });
  }
  await kim.texts('47');
  await night.passes(60);
  for (const phone of [kim, sam, pat, robin]) {
    phone.namesRings();
    phone.namesTexts();
  }
});
