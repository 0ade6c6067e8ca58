import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { isWoken, leavesCritical, leavesMessage, partsAndSaysSpoke, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** A critical case of Botany, of which Kim has been texted; her phone is in her hand. */
async function kimIsPaged({ night, caller, kim }: Scene): Promise<void> {
  kim.behaves({ behaviour: 'busy' });
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await kim.getsText(/CS0000001.*Reply 47 to accept/);
  await night.passes(5);
  kim.namesRings();
}

const outcomeOf = async (night: Night, number: string) =>
  (await night.calls()).find((call) => call.number === number)?.outcome;

/** Kim and Alex have the weeks in turn; this one is Kim's. */
const inTurn = (text: string) => {
  const alex = text
    .slice(text.indexOf('BEGIN:VEVENT'), text.indexOf('END:VCALENDAR'))
    .replace('aims-always', 'aims-other')
    .replace('Kim Lee', 'Alex Roe')
    .replace('FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2');
  const kim = text
    .replace('20260112T080000', '20260119T080000')
    .replace('20260105T080000', '20260112T080000')
    .replace('FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2');
  return kim.replace('END:VCALENDAR', `${alex}END:VCALENDAR`);
};

story(
  'somebody of the directory calls, hears who is on call, and goes on to the ordinary menu',
  async ({ night, kim }) => {
    await kim.dials();
    await kim.hears(/the DoIT help desk hotline for Kim Lee\. To hear who is on call, press 1/);
    await kim.presses('1');
    await kim.hears(/For AIMS, Kim Lee, until Monday 8 a\.m\. For DS, Sam Diaz\./);
    await kim.presses('2');
    await kim.hears(/is this a critical work stoppage/);
    await kim.presses('2');
    await leavesMessage(night, kim, 'This is Kim. My own screen flickers.');
    await kim.hears(/Your case number is C S, 0 0 0, 0 0 0 1/, 60);
    await kim.isHungUp();
    expect(await outcomeOf(night, kim.phone.number)).toBe('voicemail with case');
  },
  { schedules: { 'aims.ics': inTurn } },
);

story('somebody of the directory only hears who is on call', async ({ night, pat }) => {
  await pat.dials();
  await pat.hears(/press 1/);
  await pat.presses('1');
  await pat.hears(/For AIMS, Kim Lee/);
  await pat.hears(/Good-bye/);
  await pat.isHungUp();
  expect(await outcomeOf(night, pat.phone.number)).toBe('staff call');
  expect((await night.api('/cases/CS0000001')).status).toBe(404);
});

story('somebody of the directory who says nothing comes to the ordinary menu', async ({ night, alex }) => {
  await alex.dials();
  await alex.hears(/who is on call/);
  await alex.hears(/is this a critical work stoppage/, 60);
  await alex.hangsUp();
  expect(await outcomeOf(night, alex.phone.number)).toBe('staff call');
});

/** Keys the code that their text gave them. */
async function keysCode(phone: Telephone): Promise<void> {
  await phone.hears(/To go on with it, press 1/);
  await phone.presses('1');
  await phone.hears(/key the two digits/);
  await phone.presses('47');
}

story('a technician calls and takes a page by the code of their text', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsPaged(scene);
  await kim.dials();
  await kim.hears(/Case C S, 0 0 0, 0 0 0 1 waits for somebody.*the Botany department.*press 1/);
  await kim.presses('1');
  await kim.hears(/key the two digits/);
  await kim.presses('12');
  await kim.hears(/not the code of this case/);
  await kim.presses('47');
  await kim.hears(/critical page for Kim Lee.*Press 1 to take it, 2 to pass, 3 to hear the recording/);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open' });
  await kim.presses('1');
  await kim.hears(/You have taken case C S, 0 0 0, 0 0 0 1/);
  await kim.hears(/press 2/);
  await kim.presses('2');
  await kim.isHungUp();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect(seen.timeline.map(({ text }) => text)).toContain('Kim Lee took the case by key.');
  expect(await outcomeOf(night, kim.phone.number)).toBe('staff call');
  pat.namesTexts();
});

story('a technician calls and passes a page, and the search goes on', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsPaged(scene);
  await kim.dials();
  await keysCode(kim);
  await kim.hears(/2 to pass/);
  await kim.presses('2');
  await kim.hears(/You have passed/);
  await kim.isHungUp();
  await pat.getsText(/CS0000001/, 5);
  await pat.rings();
  await pat.texts('47');
  await pat.getsText(/You have taken CS0000001/);
  expect((await night.case('CS0000001')).timeline.map(({ text }) => text)).toContain('Kim Lee passed by key.');
  await kim.getsText(/taken by Pat Moss/);
});

story('whoever has a case calls and says that they have spoken with the caller', async (scene) => {
  const { night, kim } = scene;
  await kimIsPaged(scene);
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  await kim.dials();
  await keysCode(kim);
  await kim.hears(/If you have spoken with the caller, press 5/);
  await kim.presses('5');
  await kim.hears(/Noted/);
  await kim.isHungUp();
  const seen = await night.case('CS0000001');
  expect(seen.promise).toMatchObject({ state: 'kept' });
  expect(seen.timeline.map(({ text }) => text)).toContain('Kim Lee said by key that they have spoken with the caller.');
});

story('whoever calls from the number of a technician and does not know the code takes nothing', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsPaged(scene);
  await kim.dials();
  await kim.hears(/press 1/);
  await kim.presses('1');
  await kim.hears(/two digits/);
  await kim.presses('11');
  await kim.hears(/not the code/);
  await kim.presses('12');
  await kim.hears(/Nothing was done about the case/);
  await kim.hangsUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open', takenBy: null });
  expect(await outcomeOf(night, kim.phone.number)).toBe('staff call');
  await takesByText(kim);
  kim.namesRings();
  pat.namesTexts();
});

story('whoever has a case calls and is connected with its caller', async (scene) => {
  const { night, caller, kim } = scene;
  await kimIsPaged(scene);
  await takesByText(kim);
  await kim.dials();
  await keysCode(kim);
  await kim.hears(/To be connected with the caller of case .*press 1/);
  await kim.presses('1');
  await caller.rings();
  expect(caller.phone.rings.at(-1)?.from).toBe(night.hotline);
  await caller.answers();
  await kim.talksTo(caller);
  await night.passes(60);
  await partsAndSaysSpoke(kim, caller);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
  expect(await outcomeOf(night, kim.phone.number)).toBe('staff call');
});

story('whoever has a case calls and hands it to the lead', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsPaged(scene);
  await takesByText(kim);
  await kim.dials();
  await keysCode(kim);
  await kim.hears(/To hand it to the lead, press 4/);
  await kim.presses('4');
  await kim.hears(/goes to the lead/);
  await kim.isHungUp();
  await isWoken(pat);
  await takesByText(pat);
  await night.passes(5);
  kim.namesTexts();
});

story('whoever has a case calls and passes it on', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsPaged(scene);
  await takesByText(kim);
  await kim.dials();
  await keysCode(kim);
  await kim.hears(/To pass it on, press 3/);
  await kim.presses('3');
  await kim.hears(/goes on to others/);
  await kim.isHungUp();
  await pat.getsText(/CS0000001/, 120);
  await pat.rings();
  await takesByText(pat);
  await night.passes(5);
  kim.namesTexts();
  kim.namesRings();
});

story('somebody who was paged calls after another has taken the case', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsPaged(scene);
  await pat.getsText(/CS0000001/, 240);
  await pat.rings();
  await takesByText(pat);
  await kim.getsText(/taken by Pat Moss/);
  await kim.dials();
  await kim.hears(/Case C S, 0 0 0, 0 0 0 1 has been taken by Pat Moss/);
  await kim.hears(/who is on call/);
  await kim.hangsUp();
  kim.namesRings();
  expect(await outcomeOf(night, kim.phone.number)).toBe('staff call');
});
