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

test('a call cancelled between `initiated` and `ringing` is reported canceled: it has left the queue', async () => {
  const world = await makeWorld();
  const { sid } = await ring(world);
  await world.pass(0.5);
  await world.client.calls(sid).update({ status: 'canceled' });
  await world.pass(5);
  expect(statuses(world)).toEqual(['initiated', 'canceled']);
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
  expect(await Promise.race([answer.then(() => 'answered'), world.pass(1).then(() => 'held')])).toBe('held');
  world.exchange.faults.mend();
  expect((await answer).status).toBe('queued');
  world.exchange.faults.failRest(() => true, 'reset');
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
