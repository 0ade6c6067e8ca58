/** What a lead does in the name of somebody else: that person is told at once, and the timeline has both names. */
import { expect } from 'vitest';
import { post } from '../apiRules.ts';
import { signedIn } from '../browser.ts';
import type { Night } from '../night/night.ts';
import { leavesCritical, leavesMessage } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

const linesOf = async (night: Night) => (await night.case('CS0000001')).timeline.map(({ text }) => text);

/** Pat does something with the case, with her own browser. */
async function patDoes(night: Night, act: string, body: object): Promise<void> {
  const pat = await signedIn(night, 'lead', { person: 'pat', name: 'Moss, Pat' });
  const done = await pat.change('post', `/api/cases/CS0000001/${act}`).send(body);
  expect(done.status, done.text).toBe(200);
  await night.settled();
}

/** Kim has been woken for a critical case of Botany, and Alex knows nothing of it. */
async function kimIsWoken({ night, caller, kim }: Scene): Promise<void> {
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await kim.getsText(/CS0000001/);
  kim.namesRings();
}

/** Pat has given the case to Alex, who is told and has answered. */
async function alexWasGivenIt(scene: Scene): Promise<void> {
  const { night, kim, alex } = scene;
  await kimIsWoken(scene);
  await patDoes(night, 'take', { by: 'alex' });
  await kim.getsText(/CS0000001: taken by Alex Roe/);
  await alex.getsText(/given a case by Pat Moss: CS0000001/);
  await alex.rings();
  await alex.answers();
  await alex.presses('2');
  await alex.hangsUp();
}

story(
  'a lead gives a case to somebody who was not paged: they are texted and rung at once, and can do all',
  async (scene) => {
    const { night, kim, alex, caller } = scene;
    await kimIsWoken(scene);
    await patDoes(night, 'take', { by: 'alex' });
    await kim.getsText(/CS0000001: taken by Alex Roe/);
    await alex.getsText(
      /^You have been given a case by Pat Moss: CS0000001, Botany, call back 608-555-0142\. Reply call 47 .*, done 47 .*, pass 47 or lead 47/,
    );
    await alex.rings();
    await alex.answers();
    await alex.hears(/for Alex Roe\. To be connected with the caller of case .*, press 1.*To pass it on, press 3/);
    await alex.presses('2');
    await alex.hears(/is yours\. Please call within the hour/);
    await alex.hangsUp();
    await caller.getsText(/Alex Roe has your case/);
    await alex.texts('done 47');
    await alex.getsText(/Noted: you have spoken/);
    const lines = await linesOf(night);
    expect(lines).toContain('Pat Moss, for Alex Roe, took the case by the console.');
    expect(lines).toContain('Alex Roe is told by text that they have it, and rung.');
  },
);

story('somebody who was given a case and does not answer is told how to be rung again', async (scene) => {
  const { night, kim, alex } = scene;
  await kimIsWoken(scene);
  await patDoes(night, 'take', { by: 'alex' });
  await kim.getsText(/taken by Alex Roe/);
  await alex.getsText(/given a case/);
  await alex.rings();
  await night.passes(120);
  await alex.getsText(/We rang you for CS0000001 and did not reach you\. Reply call 47/);
  alex.namesRings();
});

story('whoever takes a case themselves is neither texted nor rung about it', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsWoken(scene);
  await patDoes(night, 'take', {});
  await kim.getsText(/CS0000001: taken by Pat Moss/);
  await night.passes(120);
  expect(pat.phone.rings).toHaveLength(0);
  expect(await linesOf(night)).toContain('Pat Moss took the case by the console.');
});

story('a script gives a case: whoever has it now is told as by a lead', async (scene) => {
  const { night, kim, alex } = scene;
  await kimIsWoken(scene);
  expect((await post(night, '/cases/CS0000001/take').send({ by: 'alex' })).status).toBe(200);
  await kim.getsText(/taken by Alex Roe/);
  await alex.getsText(/given a case by A script/);
  await alex.rings();
  await alex.answers();
  await alex.presses('2');
  await alex.hangsUp();
  expect(await linesOf(night)).toContain('A script, for Alex Roe, took the case by the console.');
});

story('a lead gives a case that can wait: a text, and nobody is woken', async ({ night, stranger, alex }) => {
  await stranger.dials();
  await stranger.presses('2');
  await leavesMessage(night, stranger, 'This is Bo of Physics. My screen has been flickering since noon.');
  await stranger.hangsUp();
  await night.passes(60);
  await patDoes(night, 'take', { by: 'alex' });
  await alex.getsText(/given a case by Pat Moss: CS0000001/);
  await night.passes(120);
  expect(alex.phone.rings).toHaveLength(0);
  stranger.namesTexts();
});

story('a lead hands on what somebody has: they are told that it is not theirs any more', async (scene) => {
  const { night, alex, kim } = scene;
  await alexWasGivenIt(scene);
  await patDoes(night, 'pass', { by: 'alex' });
  await alex.getsText(/CS0000001: handed on for you by Pat Moss, others are being woken\. You need do nothing more/);
  expect(await linesOf(night)).toContain('Pat Moss, for Alex Roe, handed the case back by the console.');
  await kim.rings();
  await kim.answers();
  await kim.presses('1');
  kim.namesTexts();
  await kim.hangsUp();
});

story(
  'a lead says for somebody that they have spoken: they are told, and the promise has both names',
  async (scene) => {
    const { night, alex } = scene;
    await alexWasGivenIt(scene);
    await patDoes(night, 'done', { by: 'alex' });
    await alex.getsText(/CS0000001: Pat Moss noted for you that you have spoken with the caller/);
    const said = 'Pat Moss, for Alex Roe, said by the console that they have spoken with the caller.';
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', how: said });
    expect(await linesOf(night)).toContain(said);
  },
);

story('a script closes in the name of whoever has a case: they are told', async (scene) => {
  const { night, alex } = scene;
  await alexWasGivenIt(scene);
  expect((await post(night, '/cases/CS0000001/close').send({ by: 'Alex Roe', reason: 'Solved.' })).status).toBe(200);
  await alex.getsText(/CS0000001: closed/);
});
