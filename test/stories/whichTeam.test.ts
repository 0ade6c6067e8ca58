/** Whose team is it? Leadership is asked where the caller does not know, and nothing is lost while it thinks. */
import { expect } from 'vitest';
import {
  answersAndPresses,
  isWoken,
  leavesMessage,
  saysCritical,
  takesAndCallsLater,
  takesByText,
  teamsPaged,
  timelineOf,
} from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** Says that it is critical, and does not know the team: leadership is rung. */
async function isUnsure({ stranger, pat, robin }: Pick<Scene, 'stranger' | 'pat' | 'robin'>): Promise<void> {
  await saysCritical(stranger);
  await stranger.hears(/not sure, press 0/);
  await stranger.presses('0');
  await pat.rings();
  await robin.rings();
}

async function decides(lead: Telephone, key: string): Promise<void> {
  await lead.answers();
  await lead.hears(/please decide/);
  await lead.hears(/Press 1 for AIMS, 2 for DS, 3 for both, 4 if it can wait/);
  await lead.presses(key);
}

story('a caller is not sure: leadership is rung, and the first key pages one team', async (scene) => {
  const { night, stranger, sam, pat, robin } = scene;
  await isUnsure(scene);
  await leavesMessage(night, stranger, 'This is Bo. Everything is down.');
  await stranger.hears(/within one hour/);
  await stranger.hears(/asking our leads which team/);
  // The recording has brought nothing forward: nobody but leadership is rung.
  expect(await teamsPaged(night)).toEqual(['aims waiting', 'ds waiting']);
  // Both slept through the first ring.
  await robin.rings(130);
  await pat.rings();
  await robin.answers();
  await robin.hears(/Press 1 for AIMS/);
  await pat.answers();
  await pat.hears(/Press 1 for AIMS/);
  await robin.presses('2');
  await robin.hears(/DS is called now/);
  await sam.getsText(/critical, DS: CS0000001/);
  await pat.presses('1');
  await pat.hears(/Robin Hale has decided, it goes to DS/);
  expect(await teamsPaged(night)).toEqual(['aims withdrawn', 'ds running']);
  await takesAndCallsLater(sam);
  await stranger.hears(/Sam Diaz has your case/);
  expect((await night.case('CS0000001')).case).toMatchObject({ team: 'ds', takenBy: 'sam' });
  expect(await timelineOf(night)).toMatch(
    /Pat Moss and Robin Hale are asked by phone\..*Robin Hale decided by key: it goes to DS\./s,
  );
});

story('nobody of leadership presses a key: after five minutes both teams are paged', async (scene) => {
  const { night, stranger, kim, sam, pat, robin } = scene;
  const { clock } = night;
  await saysCritical(stranger);
  await stranger.hears(/not sure, press 0/);
  const asked = clock.now();
  await stranger.presses('0');
  await stranger.hangsUp();
  await pat.rings();
  await robin.rings();
  // A voicemail listens to the question, and decides nothing.
  await pat.answers();
  await pat.hears(/Nobody pressed a key/, 60);
  await night.passes(290 - (clock.now() - asked) / 1000);
  expect([pat.namesRings(), robin.namesRings()]).toEqual([1, 1]);
  expect(await teamsPaged(night)).toEqual(['aims waiting', 'ds waiting']);
  await kim.getsText(/critical, AIMS: CS0000001/);
  await sam.getsText(/critical, DS: CS0000001/);
  expect(clock.now() - asked).toBeGreaterThanOrEqual(300_000);
  expect(clock.now() - asked).toBeLessThan(310_000);
  await kim.rings();
  await sam.rings();
  await takesByText(kim);
  await sam.getsText(/taken by Kim Lee/);
  expect(await timelineOf(night)).toMatch(/Nobody of leadership has decided/);
});

story('leadership says that it can wait: the caller hears so, and nobody is woken', async (scene) => {
  const { night, stranger, pat, robin } = scene;
  await isUnsure(scene);
  await leavesMessage(night, stranger, 'This is Bo. A screen flickers.');
  await stranger.hears(/asking our leads which team/);
  await pat.rings(130);
  await robin.rings();
  await decides(pat, '4');
  await pat.hears(/the caller is told/);
  await stranger.hears(/It was decided that this can wait until the next business day/);
  await stranger.isHungUp();
  await stranger.getsText(/CS0000001: it was decided that this can wait.*608-555-0199/);
  expect(await teamsPaged(night)).toEqual(['aims withdrawn', 'ds withdrawn']);
  expect((await night.case('CS0000001')).case).toMatchObject({
    state: 'open',
    urgency: 'routine',
    priority: 'P3',
    queue: 'EAST',
    expectation: 'The desk looks at it in business hours, Monday to Friday, 7 a.m. to 6 p.m.',
  });
  expect(await timelineOf(night)).toMatch(/Pat Moss decided by key: it can wait.*told so by text/s);
  expect(await night.calls()).toMatchObject([{ outcome: 'voicemail with case' }]);
});

story('leadership says both: both teams are paged at once', async (scene) => {
  const { stranger, kim, sam, robin } = scene;
  await isUnsure(scene);
  await decides(robin, '3');
  await kim.getsText(/critical, AIMS: CS0000001/);
  await sam.getsText(/critical, DS: CS0000001/);
  await kim.rings();
  await sam.rings();
  await stranger.hangsUp();
  await takesByText(sam);
  await kim.getsText(/taken by Sam Diaz/);
});

story('the service dies while leadership is asked: the pages go out all the same', async (scene) => {
  const { night, kim, sam, pat, robin } = scene;
  await isUnsure(scene);
  night.exchange.faults.tolerate(() => true);
  await night.crashes();
  await night.passes(400);
  await night.starts();
  await kim.getsText(/critical, AIMS: CS0000001/);
  await sam.getsText(/critical, DS: CS0000001/);
  await kim.rings();
  await sam.rings();
  await takesByText(kim);
  await sam.getsText(/taken by Kim Lee/);
  // Their second ring was due meanwhile, too.
  pat.namesRings();
  robin.namesRings();
});

story('a page of the team runs already: an unsure case does not go out on it', async (scene) => {
  const { night, stranger, caller, kim, pat, robin } = scene;
  await saysCritical(caller);
  await caller.hangsUp();
  await isWoken(kim, /critical, AIMS: CS0000001/);
  await isUnsure(scene);
  // The second ring of the first page names its own case alone.
  await kim.rings(90);
  await answersAndPresses(kim, '1', /Case C S, 0 0 0, 0 0 0 1\./);
  await kim.hangsUp();
  await pat.rings(130);
  await robin.rings();
  await decides(pat, '1');
  await kim.getsText(/critical, AIMS: CS0000002.*Reply 48/);
  await stranger.hangsUp();
  expect(await teamsPaged(night)).toEqual(['aims accepted', 'aims running', 'ds withdrawn']);
  await kim.rings(120);
  await takesByText(kim, '48', 'CS0000002');
});

story(
  'the directory names who is asked, and for how long',
  async ({ stranger, kim, sam, robin }) => {
    await saysCritical(stranger);
    await stranger.hears(/not sure, press 0/);
    await stranger.presses('0');
    await stranger.hangsUp();
    await robin.rings();
    await kim.getsText(/critical, AIMS: CS0000001/, 65);
    await sam.getsText(/critical, DS: CS0000001/);
    await kim.rings();
    await sam.rings();
    await takesByText(kim);
    await sam.getsText(/taken by Kim Lee/);
  },
  { schedules: { 'directory.yaml': (text) => `${text}unsure: { ask: [robin], withinSeconds: 60 }\n` } },
);

story(
  'a number that two departments of one team share tells the team and no department',
  async ({ night, stranger, kim }) => {
    await saysCritical(stranger);
    await stranger.hears(/after the tone/i);
    await stranger.hangsUp();
    await isWoken(kim, /critical, AIMS: CS0000001, call back/);
    expect((await night.case('CS0000001')).case).toMatchObject({ team: 'aims', department: null });
    await takesByText(kim);
  },
  {
    schedules: {
      'directory.yaml': (text) =>
        `${text}  - { department: Music, team: aims, numbers: ["+16085550150"] }\n  - { department: Art, team: aims, numbers: ["+16085550150"] }\n`,
    },
  },
);

story(
  'a number that departments of two teams share tells neither',
  async ({ night, stranger, sam }) => {
    await saysCritical(stranger);
    await stranger.hears(/legacy D S partner\? Press 2/);
    await stranger.presses('2');
    await stranger.hangsUp();
    await isWoken(sam, /critical, DS: CS0000001, call back/);
    expect((await night.case('CS0000001')).case).toMatchObject({ team: 'ds', department: null });
    await takesByText(sam);
  },
  {
    schedules: {
      'directory.yaml': (text) =>
        `${text}  - { department: Music, team: aims, numbers: ["+16085550150"] }\n  - { department: Art, team: ds, numbers: ["+16085550150"] }\n`,
    },
  },
);

story(
  'a department without a contract: a case for the desk, said kindly, and the lead is told',
  async ({ night, stranger, pat }) => {
    await saysCritical(stranger);
    await stranger.hears(/no contract for help after hours.*Monday to Friday.*6 0 8, 5 5 5, 0 1 9 9/);
    await leavesMessage(night, stranger, 'This is Bo of Music. All is dark.');
    await stranger.hears(/It waits for the next business day/);
    await stranger.isHungUp();
    await pat.getsText(/CS0000001, Music.*without a contract.*Nobody was paged/);
    expect(await night.pages()).toEqual([]);
    const seen = await night.case('CS0000001');
    expect(seen.case).toMatchObject({ urgency: 'routine', priority: 'P3', queue: 'EAST', team: 'aims' });
    expect(seen.recordings).toHaveLength(1);
    expect(await night.calls()).toMatchObject([{ outcome: 'voicemail with case' }]);
  },
  {
    schedules: {
      'directory.yaml': (text) =>
        `${text}  - { department: Music, team: aims, contract: false, numbers: ["+16085550150"] }\n`,
    },
  },
);

story(
  'a department without a contract is not understood twice: nobody is woken, and the lead is told',
  async ({ night, stranger, pat }) => {
    await stranger.dials();
    await stranger.hears(/critical work stoppage/);
    await stranger.presses('7');
    await stranger.hears(/critical work stoppage/);
    await stranger.presses('7');
    await stranger.hears(/did not understand you.*no contract for help after hours/);
    await stranger.hangsUp();
    await pat.getsText(/CS0000001, Music.*not understood twice.*Nobody was paged/);
    expect(await night.pages()).toEqual([]);
    expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'routine', queue: 'EAST' });
  },
  {
    schedules: {
      'directory.yaml': (text) =>
        `${text}  - { department: Music, team: aims, contract: false, numbers: ["+16085550150"] }\n`,
    },
  },
);
