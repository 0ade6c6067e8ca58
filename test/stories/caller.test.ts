import { expect } from 'vitest';
import {
  answersAndPresses,
  hearsBeep,
  isWoken,
  leavesCritical,
  leavesMessage,
  saysCritical,
  takesByText,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

story('not critical', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/2 for no/);
  await caller.presses('2');
  await leavesMessage(night, caller, 'This is Ann of Botany. My second screen flickers.');
  await caller.hears(/Your case number is C S, 0 0 0, 0 0 0 1/);
  await caller.hears(/Again.*C S, 0 0 0, 0 0 0 1.*Monday to Friday, 7 a.m. to 6 p.m., at 6 0 8, 5 5 5, 0 1 9 9/);
  await caller.isHungUp();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ urgency: 'routine', queue: 'EAST', priority: 'P3', state: 'open' });
  expect(seen.promise).toBeNull();
  expect(await night.pages()).toHaveLength(0);
  expect(await night.calls()).toMatchObject([{ outcome: 'voicemail with case' }]);
});

story('a password question', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/For a password, NetID sign-in or your own personal computer, press 3/);
  await caller.presses('3');
  await caller.hears(/after the tone/i);
  await caller.hears(/Your case number is/, 60);
  await caller.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'helpDesk', priority: 'P4' });
  expect(await night.calls()).toMatchObject([{ outcome: 'routine case' }]);
});

story('the caller says nothing at all', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/critical work stoppage/);
  await caller.hears(/critical work stoppage/);
  await caller.hears(/For a technician tonight, press any key, or say help/);
  await caller.hears(/After the tone/);
  await caller.hears(/did not hear anything.*please call again/);
  await caller.isHungUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'silent' }]);
});

story('the caller hangs up at once', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/closed/);
  await caller.hangsUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'left before saying anything' }]);
});

story(
  'not sure which team, and both are paged: the second is told who took it',
  async ({ night, stranger, kim, sam, pat, robin }) => {
    await saysCritical(stranger);
    await stranger.hears(/former AIMS partner\? Press 1.*legacy D S partner\? Press 2.*press 0/);
    await stranger.presses('0');
    await pat.rings();
    await robin.rings();
    await answersAndPresses(pat, '3', /3 for both/);
    await isWoken(kim, /AIMS.*CS0000001/);
    await isWoken(sam, /DS.*CS0000001/);
    await sam.answers();
    await sam.hears(/critical page for Sam Diaz/);
    await answersAndPresses(kim, '1', /press 1 to take it/i);
    await kim.hears(/You have taken case/);
    await sam.getsText(/CS0000001: taken by Kim Lee/);
    await sam.hears(/taken by Kim Lee/);
    await sam.isHungUp();
    // Silent at both tones, the caller comes to the hold line.
    await kim.talksTo(stranger, 120);
    await night.passes(70);
    await kim.hangsUp();
    await stranger.isHungUp();
    const pages = await night.pages();
    expect(pages.map(({ page }) => [page.team, page.state, page.acceptedBy]).sort()).toEqual([
      ['aims', 'accepted', 'kim'],
      ['ds', 'accepted', 'kim'],
    ]);
  },
);

story('a caller of a legacy DS partner is known by the number', async ({ night, geographer, sam }) => {
  await leavesCritical(night, geographer, 'This is Lee of Geography. The map server is down.');
  await isWoken(sam, /DS.*CS0000001, Geography/);
  await takesByText(sam);
  await geographer.hears(/Sam Diaz has your case/, 60);
  await geographer.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ team: 'ds', takenBy: 'sam' });
});

story('a withheld number, and star to stop waiting', async ({ night, stranger, kim }) => {
  await stranger.dials({ withheld: true });
  await stranger.hears(/Press 1 for yes/);
  await stranger.presses('1');
  await stranger.hears(/AIMS/);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'Call me at 608 555 0150, this is Bo.');
  await isWoken(kim, /number withheld, a recording may tell it/);
  await stranger.hears(/To stop waiting, press star/, 60);
  await stranger.presses('*');
  await stranger.hears(/a technician will contact you within one hour/);
  await stranger.isHungUp();
  await takesByText(kim);
  expect((await night.case('CS0000001')).case).toMatchObject({ callBackNumber: null, takenBy: 'kim' });
});

story('a second critical call joins the page that nobody has accepted', async ({ night, caller, stranger, kim }) => {
  await leavesCritical(night, caller);
  await isWoken(kim);
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. The same here, all is dark.');
  await kim.getsText(/CS0000001.*CS0000002/);
  await kim.rings(120);
  await answersAndPresses(kim, '1', /2 cases wait for AIMS: C S, 0 0 0, 0 0 0 1 and C S, 0 0 0, 0 0 0 2/);
  await kim.hears(/You have taken case/);
  await kim.getsText(/You have taken CS0000001.*CS0000002/);
  await kim.talksTo(caller, 60);
  await night.passes(70);
  await kim.hangsUp();
  await caller.isHungUp();
  await stranger.isHungUp(200);
  for (const number of ['CS0000001', 'CS0000002'])
    expect((await night.case(number)).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});

/** Hears both questions and the last offer without a sound. */
async function saysNothing(phone: Telephone): Promise<void> {
  await phone.dials();
  await phone.hears(/critical work stoppage/);
  await phone.hears(/critical work stoppage/);
  await phone.hears(/For a technician tonight, press any key, or say help/);
}

story('a recording without a sign of a person wakes nobody, and a lead is told', async ({ night, stranger, pat }) => {
  await saysNothing(stranger);
  await stranger.hears(/Without a key, your message waits for the next business day/);
  await hearsBeep(night, stranger);
  await stranger.says('You have won a cruise to the islands.');
  await stranger.hears(/It waits for the next business day/, 60);
  await stranger.isHungUp();
  await pat.getsText(/CS0000001, call back 608-555-0150\. A recording without a key.*nobody was paged/);
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ urgency: 'routine', queue: 'EAST', state: 'open' });
  expect(seen.timeline.map(({ text }) => text).join('\n')).toMatch(/without any sign of a person.*Pat Moss was told/s);
  expect(await night.pages()).toHaveLength(0);
  expect(await night.calls()).toMatchObject([{ outcome: 'voicemail with case' }]);
});

story('a robot that leaves its recording again and again: a text at once, and one of all the others', async (scene) => {
  const { night, stranger, pat } = scene;
  for (const number of [1, 2, 3, 4]) {
    await saysNothing(stranger);
    await hearsBeep(night, stranger);
    await stranger.says('You have won a cruise to the islands.');
    await stranger.isHungUp();
    if (number === 1) await pat.getsText(/CS0000001, call back.*nobody was paged/);
  }
  expect(pat.unnamed()).toEqual([]);
  await pat.getsText(/CS0000002, CS0000003,? and CS0000004\. A recording without a key.*nobody was paged/, 600);
  // The next one waits for ten minutes after that.
  await saysNothing(stranger);
  await hearsBeep(night, stranger);
  await stranger.says('You have won a cruise to the islands.');
  await stranger.isHungUp();
  await night.passes(400);
  expect(pat.unnamed()).toEqual([]);
  await pat.getsText(/CS0000005, call back.*nobody was paged/, 200);
  expect(await night.pages()).toHaveLength(0);
});

story('a key at the end of the recording is a sign of a person: it pages', async ({ night, stranger, kim, sam }) => {
  await saysNothing(stranger);
  await stranger.hears(/After the tone/);
  await hearsBeep(night, stranger);
  await stranger.says('I cannot talk loud. The door controller is down.');
  await night.passes(5);
  await stranger.presses('4');
  await stranger.hears(/treat this as critical.*technician/);
  await stranger.hears(/within one hour/);
  await isWoken(kim, /AIMS.*CS0000001/);
  await isWoken(sam, /DS.*CS0000001/);
  await takesByText(kim);
  await sam.getsText(/taken by Kim Lee/);
  await stranger.isHungUp(60);
  const { timeline, recordings } = await night.case('CS0000001');
  expect(timeline.map(({ text }) => text).join('\n')).toMatch(/answered no question but left a recording/);
  expect(recordings).toMatchObject([{ transcript: expect.stringMatching(/door controller/) }]);
});

story('a key during the words before a recording leads to the beep', async ({ night, caller, kim }) => {
  await saysCritical(caller);
  await caller.hears(/After the tone, please say your name/);
  await night.passes(3);
  const beep = hearsBeep(night, caller);
  await caller.presses('1');
  await beep;
  expect(caller.phone.heard.at(-1)).toMatch(/^After the tone.*–$/);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
  await caller.presses('#');
  await caller.hears(/within one hour/);
  await isWoken(kim);
  await takesByText(kim);
  await caller.isHungUp(60);
  expect((await night.case('CS0000001')).recordings).toMatchObject([{ transcript: expect.stringMatching(/bot12/) }]);
});

story('a known number that only leaves a recording is a person: it pages', async ({ night, caller, kim }) => {
  await saysNothing(caller);
  await caller.hears(/After the tone.*and we call a technician/);
  await hearsBeep(night, caller);
  await caller.says('This is Ann of Botany. bot12 is dead, and my keys do not work.');
  await caller.hears(/treat this as critical/, 60);
  await isWoken(kim, /CS0000001, Botany/);
  await takesByText(kim);
  await caller.isHungUp(60);
  expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
});

story('twice not understood: treated as critical, and the caller is told so', async ({ night, caller, kim }) => {
  await caller.dials();
  await caller.hears(/critical work stoppage/);
  await caller.says('Hello? Is there anybody?');
  await caller.hears(/Is this a critical work stoppage/);
  await caller.presses('8');
  await caller.hears(/We did not understand you, so we treat this as critical and call a technician/);
  await caller.hangsUp();
  await isWoken(kim);
  await takesByText(kim);
  const { timeline } = await night.case('CS0000001');
  expect(timeline.map(({ text }) => text).join('\n')).toMatch(/not understood twice/);
});

story('silent at first, and then "help"', async ({ night, caller, kim }) => {
  await saysNothing(caller);
  await caller.says('Help, please.');
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await isWoken(kim);
  await takesByText(kim);
  await caller.isHungUp(60);
});

story('a spoken no is turned by a key', async ({ night, caller, kim }) => {
  await caller.dials();
  await caller.hears(/2 for no/);
  await caller.says('No.');
  await caller.hears(/If it cannot wait after all, press 1 now/);
  await caller.presses('1');
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await isWoken(kim);
  await takesByText(kim);
  await caller.isHungUp(60);
});

story('a spoken no stays a no', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/2 for no/);
  await caller.says('No, it can wait.');
  await caller.hears(/If it cannot wait after all, press 1 now/);
  await leavesMessage(night, caller, 'This is Ann of Botany. My second screen flickers.');
  await caller.hears(/It waits for the next business day/);
  await caller.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'routine' });
});

story('a spoken yes, and star to hear a question again', async ({ night, stranger, kim }) => {
  await stranger.dials();
  await stranger.hears(/2 for no/);
  await stranger.presses('*');
  await stranger.hears(/For a password.*is this a critical work stoppage/);
  await stranger.says('Yes, it is critical.');
  await stranger.hears(/former AIMS partner/);
  await stranger.presses('*');
  await stranger.hears(/former AIMS partner/);
  await stranger.presses('1');
  await stranger.hears(/After the tone/);
  await stranger.hangsUp();
  await isWoken(kim);
  await takesByText(kim);
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'critical', team: 'aims' });
});
