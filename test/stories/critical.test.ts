import { expect } from 'vitest';
import { answersAndPresses, isWoken, leavesCritical, opensCase, saysCritical, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('critical and bridged', async ({ night, caller, kim }) => {
  await leavesCritical(night, caller, 'This is Ann of Botany. bot12 is dead and the freezer alarm is on.');
  await isWoken(kim, /CS0000001, Botany, call back 608-555-0142, on hold\. Reply 47 to accept, 47 no to pass/);
  await caller.hears(/C S, 0 0 0, 0 0 0 1.*C S|C S, 0 0 0, 0 0 0 1/);
  await caller.hears(/Again.*C S, 0 0 0, 0 0 0 1.*within one hour/);
  await kim.answers();
  await kim.hears(/critical page for Kim Lee/);
  await kim.hears(/Botany.*C S, 0 0 0, 0 0 0 1/);
  await kim.hears(/6 0 8, 5 5 5, 0 1 4 2/);
  await kim.hears(/press 1 to take it, 2 to pass/i);
  await kim.presses('1');
  await kim.hears(/You have taken case/);
  await kim.talksTo(caller, 40);
  await night.passes(60);
  await caller.hangsUp();
  await kim.isHungUp();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'accepted', takenBy: 'kim', team: 'aims', urgency: 'critical' });
  expect(seen.case.expectation).toMatch(/within one hour/);
  expect(seen.promise).toMatchObject({ state: 'kept', owner: 'kim' });
  expect(seen.recordings).toMatchObject([{ state: 'kept', transcript: expect.stringMatching(/bot12 is dead/) }]);
  expect(seen.deskBlock).toMatch(
    /Service: DoIT Departmental Support\nCategory: Service Inquiry\nSubcategory: Unclassified/,
  );
  expect(await night.calls()).toMatchObject([{ outcome: 'bridged' }]);
});

story('accepted by text while the caller holds', async ({ night, caller, kim }) => {
  await leavesCritical(night, caller);
  await isWoken(kim, /Reply 47 to accept/);
  await caller.hears(/We are calling Kim Lee now/);
  // A chime in between: nobody waits in a dead line.
  await caller.hears(/\(sound \/voice\/sounds\/hold\)/, 12);
  await takesByText(kim);
  await night.passes(3);
  expect(kim.phone.ringing).toBe(false);
  await caller.hears(/Kim Lee has your case and will call you back within the hour/);
  await caller.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
});

story('the technician accepts before the caller is on hold', async ({ night, stranger, kim }) => {
  await saysCritical(stranger);
  await stranger.hears(/former AIMS partner\? Press 1/);
  await night.passes(14);
  await stranger.presses('1');
  await stranger.hears(/after the tone/i);
  await night.passes(15);
  // A caller with much to tell: the page starts by itself after 120 seconds.
  await stranger.says('Good night, this is Ann, and I have a lot to tell about what is wrong here. '.repeat(16));
  await kim.getsText(/CS0000001/, 130);
  await kim.rings();
  await answersAndPresses(kim, '1', /critical page for Kim Lee/);
  await kim.hears(/still talking to the hotline/);
  await kim.talksTo(stranger, 120);
  await night.passes(70);
  await kim.hangsUp();
  await stranger.hears(/Thank you for calling/);
  await stranger.isHungUp();
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
});

story('the caller is gone and the technician rings back', async (scene) => {
  const { night, caller, kim } = scene;
  await opensCase(scene);
  await answersAndPresses(kim, '1', /press 1 to take it/i);
  await kim.hears(/The caller has hung up/);
  await kim.hears(/press 1.*press 2/i);
  await kim.presses('1');
  await caller.rings();
  await caller.answers();
  await kim.talksTo(caller);
  await night.passes(45);
  await caller.hangsUp();
  await kim.hears(/Did you speak to the caller\? Press 1 for yes/);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open' });
  await kim.presses('1');
  await kim.isHungUp();
  expect(caller.phone.rings.at(-1)).toMatchObject({ from: night.hotline });
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
});

story(
  'hung up right after "critical" and every later webhook is lost: one page at 120 s',
  async ({ night, caller, kim }) => {
    await caller.dials();
    await caller.hears(/press 1 for yes/i);
    await caller.presses('1');
    night.exchange.faults.loseWebhooks((webhook) => webhook.fields.From === caller.phone.number);
    await caller.hangsUp();
    await night.passes(118);
    expect(kim.phone.rings).toHaveLength(0);
    await isWoken(kim, /CS0000001/, 5);
    night.exchange.faults.mend();
    await answersAndPresses(kim, '1', /press 1 to take it/i);
    await kim.hears(/press 1|press 2/i, 150);
    await kim.hangsUp();
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
    expect((await night.pages()).filter((page) => page.page.team === 'aims')).toHaveLength(1);
  },
);

story('hung up while recording', async ({ night, caller, kim }) => {
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await night.passes(16);
  await caller.says('This is Ann of Botany, bot12 is');
  await night.passes(4);
  await caller.hangsUp();
  await isWoken(kim, /CS0000001/, 5);
  await takesByText(kim);
  await night.passes(30);
  const seen = await night.case('CS0000001');
  expect(seen.recordings).toMatchObject([{ state: 'kept', transcript: expect.stringMatching(/bot12 is/) }]);
  expect(seen.timeline.map((event) => event.text).join('\n')).toMatch(/hung up while speaking/);
  expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
});
