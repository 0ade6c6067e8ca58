import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import {
  answersAndPresses,
  asksForCall,
  isWoken,
  leavesCritical,
  partsAndSaysSpoke,
  takesByText,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** The promise is given at 02:00 and some seconds; Kim takes the case by text and does nothing more. */
async function isTakenByKim(night: Night, caller: Telephone, kim: Telephone): Promise<void> {
  await leavesCritical(night, caller);
  await isWoken(kim, /Reply 47 to accept/);
  await takesByText(kim);
  await caller.isHungUp();
}

/** Lets time pass until so many seconds before the promise is due. */
async function untilDue(night: Night, seconds: number): Promise<void> {
  const { promise } = await night.case('CS0000001');
  if (!promise) throw new Error('nothing was promised');
  await night.passes((Date.parse(promise.dueAt) - night.clock.now()) / 1000 - seconds);
}

story('a promise nobody looks after: a text, a ring, the lead, and then it is broken', async (scene) => {
  const { night, caller, kim, pat, robin } = scene;
  await isTakenByKim(night, caller, kim);
  await untilDue(night, 1201);
  expect(kim.unnamed()).toEqual([]);
  await kim.getsText(
    /Reminder: the caller of CS0000001, Botany, call back 608-555-0142 was promised a call by .*done 47/,
    5,
  );
  await untilDue(night, 601);
  expect(kim.unnamed()).toEqual([]);
  await kim.rings(5);
  await untilDue(night, 301);
  expect(pat.unnamed()).toEqual([]);
  await isWoken(pat, /CS0000001.*Reply 47 to accept/, 5);
  await kim.getsText(/the lead is being rung about CS0000001/);
  await night.passes(30);
  await takesByText(pat);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open', owner: 'pat' });
  await untilDue(night, 1);
  expect(robin.unnamed()).toEqual([]);
  night.names(/alarm: a promise to a caller was broken/);
  await pat.getsText(/PROMISE BROKEN: CS0000001.*Pat Moss has it/, 5);
  await robin.getsText(/PROMISE BROKEN: CS0000001/);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'broken', owner: 'pat' });
});

story('whoever says by key that they are on it is not disturbed again', async ({ night, caller, kim, pat, robin }) => {
  await isTakenByKim(night, caller, kim);
  await untilDue(night, 1199);
  await kim.getsText(/Reminder/);
  await untilDue(night, 599);
  await kim.rings();
  await answersAndPresses(kim, '1', /reminder for Kim Lee.*C S, 0 0 0, 0 0 0 1.*promised a call by/);
  await kim.isHungUp();
  await untilDue(night, 120);
  expect([...kim.unnamed(), ...pat.unnamed(), ...robin.unnamed()]).toEqual([]);
  await kim.texts('done 47');
  await kim.getsText(/Noted: you have spoken with the caller of CS0000001/);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
});

story('a voicemail that answers the reminder says nothing for anybody: the lead is rung', async (scene) => {
  const { night, caller, kim, pat } = scene;
  await isTakenByKim(night, caller, kim);
  await untilDue(night, 1199);
  await kim.getsText(/Reminder/);
  kim.behaves({ behaviour: 'voicemail', greeting: 'You have reached Kim Lee. Please leave a message.' });
  await untilDue(night, 599);
  await kim.rings();
  await untilDue(night, 299);
  await isWoken(pat);
  await kim.getsText(/the lead is being rung/);
  await answersAndPresses(pat, '1');
  await pat.hears(/press 1.*press 2/i);
  await pat.presses('1');
  await caller.rings();
  await caller.answers();
  await night.passes(60);
  await partsAndSaysSpoke(pat, caller);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'pat' });
});

story('the reminder connects: a dialled call, and the technician says that they spoke', async (scene) => {
  const { night, caller, kim } = scene;
  await isTakenByKim(night, caller, kim);
  await untilDue(night, 1199);
  await kim.getsText(/Reminder/);
  await untilDue(night, 599);
  await kim.rings();
  await answersAndPresses(kim, '2');
  await caller.rings();
  await caller.answers();
  await kim.talksTo(caller);
  await night.passes(20);
  await caller.hangsUp();
  await kim.hears(/Did you speak to the caller/);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open' });
  await kim.presses('1');
  await kim.isHungUp();
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
});

story('the reminder is passed on: others are woken, and the one who passed is not', async (scene) => {
  const { night, caller, kim, pat } = scene;
  await isTakenByKim(night, caller, kim);
  await untilDue(night, 1199);
  await kim.getsText(/Reminder/);
  await untilDue(night, 599);
  await kim.rings();
  await answersAndPresses(kim, '3');
  await kim.isHungUp();
  await isWoken(pat);
  await takesByText(pat);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'pat' });
});

story('"call 47" rings the technician and then the caller, from the hotline', async ({ night, caller, kim }) => {
  await isTakenByKim(night, caller, kim);
  await kim.texts('call 47');
  await isWoken(kim, /We ring you now and connect you with the caller of CS0000001/);
  await answersAndPresses(kim, '1', /connected with the caller of case C S, 0 0 0, 0 0 0 1, press 1/);
  await caller.rings();
  expect(caller.phone.rings.at(-1)).toMatchObject({ from: night.hotline });
  await caller.answers();
  await kim.talksTo(caller);
  await night.passes(30);
  await partsAndSaysSpoke(kim, caller);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
});

story('a caller who is not reached is told who rang, once', async ({ night, caller, kim }) => {
  await isTakenByKim(night, caller, kim);
  await asksForCall(kim);
  await caller.rings();
  await kim.hears(/could not be reached.*press 1/i, 60);
  await caller.getsText(
    /Kim Lee of the help desk rang you at 2:0\d a\.m\. about CS0000001 and will try again\. You can ring us at 608-555-0100/,
  );
  await kim.presses('1');
  await caller.rings();
  await kim.hears(/could not be reached/, 60);
  await kim.hangsUp();
  expect(caller.unnamed()).toEqual([]);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open' });
});

story('whoever asked to be rung does not answer: they are told how to ask again', async ({ night, caller, kim }) => {
  await isTakenByKim(night, caller, kim);
  await kim.texts('call 47');
  await kim.getsText(/We ring you now/);
  await kim.rings();
  await kim.getsText(/We rang you for CS0000001 and did not reach you\. Reply call 47 to be rung again/, 60);
  await asksForCall(kim);
  await caller.rings();
  await caller.answers();
  await partsAndSaysSpoke(kim, caller);
});

story('"pass 47" after taking it: others are woken', async ({ night, caller, kim, pat }) => {
  await isTakenByKim(night, caller, kim);
  await kim.texts('pass 47');
  await kim.getsText(/Handed on: CS0000001\. The others are being woken/);
  await isWoken(pat, /CS0000001/, 100);
  await takesByText(pat);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open', owner: 'pat' });
});

story('"lead 47" after taking it: the lead is rung at once', async ({ night, caller, kim, pat }) => {
  await isTakenByKim(night, caller, kim);
  await kim.texts('lead 47');
  await kim.getsText(/Handed on: CS0000001\. The lead is being woken/);
  await isWoken(pat, /CS0000001/, 5);
  await takesByText(pat);
  expect(kim.unnamed()).toEqual([]);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'pat' });
});

story('"call 47" by somebody who has not taken it says so', async ({ night, caller, kim }) => {
  await leavesCritical(night, caller);
  await isWoken(kim, /Reply 47 to accept/);
  await kim.texts('call 47');
  await kim.getsText(/Not accepted yet: CS0000001/);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open', takenBy: null });
  await takesByText(kim);
});

story('a line that breaks within a minute is offered again', async ({ night, caller, kim }) => {
  await leavesCritical(night, caller);
  await isWoken(kim, /Reply 47 to accept/);
  await caller.hears(/We are calling Kim Lee now/);
  await answersAndPresses(kim, '1');
  await kim.talksTo(caller, 40);
  await night.passes(6);
  await caller.hangsUp();
  await kim.hears(/If you were cut off, press 1 to call them again/);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open' });
  await kim.presses('1');
  await caller.rings();
  await caller.answers();
  await kim.talksTo(caller);
  await night.passes(90);
  await partsAndSaysSpoke(kim, caller);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
});

story('a technician whose own line breaks is offered it by text', async ({ night, caller, kim }) => {
  await leavesCritical(night, caller);
  await isWoken(kim, /Reply 47 to accept/);
  await caller.hears(/We are calling Kim Lee now/);
  await answersAndPresses(kim, '1');
  await kim.talksTo(caller, 40);
  await night.passes(6);
  await kim.hangsUp();
  await kim.getsText(/cut off from the caller of CS0000001\. Reply call 47 to be connected again/);
  await caller.isHungUp();
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open' });
});

story(
  'the desk opens with a promise running: it is rung until somebody there has heard of it',
  async ({ night, caller, kim, desk }) => {
    await isTakenByKim(night, caller, kim);
    expect(desk.phone.rings).toHaveLength(0);
    // Nobody at the desk presses a key the first time.
    await desk.rings(1800);
    expect(night.clock.now() - Date.UTC(2026, 10, 23, 13, 0, 0)).toBeLessThan(5000);
    await desk.rings(320);
    await answersAndPresses(
      desk,
      '1',
      /still run\. Case C S, 0 0 0, 0 0 0 1: Kim Lee has it, a call was promised by 7:\d\d a\.m\./,
    );
    await desk.isHungUp();
    await kim.texts('done 47');
    await kim.getsText(/Noted/);
  },
  // Monday, 23 November 2026, 06:40 in Chicago: the desk opens at 7.
  { startsAt: Date.UTC(2026, 10, 23, 12, 40, 0) },
);

story(
  'nobody at the desk hears of what still runs: the leads are told',
  async ({ night, caller, kim, desk, pat, robin }) => {
    await isTakenByKim(night, caller, kim);
    for (let i = 0; i < 3; i += 1) await desk.rings(1800);
    for (const lead of [pat, robin]) await lead.getsText(/nobody there pressed a key.*CS0000001/, 320);
    await kim.namesTexts();
    await kim.texts('done 47');
    await kim.getsText(/Noted/);
    await desk.namesRings();
  },
  { startsAt: Date.UTC(2026, 10, 23, 12, 40, 0) },
);

story(
  'what is done before the desk opens is not told to it',
  async ({ night, caller, kim, desk }) => {
    await isTakenByKim(night, caller, kim);
    await kim.texts('done 47');
    await kim.getsText(/Noted/);
    await night.passes(3600);
    expect(desk.phone.rings).toHaveLength(0);
  },
  { startsAt: Date.UTC(2026, 10, 23, 12, 40, 0) },
);

/** From 02:10 on Alex is on call beside Kim. */
const alexJoins = {
  schedules: {
    'aims.ics': (text: string) =>
      text.replace(
        'END:VCALENDAR',
        `BEGIN:VEVENT
UID:alex-tonight
DTSTAMP:20260101T000000Z
DTSTART;TZID=America/Chicago:20261121T021000
DTEND;TZID=America/Chicago:20261121T080000
SUMMARY:Alex Roe
END:VEVENT
END:VCALENDAR`,
      ),
  },
};

story(
  '"pass 47" wakes whoever is on call by then, "lead 47" does not',
  async ({ night, caller, kim, alex, pat }) => {
    await isTakenByKim(night, caller, kim);
    await night.passes(900);
    await kim.texts('pass 47');
    await kim.getsText(/The others are being woken/);
    await isWoken(alex, /CS0000001/, 5);
    await takesByText(alex);
    await alex.texts('lead 47');
    await alex.getsText(/The lead is being woken/);
    await isWoken(pat, /CS0000001/, 5);
    await takesByText(pat);
    expect([...kim.unnamed(), ...alex.unnamed()]).toEqual([]);
  },
  alexJoins,
);

story('a caller whose phone takes no texts is not texted', async ({ night, caller, kim }) => {
  await isTakenByKim(night, caller, kim);
  await caller.texts('STOP');
  await caller.getsText(/unsubscribed/);
  await asksForCall(kim);
  await caller.rings();
  await kim.hears(/could not be reached.*press 1/i, 60);
  await kim.hangsUp();
  expect(caller.unnamed()).toEqual([]);
});

story('a page that a human closes reminds nobody of its promise', async ({ night, caller, kim }) => {
  await leavesCritical(night, caller, 'This is Ann of Botany. It works again.');
  await isWoken(kim, /Reply 47 to accept/);
  const [page] = await night.pages();
  await night.api(`/pages/${page?.page.id}/close`, { by: 'Pat Moss', reason: 'the caller rang the desk' });
  await kim.getsText(/CS0000001: closed/);
  await caller.isHungUp(200);
  await night.passes(2 * 3600);
  expect(kim.unnamed()).toEqual([]);
});

story('who talks with the caller while the hour runs out is not disturbed, and keeps the promise', async (scene) => {
  const { night, caller, kim, pat } = scene;
  await isTakenByKim(night, caller, kim);
  await untilDue(night, 1199);
  await kim.getsText(/Reminder/);
  await untilDue(night, 720);
  await asksForCall(kim);
  await caller.rings();
  await caller.answers();
  await kim.talksTo(caller);
  // They are still talking when the hour is over: nothing is broken.
  await untilDue(night, -30);
  expect([...kim.unnamed(), ...pat.unnamed()]).toEqual([]);
  await partsAndSaysSpoke(kim, caller);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
});

story('who said "on it" and fell asleep: at the hour the lead is woken', async ({ night, caller, kim, pat, robin }) => {
  await isTakenByKim(night, caller, kim);
  await untilDue(night, 1199);
  await kim.getsText(/Reminder/);
  await untilDue(night, 599);
  await kim.rings();
  await answersAndPresses(kim, '1');
  await kim.isHungUp();
  night.names(/alarm: a promise to a caller was broken/);
  await untilDue(night, 1);
  expect([...kim.unnamed(), ...pat.unnamed()]).toEqual([]);
  for (const phone of [kim, pat, robin]) await phone.getsText(/PROMISE BROKEN: CS0000001.*Kim Lee has it/, 10);
  await isWoken(pat, /CS0000001.*Reply 4\d to accept/, 10);
  await takesByText(pat);
});
