import { expect, onTestFinished, test } from 'vitest';
import { PhoneFeed } from '../src/cli/phoneFeed.ts';
import { readPhoneLine } from '../src/cli/phoneLine.ts';
import { PhoneNames } from '../src/cli/phoneNames.ts';
import { PhoneSession } from '../src/cli/phoneSession.ts';
import { tellHappening } from '../src/cli/tellHappening.ts';
import { CALLER, HOTLINE, KIM, makeWorld } from './exchangeWorld.ts';

async function atTheTelephones() {
  const world = await makeWorld();
  const exchangeUrl = world.restUrl.replace(/\/2010.*/, '');
  const names = new PhoneNames([{ id: 'kim', name: 'Kim Lee', phone: KIM }], HOTLINE, CALLER);
  const printed: string[] = [];
  const feed = new PhoneFeed(exchangeUrl, (happening) => printed.push(tellHappening(names, happening)));
  await feed.start();
  onTestFinished(() => feed.stop());
  const session = new PhoneSession({ exchangeUrl, names, feed, print: (text) => printed.push(text) });
  return { world, printed, session };
}

test('a line is read as what it asks of which phone', () => {
  expect(readPhoneLine('dial from +16085550143')).toEqual({ do: 'dial', from: '+16085550143' });
  expect(readPhoneLine('*')).toEqual({ do: 'press', who: 'caller', keys: '*' });
  expect(readPhoneLine('say hello, Kim answers')).toEqual({ do: 'say', who: 'caller', text: 'hello, Kim answers' });
  expect(readPhoneLine('hang up')).toEqual({ do: 'hangUp', who: 'caller' });
  expect(readPhoneLine('kim 1')).toEqual({ do: 'press', who: 'kim', keys: '1' });
  expect(readPhoneLine('+16085550111 answers')).toEqual({ do: 'answer', who: '+16085550111' });
  expect(readPhoneLine('kim texts 47 no')).toEqual({ do: 'text', who: 'kim', body: '47 no' });
  for (const keys of ['#', '12#', '#1', '##'])
    expect(readPhoneLine(keys)).toEqual({ do: 'press', who: 'caller', keys });
  for (const line of ['# a comment', '# 1 is yes', '#comment', ''])
    expect(readPhoneLine(line)).toEqual({ do: 'nothing' });
  expect(readPhoneLine('expect caller hears /press 1/ within 30')).toEqual({
    do: 'expect',
    who: 'caller',
    what: 'hears',
    pattern: /press 1/i,
    seconds: 30,
  });
  expect(readPhoneLine('expect caller hears a beep')).toMatchObject({
    what: 'hears a beep',
    pattern: null,
    seconds: 20,
  });
  expect(readPhoneLine('expect kim sleeps').do).toBe('unknown');
  expect(readPhoneLine('expect kim hears /(/').do).toBe('unknown');
  expect(readPhoneLine('jump').do).toBe('unknown');
});

test('a script dials, expects, presses and accepts by the code of the last text', async () => {
  const { world, printed, session } = await atTheTelephones();
  world.on('/voice', '<Gather numDigits="1" action="/keys"><Say>Is it critical? Press 1.</Say></Gather><Hangup/>');
  world.on('/keys', '<Say>A technician is paged.</Say><Hangup/>');
  await session.run('dial');
  await world.pass(1);
  await session.run('expect caller hears /press 1/ within 5');
  await session.run('1');
  await world.pass(5);
  await session.run('expect caller ends');
  await world.client.messages.create({ to: KIM, from: HOTLINE, body: 'Case CS1042. Reply 47 to accept.' });
  await world.pass(3);
  await session.run('expect kim gets text /CS1042/');
  await session.run('kim texts code');
  await world.pass(1);
  expect(world.at('/sms')[0]?.fields.Body).toBe('47');
  expect(printed.slice(0, 6)).toEqual([
    'caller dials the hotline',
    'caller hears: Is it critical? Press 1.',
    'caller presses 1',
    'caller hears: A technician is paged.',
    "caller's call has ended (completed)",
    'Kim Lee gets a text: Case CS1042. Reply 47 to accept.',
  ]);
});

test('an expectation that is not met within its time is a problem that says what was expected', async () => {
  const { world, session } = await atTheTelephones();
  const failing = session.run('expect kim rings within 20').catch((error: unknown) => String(error));
  await expect
    .poll(async () => {
      await world.pass(5);
      return Promise.race([failing, Promise.resolve('waiting')]);
    })
    .toContain('Expected within 20 s, but it did not happen: Kim Lee rings.');
});

test('a ring or a text is expected once; the second expectation wants another', async () => {
  const { world, session } = await atTheTelephones();
  await world.client.calls.create({ to: KIM, from: HOTLINE, url: `${world.base}/page`, timeout: 5 });
  await world.pass(2);
  await session.run('expect kim rings');
  const second = session.run('expect kim rings within 60').then(
    () => 'rang',
    () => 'did not ring',
  );
  await world.pass(10);
  expect(await Promise.race([second, Promise.resolve('waiting')])).toBe('waiting');
  await world.client.calls.create({ to: KIM, from: HOTLINE, url: `${world.base}/page`, timeout: 5 });
  await world.pass(2);
  expect(await second).toBe('rang');
});

test('what cannot be done now, and who is not known, is said in a sentence', async () => {
  const { session } = await atTheTelephones();
  await expect(session.run('kim answers')).rejects.toThrow('Kim Lee does not ring.');
  await expect(session.run('bob answers')).rejects.toThrow(
    'Nobody is called "bob"; there are caller, kim, and any number.',
  );
  expect(await session.run('quit')).toBe(false);
});
