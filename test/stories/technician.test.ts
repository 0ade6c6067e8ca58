import { expect } from 'vitest';
import {
  answersAndPresses,
  callsAndLeaves,
  isWoken,
  leavesMessage,
  saysCritical,
  saysNewCritical,
  takesByText,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('the technician is silent, the voicemail hears it, then the lead is woken', async (scene) => {
  const { night, kim, pat } = scene;
  kim.behaves({ behaviour: 'voicemail', afterSeconds: 12, recordsSeconds: 90 });
  await callsAndLeaves(scene);
  await isWoken(kim);
  await kim.hears(/This message does not count as accepted/, 120);
  await kim.rings(90);
  await pat.getsText(/CS0000001/, 180);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open', takenBy: null });
  await pat.rings();
  await answersAndPresses(pat, '1', /critical page for Pat Moss/);
  await pat.hears(/You have taken case/);
  await kim.getsText(/taken by Pat Moss/);
  await pat.hears(/press 2/i);
  await pat.presses('2');
  await pat.hears(/within the hour/);
  await pat.isHungUp();
  await kim.isHungUp(120);
  expect(kim.phone.voicemail.join(' ')).toMatch(/does not count as accepted/);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'pat' });
});

story('the on-call person has opted out of texts: the phone rings at once', async (scene) => {
  const { night, kim } = scene;
  night.exchange.refuseTexts(kim.phone.number, 21610);
  await callsAndLeaves(scene);
  await kim.rings(2);
  await answersAndPresses(kim, '1', /press 1 to take it/i);
  await kim.hears(/press 2/i);
  await kim.presses('2');
  await kim.isHungUp();
  const [page] = await night.pages();
  expect(page?.attempts).toContainEqual(
    expect.objectContaining({ kind: 'text', person: 'kim', state: 'refused', errorCode: 21610 }),
  );
  expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'kim' });
});

story('the technician passes and the lead is tried at once', async (scene) => {
  const { night, kim, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  await answersAndPresses(kim, '2', /2 to pass/);
  await isWoken(pat, /CS0000001/, 3);
  await kim.hears(/You have passed/);
  await kim.isHungUp();
  await takesByText(pat);
  await kim.getsText(/taken by Pat Moss/);
  expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'pat' });
});

story('other words by text are kept and not taken for a yes', async (scene) => {
  const { night, kim, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  await kim.texts('ok, I am on my way');
  await kim.getsText(/Not accepted yet: CS0000001\. Reply 47 to accept/);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open' });
  await kim.texts('12');
  await kim.getsText(/belongs to no open page/);
  await kim.texts('47 no');
  await kim.getsText(/Passed: CS0000001/);
  await isWoken(pat, /CS0000001/, 30);
  await pat.texts('47.');
  await pat.getsText(/You have taken CS0000001/);
  await kim.getsText(/taken by Pat Moss/);
  await kim.texts('47');
  await kim.getsText(/CS0000001: taken by Pat Moss/);
  expect((await night.case('CS0000001')).timeline.map((event) => event.text)).toContain(
    'Kim Lee wrote: "ok, I am on my way"',
  );
});

story('two people press 1: the first has it, the other is told', async ({ night, stranger, kim, sam }) => {
  await saysCritical(stranger);
  // Gone before the team is known: both teams are paged.
  await stranger.hangsUp();
  await kim.getsText(/CS0000001/);
  await sam.getsText(/CS0000001/);
  await kim.rings();
  await sam.rings();
  await kim.answers();
  await sam.answers();
  await kim.hears(/press 1/i);
  await sam.hears(/press 1/i);
  sam.phone.press('1');
  kim.phone.press('1');
  await night.settled();
  const taker = (await night.case('CS0000001')).case.takenBy;
  const [first, second] = taker === 'sam' ? [sam, kim] : [kim, sam];
  await first.hears(/You have taken case/);
  await second.hears(/has been taken by/);
  await second.getsText(/CS0000001: taken by/);
  await first.hears(/press 2/i);
  await first.presses('2');
  await first.isHungUp();
  await second.isHungUp();
});

story("a code is one person's own for 48 hours", async (scene) => {
  const { night, caller, kim } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /CS0000001.*Reply 47 to accept/);
  await takesByText(kim);
  await kim.texts('done 47');
  await kim.getsText(/Noted/);
  await night.passes(3600);
  await saysNewCritical(caller, 'later');
  await leavesMessage(night, caller, 'This is Ann again. bot13 is dead too.');
  await caller.hangsUp();
  await isWoken(kim, /CS0000002.*Reply 48 to accept/);
  await takesByText(kim);
  expect((await night.case('CS0000002')).case).toMatchObject({ state: 'open' });
  await takesByText(kim, '48', 'CS0000002');
  expect((await night.case('CS0000002')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});

story('nobody ever answers anything', async (scene) => {
  const { night, kim, pat, robin, desk } = scene;
  const woken: number[] = [];
  await callsAndLeaves(scene);
  woken.push(night.clock.now());
  // Its hour goes by while it goes on: every lead is told that, too.
  night.names(/alarm: a promise to a caller was broken/);
  await night.passes(8 * 3600);
  for (const lead of [pat, robin]) await lead.getsText(/PROMISE BROKEN: CS0000001.*Nobody has it/);
  const [page] = await night.pages();
  expect(page?.page).toMatchObject({ team: 'aims', state: 'running' });
  const rings = [kim, pat, robin, desk]
    .flatMap((phone) => phone.phone.rings.map((ring) => ring.at))
    .sort((a, b) => a - b);
  for (const at of [...rings, night.clock.now()]) {
    expect(at - (woken.at(-1) ?? 0)).toBeLessThanOrEqual(30 * 60_000);
    woken.push(at);
  }
  expect(kim.namesRings()).toBe(2);
  expect(kim.namesTexts()).toBe(1);
  // Texts go by the policy: the lead's own step, then every five minutes for two hours, then every half hour. A phone is
  // rung seven times an hour at the most.
  expect(robin.phone.texts).toHaveLength(24 + 12 + 1);
  expect(robin.namesRings()).toBe(26);
  expect(pat.namesRings()).toBe(26);
  expect(pat.namesTexts() - robin.namesTexts()).toBe(1);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open', takenBy: null });
  const id = page?.page.id ?? '';
  expect((await night.api(`/pages/${id}/close`, { by: 'Pat Moss', reason: 'found it in the morning' })).status).toBe(
    200,
  );
  for (const phone of [kim, pat, robin]) await phone.getsText(/CS0000001: closed/);
});

story(
  'the desk opens while a page is still open, and is rung until it takes it; its phone is sent no text',
  async (scene) => {
    const { night, geographer, kim, pat, robin, desk } = scene;
    await callsAndLeaves(scene);
    await callsAndLeaves({ ...scene, caller: geographer });
    await night.passes(3600);
    for (const phone of [kim, pat, robin]) {
      phone.namesRings();
      phone.namesTexts();
    }
    expect(desk.phone.rings).toHaveLength(0);
    night.names(/alarm: a promise to a caller was broken/);
    // First it is told of what still runs, and then the page rings it until somebody takes it.
    await desk.rings(3600 + 1800);
    await answersAndPresses(desk, '1', /still run.*nobody has it yet/);
    await desk.isHungUp();
    await desk.rings(1800);
    await answersAndPresses(desk, '1', /critical page for the help desk/);
    await desk.hears(/You have taken case C S, 0 0 0, 0 0 0 1 and/);
    await desk.hears(/press 2/i);
    await desk.presses('2');
    await desk.isHungUp();
    for (const phone of [kim, pat, robin]) await phone.getsText(/taken by the help desk/);
    for (const phone of [pat, robin]) {
      phone.namesRings();
      phone.namesTexts();
    }
    expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'desk' });
  },
  {
    // Monday, 23 November 2026, 05:10 in Chicago: the desk opens at 7.
    startsAt: Date.UTC(2026, 10, 23, 11, 10, 0),
    // One page for both.
    schedules: { 'directory.yaml': (text) => text.replace('Geography, team: ds', 'Geography, team: aims') },
  },
);

story('whoever has a case says "done" by text: the promise is kept, as stated by them', async (scene) => {
  const { night, kim, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /CS0000001.*Reply 47 to accept/);
  await kim.texts('done 47');
  await kim.getsText(/Not accepted yet: CS0000001\. Reply 47 to accept/);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open', owner: 'pat' });
  await takesByText(kim);
  await kim.texts('47 done');
  await kim.getsText(/Noted: you have spoken with the caller of CS0000001/);
  const seen = await night.case('CS0000001');
  expect(seen.promise).toMatchObject({
    state: 'kept',
    owner: 'kim',
    how: 'Kim Lee said by text that they have spoken with the caller.',
  });
  // A code is somebody's own: of another's it says nothing.
  await pat.texts('done 47');
  await pat.getsText(/belongs to no open page of yours/);
});

story('"pass 47" is "47 pass"', async (scene) => {
  const { kim, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  await kim.texts('pass 47');
  await kim.getsText(/Passed: CS0000001/);
  await isWoken(pat);
  await takesByText(pat);
  await kim.getsText(/taken by Pat Moss/);
});

story('a technician hears the recording before taking the case', async (scene) => {
  const { kim } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  await answersAndPresses(kim, '3', /press 1 to take it, 2 to pass, 3 to hear the recording/i);
  await kim.hears(/\(sound .*\/voice\/recordings\/RE\w+\)/);
  await kim.hears(/press 1 to take it/i);
  await kim.presses('1');
  await kim.hears(/You have taken case/);
  await kim.hears(/press 2/i);
  await kim.presses('2');
  await kim.isHungUp();
});
