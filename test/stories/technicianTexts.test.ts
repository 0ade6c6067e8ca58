/** What a technician writes besides codes, and what is true then. */
import { expect } from 'vitest';
import { type Fields, webhook } from '../apiRules.ts';
import { answersAndPresses, callsAndLeaves, isWoken, saysCritical, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('STOP counts at once, and the leads are told; START takes it back, and they are told', async (scene) => {
  const { night, kim, pat, robin } = scene;
  await kim.texts('STOP');
  for (const phone of [pat, robin]) await phone.getsText(/Kim Lee has sent STOP from 608-555-0111.*still rung/);
  // Said twice, told once. What answers is the carrier itself.
  await kim.texts('stop');
  await kim.getsText(/unsubscribed/);
  kim.namesTexts();
  const before = kim.phone.texts.length;
  await callsAndLeaves(scene);
  await kim.rings(5);
  expect(kim.phone.texts).toHaveLength(before);
  expect((await night.case('CS0000001')).timeline.map(({ text }) => text)).toContain(
    'Kim Lee is not texted: the number has refused our texts.',
  );
  await kim.texts('START');
  for (const phone of [pat, robin]) await phone.getsText(/Kim Lee has sent START from 608-555-0111/);
  await kim.getsText(/re-subscribed/);
  await kim.getsText(/Not accepted yet: CS0000001\. Answer when we ring, and press 1/);
  await answersAndPresses(kim, '1', /Press 1 to take it/);
  await kim.hears(/You have taken case/);
  await kim.hangsUp();
});

story('a lead who sends STOP is told of by the others', async ({ pat, robin }) => {
  await pat.texts('STOP');
  await pat.getsText(/unsubscribed/);
  await robin.getsText(/Pat Moss has sent STOP/);
  await pat.texts('UNSTOP');
  await pat.getsText(/re-subscribed/);
  await robin.getsText(/Pat Moss has sent START/);
  await pat.getsText(/Nothing is open for you/);
});

story('reactions and "ok" accept nothing, and are told what does', async (scene) => {
  const { night, kim } = scene;
  await callsAndLeaves(scene);
  const page = await isWoken(kim, /CS0000001.*Reply 47 to accept/);
  for (const nod of [`Liked “${page}”`, '👍', `\u200a👍\u200b to “\u200a${page}\u200a”`, 'ok', 'Yes!']) {
    await kim.texts(nod);
    await kim.getsText(/^Only the code accepts\. Not accepted yet: CS0000001\. Reply 47 to accept, 47 no to pass\.$/);
  }
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open' });
  await takesByText(kim);
  await night.passes(600);
  await kim.texts('Loved “You have taken CS0000001”');
  await kim.getsText(/^You have CS0000001\. Nothing else is open for you\.$/);
  await kim.texts('done 47');
  await kim.getsText(/Noted/);
  await kim.texts('👍');
  await kim.getsText(/^Nothing is open for you/);
});

story('a code that means nothing is answered with what is open', async (scene) => {
  const { kim } = scene;
  await kim.texts('55');
  await kim.getsText(/belongs to no open page of yours\. Nothing was accepted\. Nothing is open for you/);
  await callsAndLeaves(scene);
  await isWoken(kim, /CS0000001.*Reply 47 to accept/);
  await kim.texts('55');
  await kim.getsText(/belongs to no open page of yours.*Not accepted yet: CS0000001\. Reply 47 to accept/);
  await takesByText(kim);
});

story('a code of a case that has been closed is answered with that', async (scene) => {
  const { night, kim } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /CS0000001.*Reply 47 to accept/);
  const [page] = await night.pages();
  await night.api(`/pages/${page?.page.id}/close`, { by: 'Pat Moss', reason: 'It works again.' });
  await kim.getsText(/CS0000001: closed/);
  await kim.texts('47');
  await kim.getsText(/CS0000001: closed/);
});

story('a program that answers our answers is not answered for ever', async (scene) => {
  const { night, kim } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  for (let i = 0; i < 8; i++) {
    await kim.texts('I am driving. I will see your message later.');
    await night.passes(10);
  }
  expect(kim.namesTexts()).toBe(5);
  await takesByText(kim);
});

story('what the caller said is texted once, to who was paged and can still take it', async (scene) => {
  const { night, kim, pat } = scene;
  // It takes three minutes to be written.
  night.exchange.faults.delayCallbacks(({ kind }) => kind === 'transcription', 180_000);
  await callsAndLeaves(scene);
  await isWoken(kim, /CS0000001, Botany, call back 608-555-0142, on hold\. Reply 47/);
  await kim.texts('47 no');
  await kim.getsText(/Passed/);
  await isWoken(pat, /CS0000001, Botany/);
  await pat.getsText(/^CS0000001, the caller said: "This is Ann of Botany\. bot12 is dead\." Reply 47 to accept/, 200);
  expect(kim.phone.texts.some(({ body }) => /said/.test(body))).toBe(false);
  await takesByText(pat);
  await kim.getsText(/taken by Pat Moss/);
  pat.namesRings();
  pat.namesTexts();
  await scene.robin.getsText(/taken by Pat Moss/);
  scene.robin.namesRings();
  scene.robin.namesTexts();
});

story('what the caller said is texted to whoever has the case, without a code', async (scene) => {
  const { night, kim } = scene;
  const written: { url: string; fields: Fields }[] = [];
  night.exchange.faults.delayCallbacks(({ kind, url, fields }) => {
    if (kind === 'transcription') written.push({ url, fields: { ...fields } });
    return kind === 'transcription';
  }, 60_000);
  await callsAndLeaves(scene);
  await isWoken(kim);
  await takesByText(kim);
  await kim.getsText(/^CS0000001, the caller said: "This is Ann of Botany\. bot12 is dead\."$/, 90);
  // A second transcript of the same recording is kept, and nobody is texted again.
  const [first] = written;
  const again = {
    ...first?.fields,
    TranscriptionSid: 'TR1',
    TranscriptionText: 'This is Anne of Botany. bot12 is dead.',
  };
  expect((await webhook(night, new URL(first?.url ?? '').pathname, again)).status).toBe(200);
  await night.passes(30);
  expect(kim.phone.texts.filter(({ body }) => /the caller said/.test(body))).toHaveLength(1);
});

story('a text sent after the transcript carries it, and so does the ring', async (scene) => {
  const { night, kim, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  await pat.getsText(
    /AIMS: CS0000001, Botany, call back 608-555-0142\. "This is Ann of Botany\. bot12 is dead\." Reply/,
    200,
  );
  await pat.rings();
  await answersAndPresses(pat, '1', /They said: This is Ann of Botany\. bot12 is dead/);
  await pat.hears(/You have taken case/);
  await pat.hangsUp();
  kim.namesRings();
  await kim.getsText(/taken by Pat Moss/);
  expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'pat' });
});

story('the caller hung up early: text and ring say so', async ({ stranger, kim, sam, night }) => {
  await saysCritical(stranger);
  await stranger.hangsUp();
  await kim.getsText(/CS0000001, call back 608-555-0150, hung up early\. Reply/);
  await sam.getsText(/hung up early/);
  for (const phone of [kim, sam]) await phone.rings();
  await answersAndPresses(kim, '1', /The caller hung up early and left no recording/);
  await kim.hears(/You have taken case/);
  await kim.hangsUp();
  await sam.getsText(/taken by Kim Lee/);
  expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'kim' });
});

story(
  'a caller who hung up early, calls again and waits is told of as on hold',
  async ({ caller, kim, pat, night }) => {
    await saysCritical(caller);
    await caller.hangsUp();
    await kim.getsText(/CS0000001, .*hung up early\. Reply/);
    await kim.rings();
    await night.passes(120);
    kim.namesRings();
    await caller.dials();
    await caller.hears(/Nobody has taken your case/);
    await caller.presses('1');
    await pat.getsText(/CS0000001, .*on hold\. Reply/, 150);
    await pat.rings();
    kim.namesRings();
    await caller.hangsUp();
    await takesByText(pat);
    await kim.getsText(/taken by Pat Moss/);
  },
);
