import { expect, test } from 'vitest';
import { CALLER, HOTLINE, KIM, makeWorld } from './exchangeWorld.ts';

// Facts of texts and recordings, and the telephones as another process uses them.
// Sources: https://www.twilio.com/docs/messaging/api/message-resource and https://www.twilio.com/docs/voice/twiml/record

test('a text is queued, sent, delivered, and undelivered with 30003 to a phone that cannot be reached', async () => {
  const world = await makeWorld();
  const send = () =>
    world.client.messages.create({
      to: KIM,
      from: HOTLINE,
      body: 'Reply 47',
      statusCallback: `${world.base}/status`,
      validityPeriod: 300,
    });
  expect((await send()).status).toBe('queued');
  await world.pass(5);
  expect(world.exchange.phone(KIM).lastText).toMatchObject({ from: HOTLINE, body: 'Reply 47' });
  world.exchange.phone(KIM, 'unreachable');
  const lost = await send();
  await world.pass(5);
  expect(world.at('/status').map((got) => got.fields.MessageStatus)).toEqual([
    'sent',
    'delivered',
    'sent',
    'undelivered',
  ]);
  expect(world.at('/status')[3]?.fields.ErrorCode).toBe('30003');
  expect((await world.client.messages.list({ to: KIM }))[0]).toMatchObject({
    sid: lost.sid,
    status: 'undelivered',
    errorCode: 30003,
  });
});

test('a text is deleted when it is settled (20009 before), and is not found after that', async () => {
  const world = await makeWorld();
  const { sid } = await world.client.messages.create({ to: KIM, from: HOTLINE, body: 'Reply 47' });
  await expect(world.client.messages(sid).remove()).rejects.toMatchObject({ status: 409, code: 20009 });
  await world.pass(5);
  expect(await world.client.messages(sid).remove()).toBe(true);
  await expect(world.client.messages(sid).fetch()).rejects.toMatchObject({ status: 404 });
  await expect(world.client.messages(sid).remove()).rejects.toMatchObject({ status: 404 });
});

test('an incoming text is a webhook; an empty answer says nothing, a <Message> is a reply', async () => {
  const world = await makeWorld();
  const kim = world.exchange.phone(KIM);
  kim.text(HOTLINE, '47');
  await world.pass(1);
  expect(world.at('/sms')[0]?.fields).toMatchObject({ From: KIM, To: HOTLINE, Body: '47', NumMedia: '0' });
  expect(kim.texts).toHaveLength(0);
  world.on('/sms', '<Message>Accepted.</Message>');
  kim.text(HOTLINE, '47');
  await world.pass(1);
  expect(kim.lastText?.body).toBe('Accepted.');
});

test('STOP blocks texts with 21610 until START, and the carrier answers both itself', async () => {
  const world = await makeWorld();
  const kim = world.exchange.phone(KIM);
  const send = () => world.client.messages.create({ to: KIM, from: HOTLINE, body: 'x' });
  kim.text(HOTLINE, 'Stop');
  await world.pass(1);
  expect(kim.lastText?.body).toContain('unsubscribed');
  await expect(send()).rejects.toMatchObject({ code: 21610 });
  kim.text(HOTLINE, 'START');
  await world.pass(1);
  expect((await send()).status).toBe('queued');
});

test('a recording is ready a second later: status callback, sound and transcription, which needs more than 2 s', async () => {
  const world = await makeWorld();
  world.on(
    '/voice',
    '<Record action="/recorded" recordingStatusCallback="/ready" transcribe="true" transcribeCallback="/transcript" /><Hangup/>',
  );
  world.on('/recorded', '<Hangup/>');
  const sound = async () => {
    const url = world.at('/recorded').at(-1)?.fields.RecordingUrl ?? '';
    return fetch(`${url}.wav`, { headers: { authorization: world.auth } });
  };
  for (const words of ['the network in the Botany department is down', 'help']) {
    world.exchange.phone(CALLER).dial(HOTLINE);
    await world.pass(0);
    world.exchange.phone(CALLER).say(words);
    await world.pass(4);
    world.exchange.phone(CALLER).press('#');
    await world.pass(0);
    expect((await sound()).status).toBe(404);
    await world.pass(10);
  }
  expect(world.at('/ready').map((got) => got.fields.RecordingStatus)).toEqual(['completed', 'completed']);
  expect(world.at('/transcript').map((got) => got.fields.TranscriptionText)).toEqual([
    'the network in the Botany department is down',
  ]);
  const file = Buffer.from(await (await sound()).arrayBuffer());
  expect([file.toString('latin1', 0, 4), file.length]).toEqual(['RIFF', 44 + 8000]);
});

test('another process can be the telephone: dial, press, and the log tells what is heard', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Gather numDigits="1" action="/keys"><Say>Press 1.</Say></Gather><Hangup/>');
  world.on('/keys', '<Say>Thank you.</Say><Hangup/>');
  const base = world.restUrl.replace(/\/2010.*/, '/exchange');
  const act = (what: string, body: object) =>
    fetch(`${base}/phones/${CALLER}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await act('press', { keys: '1' })).status).toBe(409);
  await act('dial', {});
  await world.pass(1);
  await act('press', { keys: '1' });
  await world.pass(2);
  const log = (await (await fetch(`${base}/log?after=0`)).json()) as { entries: { kind: string; text: string }[] };
  expect(log.entries.map((entry) => [entry.kind, entry.text])).toEqual([
    ['dials', ''],
    ['hears', 'Press 1.'],
    ['presses', '1'],
    ['hears', 'Thank you.'],
    ['ends', 'completed'],
  ]);
  const phones = (await (await fetch(`${base}/phones`)).json()) as { hotline: string; phones: { number: string }[] };
  expect([phones.hotline, phones.phones[0]?.number]).toEqual([HOTLINE, CALLER]);
});
