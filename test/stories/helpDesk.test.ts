/** A password, a NetID, a personal computer: the general help desk by its own hours, and the way back to "critical". */
import { expect } from 'vitest';
import type { NightOptions } from '../night/night.ts';
import { isWoken, leavesMessage, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** A general help desk that is there at night, until three. */
const open: NightOptions = {
  schedules: {
    'directory.yaml': (text) =>
      `${text}helpDesk: { name: the DoIT help desk, number: "+16085550198", hours: general }\n`,
    'hours.yaml': (text) =>
      `${text}  general:\n    spoken: Saturdays until 3 a.m.\n    open:\n      sat: { from: "00:00", to: "03:00" }\n`,
  },
};

async function asksForHelpDesk(caller: Telephone): Promise<void> {
  await caller.dials();
  await caller.hears(/your own personal computer, press 3/);
  await caller.presses('3');
}

story(
  'a password while the general help desk is open: the caller is connected',
  async ({ night, caller, helpDesk }) => {
    await asksForHelpDesk(caller);
    await caller.hears(/the DoIT help desk is open now\. To be connected, press 2/);
    await caller.presses('2');
    await caller.hears(/connecting you to the DoIT help desk/);
    await helpDesk.rings();
    await helpDesk.answers();
    await helpDesk.talksTo(caller);
    await night.passes(90);
    await helpDesk.hangsUp();
    await caller.hears(/Good-bye/);
    await caller.isHungUp();
    expect(await night.calls()).toMatchObject([{ outcome: 'transferred' }]);
    expect((await night.api('/cases')).json).toMatchObject({ items: [] });
  },
  open,
);

story(
  'a caller who was connected to the general help desk hangs up: nothing is left to do',
  async ({ night, caller, helpDesk }) => {
    await asksForHelpDesk(caller);
    await caller.hears(/To be connected, press 2/);
    await caller.presses('2');
    await helpDesk.rings();
    await helpDesk.answers();
    await helpDesk.talksTo(caller);
    await night.passes(30);
    await caller.hangsUp();
    await night.passes(10);
    expect(await night.calls()).toMatchObject([{ outcome: 'transferred' }]);
    const cases: { items: { state: string }[] } = (await night.api('/cases')).json;
    expect(cases.items.filter(({ state }) => state !== 'closed')).toEqual([]);
  },
  open,
);

story(
  'the general help desk is open and does not answer: a message and a case',
  async ({ night, caller, helpDesk }) => {
    await asksForHelpDesk(caller);
    await caller.hears(/To be connected, press 2/);
    await caller.presses('2');
    await helpDesk.rings();
    await caller.hears(/does not answer just now/, 60);
    await leavesMessage(night, caller, 'This is Ann. I cannot sign in.');
    await caller.hears(/taken up by the DoIT help desk, which is there Saturdays until 3 a.m./);
    await caller.isHungUp();
    expect((await night.case('CS0000001')).case).toMatchObject({
      urgency: 'helpDesk',
      expectation: 'The desk looks at it in business hours, Saturdays until 3 a.m.',
    });
    expect(await night.calls()).toMatchObject([{ outcome: 'voicemail with case' }]);
  },
  open,
);

story(
  'the general help desk is closed: a case with its hours, and no question is a dead end',
  async ({ night, caller }) => {
    await asksForHelpDesk(caller);
    await caller.hears(/the DoIT help desk is closed now.*stay on the line/);
    await leavesMessage(night, caller, 'This is Ann. I cannot sign in.');
    await caller.hears(/which is there Saturdays until 3 a.m./);
    await caller.isHungUp();
    expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'helpDesk', priority: 'P4' });
  },
  // Saturday, 05:00 in Chicago.
  { ...open, startsAt: Date.UTC(2026, 10, 21, 11, 0, 0) },
);

story(
  'a password, and then it is critical after all',
  async ({ night, caller, kim }) => {
    await asksForHelpDesk(caller);
    await caller.hears(/critical work stoppage after all, press 1/);
    await caller.presses('1');
    await caller.hears(/after the tone/i);
    await caller.hangsUp();
    await isWoken(kim, /critical, AIMS: CS0000001/);
    await takesByText(kim);
    expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
  },
  open,
);

story('whoever hangs up at the help desk question has a help desk case', async ({ night, caller }) => {
  await asksForHelpDesk(caller);
  await caller.hears(/is closed now/);
  await caller.hangsUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'helpDesk', queue: 'EAST' });
  expect(await night.calls()).toMatchObject([{ outcome: 'routine case' }]);
});
