import { expect, test } from 'vitest';
import { sign } from '../src/exchange/sign.ts';
import { CALLER, HOTLINE, KIM, makeWorld, type World } from './exchangeWorld.ts';

// Facts of the REST API, its callbacks and texts. Source: https://www.twilio.com/docs/voice/api/call-resource

const everyEvent = ['initiated', 'ringing', 'answered', 'completed'];

function ring(world: World, events: string[] = everyEvent) {
  return world.client.calls.create({
    to: KIM,
    from: HOTLINE,
    url: `${world.base}/page`,
    statusCallback: `${world.base}/status`,
    statusCallbackEvent: events,
    timeout: 25,
  });
}

function statuses(world: World): (string | undefined)[] {
  return world.at('/status').map((got) => got.fields.CallStatus);
}

test('signatures equal the published vectors, a repeated key included', () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const fields = {
    CallSid: 'CA1234567890ABCDE',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
    Caller: '+14158675309',
  };
  expect(sign('12345', url, fields)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  const repeated = { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] };
  expect(sign('12345', url, repeated)).toBe('IK+Dwps556ElfBT0I3Rgjkr1wJU=');
});

test('a webhook is signed over its exact URL with its query, and neither sends nor signs the fragment', async () => {
  const world = await makeWorld();
  world.exchange.setNumber({ number: HOTLINE, voiceUrl: `${world.base}/voice?a=1#rc=2` });
  world.on('/voice', '<Hangup/>');
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(1);
  const { a, ...posted } = world.at('/voice')[0]?.fields ?? {};
  expect(a).toBe('1');
  expect(world.at('/voice')[0]?.signature).toBe(sign('12345', `${world.base}/voice?a=1`, posted));
});

test('a call is created `queued` and rings after that; its callbacks are numbered and `answered` arrives as in-progress', async () => {
  const world = await makeWorld();
  world.on('/page', '<Say>A page.</Say><Hangup/>');
  const call = await ring(world);
  expect(call.status).toBe('queued');
  const kim = world.exchange.phone(KIM);
  await world.pass(2);
  expect(kim.ringing).toBe(true);
  kim.answer();
  await world.pass(3);
  expect(statuses(world)).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
  expect(world.at('/status').map((got) => got.fields.SequenceNumber)).toEqual(['0', '1', '2', '3']);
  expect(world.at('/status')[3]?.fields).toMatchObject({
    CallDuration: '1',
    CallbackSource: 'call-progress-events',
    SipResponseCode: '200',
  });
});

test('a status callback without events hears of `completed` only, and that covers no-answer', async () => {
  const world = await makeWorld();
  await world.client.calls.create({
    to: KIM,
    from: HOTLINE,
    url: `${world.base}/page`,
    statusCallback: `${world.base}/status`,
    timeout: 5,
  });
  await world.pass(20);
  expect(statuses(world)).toEqual(['no-answer']);
});

test('a number without a status callback never reports the end of an inbound call', async () => {
  const world = await makeWorld({ statusCallback: false });
  world.on('/voice', '<Hangup/>');
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(5);
  expect(world.got.map((got) => got.path)).toEqual(['/voice']);
});

test('a leg that a machine answers ends `completed`', async () => {
  const world = await makeWorld();
  world.exchange.phone(KIM, { behaviour: 'voicemail', afterSeconds: 8 });
  world.on('/page', '<Say>Press 1.</Say><Hangup/>');
  await ring(world, ['completed']);
  await world.pass(30);
  expect(statuses(world)).toEqual(['completed']);
});

test('a call cancelled while queued has no callback; cancelled while ringing it is reported canceled', async () => {
  const world = await makeWorld();
  const queued = await ring(world);
  await world.client.calls(queued.sid).update({ status: 'canceled' });
  await world.pass(10);
  expect(world.at('/status')).toHaveLength(0);
  const ringing = await ring(world);
  await world.pass(3);
  await world.client.calls(ringing.sid).update({ status: 'canceled' });
  await world.pass(1);
  expect(statuses(world)).toEqual(['initiated', 'ringing', 'canceled']);
  expect(world.exchange.phone(KIM).rings.map((one) => one.outcome)).toEqual(['canceled']);
});

test('Status=canceled changes nothing on an answered call, Status=completed ends it, and afterwards there is 21220', async () => {
  const world = await makeWorld();
  world.on('/page', '<Pause length="60"/><Hangup/>');
  const { sid } = await ring(world);
  await world.pass(2);
  world.exchange.phone(KIM).answer();
  await world.pass(1);
  expect((await world.client.calls(sid).update({ status: 'canceled' })).status).toBe('in-progress');
  expect((await world.client.calls(sid).update({ status: 'completed' })).status).toBe('completed');
  await world.pass(1);
  await expect(world.client.calls(sid).update({ status: 'canceled' })).rejects.toMatchObject({
    status: 400,
    code: 21220,
  });
});

test('calls leave the queue one a second', async () => {
  const world = await makeWorld();
  await Promise.all([ring(world), ring(world), ring(world)]);
  world.exchange.phone(KIM, 'busy');
  await world.pass(10);
  const rings = world.exchange.phone(KIM).rings.map((one) => one.at);
  expect(rings.map((at) => at - (rings[0] ?? 0))).toEqual([0, 1000, 2000]);
});

test('callbacks may come twice, out of order, before the REST answer, or never', async () => {
  const world = await makeWorld();
  const { faults } = world.exchange;
  world.exchange.phone(KIM, 'declines');
  faults.duplicateWebhooks((webhook) => webhook.fields.CallStatus === 'busy');
  faults.delayCallbacks((webhook) => webhook.fields.CallStatus === 'ringing', 30_000);
  faults.loseWebhooks((webhook) => webhook.fields.CallStatus === 'initiated');
  await ring(world);
  await world.pass(60);
  expect(statuses(world)).toEqual(['busy', 'busy', 'ringing']);
  faults.mend();
  world.exchange.phone(KIM, 'busy');
  faults.callbacksBeforeAnswer(() => true);
  await ring(world, ['completed']);
  expect(statuses(world)).toHaveLength(4);
});

test('a REST answer may be held though the call is made, and a connection may break before it is', async () => {
  const world = await makeWorld();
  world.exchange.faults.holdRest((request) => request.path.endsWith('/Calls.json') && request.method === 'POST');
  const answer = ring(world);
  await expect.poll(async () => (await world.client.calls.list({ to: KIM, from: HOTLINE })).length).toBe(1);
  world.exchange.faults.mend();
  expect((await answer).status).toBe('queued');
  world.exchange.faults.dropRest(() => true);
  await expect(ring(world)).rejects.toThrow();
  world.exchange.faults.mend();
  expect(await world.client.calls.list({ to: KIM })).toHaveLength(1);
});

test('wrong credentials are 20003 and a number that is no number, or not ours, is refused with the code of the documentation', async () => {
  const world = await makeWorld();
  const denied = await fetch(`${world.restUrl}.json`, { headers: { authorization: 'Basic eDp5' } });
  expect([denied.status, ((await denied.json()) as { code: number }).code]).toEqual([401, 20003]);
  const url = `${world.base}/page`;
  const { calls, messages } = world.client;
  await expect(calls.create({ to: '12', from: HOTLINE, url })).rejects.toMatchObject({ code: 21211 });
  await expect(calls.create({ to: KIM, from: CALLER, url })).rejects.toMatchObject({ code: 21210 });
  await expect(calls.create({ to: KIM, from: HOTLINE, url: '/page' })).rejects.toMatchObject({ code: 21205 });
  await expect(messages.create({ to: '12', from: HOTLINE, body: 'x' })).rejects.toMatchObject({ code: 21211 });
  await expect(messages.create({ to: KIM, from: CALLER, body: 'x' })).rejects.toMatchObject({ code: 21606 });
  await expect(messages.create({ to: KIM, from: HOTLINE, body: 'x'.repeat(1601) })).rejects.toMatchObject({
    code: 21617,
  });
  world.exchange.refuseCalls(KIM, 21215);
  await expect(ring(world)).rejects.toMatchObject({ code: 21215 });
});

test('an account, a call and a list of the newest first can be read', async () => {
  const world = await makeWorld();
  const [first, second] = [await ring(world), await ring(world)];
  expect((await world.client.calls.list({ to: KIM, from: HOTLINE })).map((call) => call.sid)).toEqual([
    second.sid,
    first.sid,
  ]);
  expect(await world.client.calls.list({ to: CALLER })).toEqual([]);
  expect((await world.client.calls(first.sid).fetch()).startTime).toBeNull();
  expect((await world.client.api.v2010.accounts(first.accountSid).fetch()).status).toBe('active');
});

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
