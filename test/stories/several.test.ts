import { expect } from 'vitest';
import {
  answersAndPresses,
  isWoken,
  leavesCritical,
  leavesMessage,
  saysCritical,
  takesByText,
} from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** Two critical calls for AIMS on one page: the first caller is Ann of Botany, the second is Bo, whom nobody knows. */
async function twoCalls({ night, caller, stranger, kim }: Scene, first: 'stays' | 'leaves'): Promise<void> {
  await leavesCritical(night, caller);
  await isWoken(kim);
  if (first === 'leaves') await caller.hangsUp();
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. The same here, all is dark.');
  await kim.getsText(/CS0000001.*CS0000002.*Reply 47/);
}

story(
  'two cases taken at once: one caller is joined, the other is called back, and only one promise is kept',
  async (scene) => {
    const { night, caller, stranger, kim } = scene;
    await twoCalls(scene, 'stays');
    await kim.rings(120);
    await answersAndPresses(kim, '1', /2 cases wait for AIMS: C S, 0 0 0, 0 0 0 1 and C S, 0 0 0, 0 0 0 2/);
    await kim.hears(/You have taken case/);
    await kim.getsText(/You have taken CS0000001.*CS0000002/);
    await kim.talksTo(caller, 60);
    await stranger.hears(/Kim Lee has your case and will call you back within the hour/, 60);
    await stranger.isHungUp(60);
    await night.passes(15);
    await caller.hangsUp();
    await kim.hears(/You have more cases. C S, 0 0 0, 0 0 0 2, call back 6 0 8, 5 5 5, 0 1 5 0/);
    await kim.isHungUp();
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
    expect((await night.case('CS0000002')).promise).toMatchObject({ state: 'open', owner: 'kim' });
  },
);

story(
  'one of two cases is taken: the other goes on, and nobody is told that somebody else has their own',
  async (scene) => {
    const { night, caller, stranger, kim, pat } = scene;
    await leavesCritical(night, caller);
    await caller.hangsUp();
    await isWoken(kim);
    // The second case joins while Kim's first text names only the first.
    await saysCritical(stranger);
    await stranger.presses('1');
    await stranger.hears(/after the tone/i);
    await takesByText(kim);
    await night.passes(20);
    await stranger.says('This is Bo. All is dark.');
    await night.passes(8);
    await stranger.presses('#');
    await stranger.hears(/within one hour/, 60);
    await stranger.hangsUp();
    await isWoken(kim, /CS0000002, call back 608-555-0150, on hold. Reply/, 120);
    await pat.getsText(/critical, AIMS: CS0000002/, 200);
    await pat.rings();
    await takesByText(pat, '47', 'CS0000002');
    await kim.getsText(/^CS0000002: taken by Pat Moss/);
    expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'kim' });
    expect((await night.case('CS0000002')).case).toMatchObject({ takenBy: 'pat' });
  },
);

story('a ring that names two cases speaks only of those that nobody has', async (scene) => {
  const { night, stranger, geographer, kim, sam } = scene;
  await saysCritical(stranger);
  // Gone before the team is known: both teams are paged.
  await stranger.hangsUp();
  await isWoken(kim);
  await isWoken(sam);
  await leavesCritical(night, geographer, 'This is Lee of Geography. The map server is down.');
  await geographer.hangsUp();
  await sam.getsText(/CS0000001.*CS0000002/);
  await sam.rings(120);
  await sam.answers();
  await sam.hears(/2 cases/);
  await takesByText(kim);
  await sam.getsText(/^CS0000001: taken by Kim Lee/);
  await sam.presses('1');
  await sam.hears(/You have taken case C S, 0 0 0, 0 0 0 2\./);
  await sam.hears(/press 2/i, 30);
  await sam.presses('2');
  await sam.hears(/The number is 6 0 8, 5 5 5, 0 1 4 3/);
  await sam.isHungUp();
  kim.namesRings();
  expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'kim' });
  expect((await night.case('CS0000002')).case).toMatchObject({ takenBy: 'sam' });
  expect((await night.case('CS0000001')).timeline.map((event) => event.text).join()).not.toMatch(/Sam Diaz will call/);
});

story('somebody who passed one case is asked about the next', async (scene) => {
  const { night, caller, stranger, kim, pat } = scene;
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await isWoken(kim);
  await kim.texts('47 no');
  await kim.getsText(/Passed: CS0000001\. The page goes on until somebody takes it/);
  await isWoken(pat, /CS0000001/, 60);
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. All is dark.');
  await stranger.hangsUp();
  await isWoken(kim, /CS0000001.*CS0000002/, 10);
  for (const phone of Object.values(night.phones)) {
    phone.namesRings();
    phone.namesTexts();
  }
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001.*CS0000002/);
  await night.passes(5);
  for (const phone of Object.values(night.phones)) phone.namesTexts();
});

story('a team not known: leads are rung once for both pages', async (scene) => {
  const { night, stranger, kim, sam, pat, robin } = scene;
  await saysCritical(stranger);
  // Gone before the team is known: both teams are paged.
  await stranger.hangsUp();
  await night.passes(310);
  for (const phone of [kim, sam]) {
    phone.namesRings();
    phone.namesTexts();
  }
  // The leads' own steps, and then one ring and one text each for the two pages that begin their last step together.
  expect(pat.phone.rings.filter((ring) => ring.outcome === 'busy')).toHaveLength(0);
  expect(robin.phone.rings.filter((ring) => ring.outcome === 'busy')).toHaveLength(0);
  expect(pat.namesRings()).toBe(2);
  expect(robin.namesRings()).toBe(2);
  pat.namesTexts();
  robin.namesTexts();
  await takesByText(pat);
  for (const phone of [kim, sam, robin]) await phone.getsText(/taken by Pat Moss/);
});

story('STOP and START by text', async (scene) => {
  const { night, caller, kim, pat, robin } = scene;
  await kim.texts('STOP');
  await kim.texts('START');
  for (const phone of [pat, robin]) {
    await phone.getsText(/has sent STOP/);
    await phone.getsText(/has sent START/);
  }
  await kim.getsText(/Nothing is open for you/);
  kim.namesTexts();
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await isWoken(kim);
  await takesByText(kim);
});

story('every number has refused us: they are tried all the same, with an alarm', async (scene) => {
  const { night, caller, kim, pat, robin } = scene;
  for (const phone of [kim, pat, robin]) {
    night.exchange.refuseTexts(phone.phone.number, 21408);
    night.exchange.refuseCalls(phone.phone.number, 21215);
  }
  night.names(/every number of the last step has refused us/);
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await night.passes(900);
  expect(pat.phone.rings).toHaveLength(0);
  for (const phone of [kim, pat, robin]) {
    night.exchange.refuseTexts(phone.phone.number, null);
    night.exchange.refuseCalls(phone.phone.number, null);
  }
  await pat.rings(310);
  await pat.getsText(/CS0000001/);
  await robin.rings();
  await robin.getsText(/CS0000001/);
  await takesByText(pat);
  await robin.getsText(/taken by Pat Moss/);
});
