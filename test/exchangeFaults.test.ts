import { describe, expect, test } from 'vitest';
import type { RestSeen } from '../src/exchange/faults.ts';
import { HOTLINE, KIM, makeWorld, type World } from './exchangeWorld.ts';

// What a carrier that is slow, lies or fails does to its client.
// Sources: https://www.twilio.com/docs/api/errors/20500 and https://www.twilio.com/docs/api/errors/20429

const isCreation = ({ method, path }: RestSeen) => method === 'POST' && /\/(Calls|Messages)\.json$/.test(path);

function ring(world: World) {
  return world.client.calls.create({
    to: KIM,
    from: HOTLINE,
    url: `${world.base}/page`,
    statusCallback: `${world.base}/status`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });
}

function text(world: World) {
  return world.client.messages.create({ to: KIM, from: HOTLINE, body: '47', statusCallback: `${world.base}/status` });
}

/** A call or text asked for without the SDK, to see the answer itself. */
function ask(world: World, what: 'Calls' | 'Messages', signal: AbortSignal | null = null) {
  const body = new URLSearchParams({ To: KIM, From: HOTLINE, Body: '47', Url: `${world.base}/page` });
  const headers = { authorization: world.auth };
  return fetch(`${world.restUrl}/${what}.json`, { method: 'POST', headers, body, signal });
}

/** The calls and texts there are: what REST tells of them. */
async function made(world: World) {
  const [calls, texts] = await Promise.all([world.client.calls.list(), world.client.messages.list()]);
  return { calls: calls.length, texts: texts.length };
}

describe('nothing has happened when', () => {
  test('a server error is answered 500 with 20500', async () => {
    const world = await makeWorld();
    world.exchange.faults.failRest(isCreation, 'serverError');
    await expect(ring(world)).rejects.toMatchObject({ status: 500, code: 20500 });
    await expect(text(world)).rejects.toMatchObject({ status: 500, code: 20500 });
    expect(await made(world)).toEqual({ calls: 0, texts: 0 });
  });

  test('too many requests are answered 429 with 20429, and with Retry-After where it is given', async () => {
    const world = await makeWorld();
    world.exchange.faults.failRest(isCreation, 'tooMany', { times: 1, retryAfterSeconds: 7 });
    world.exchange.faults.failRest(isCreation, 'tooMany');
    const [told, untold] = [await ask(world, 'Calls'), await ask(world, 'Calls')];
    expect([told.status, told.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await told.json()).toMatchObject({ code: 20429, status: 429 });
    expect([untold.status, untold.headers.get('retry-after')]).toEqual([429, null]);
    expect(await made(world)).toEqual({ calls: 0, texts: 0 });
  });

  test('a request hangs; it is not waited for, also when the client has given up', async () => {
    const world = await makeWorld();
    let seen = 0;
    world.exchange.faults.failRest((request) => {
      seen += 1;
      return isCreation(request);
    }, 'hang');
    const patience = new AbortController();
    const answer = ask(world, 'Calls', patience.signal);
    await expect.poll(() => seen).toBe(1);
    await world.pass(60);
    expect(world.exchange.idle()).toBe(true);
    patience.abort();
    await expect(answer).rejects.toThrow();
    expect(await made(world)).toEqual({ calls: 0, texts: 0 });
    await expect.poll(() => world.exchange.idle()).toBe(true);
  });

  test('the connection breaks before a request is read', async () => {
    const world = await makeWorld();
    world.exchange.faults.failRest(isCreation, 'reset');
    await expect(ring(world)).rejects.toThrow();
    await expect(text(world)).rejects.toThrow();
    expect(await made(world)).toEqual({ calls: 0, texts: 0 });
  });

  test('the account is refused, whatever is asked', async () => {
    const world = await makeWorld();
    world.exchange.faults.refuseRest(isCreation, 20003, 401);
    await expect(ring(world)).rejects.toMatchObject({ status: 401, code: 20003 });
    world.exchange.faults.mend();
    world.exchange.faults.refuseRest(isCreation, 20001);
    await expect(text(world)).rejects.toMatchObject({ status: 400, code: 20001 });
    expect(await made(world)).toEqual({ calls: 0, texts: 0 });
  });
});

describe('it has happened though', () => {
  test('the connection breaks instead of an answer', async () => {
    const world = await makeWorld();
    world.exchange.faults.failRest(isCreation, 'answerLost');
    await expect(ring(world)).rejects.toThrow();
    await expect(text(world)).rejects.toThrow();
    expect(await made(world)).toEqual({ calls: 1, texts: 1 });
    await world.pass(3);
    expect(world.exchange.phone(KIM)).toMatchObject({ ringing: true, lastText: { body: '47' } });
  });

  test('the answer is a page of HTML', async () => {
    const world = await makeWorld();
    world.exchange.faults.failRest(isCreation, 'garbage');
    const answer = await ask(world, 'Calls');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, expect.stringMatching(/^text\/html/)]);
    expect(await answer.text()).toMatch(/^<!DOCTYPE html>/);
    expect(await made(world)).toEqual({ calls: 1, texts: 0 });
  });

  test('the answer names no sid', async () => {
    const world = await makeWorld();
    world.exchange.faults.failRest(isCreation, 'noSid');
    const answer = await ask(world, 'Messages');
    expect([answer.status, await answer.json()]).toEqual([201, {}]);
    expect(await made(world)).toEqual({ calls: 0, texts: 1 });
  });
});

test('a failure may apply so many times and no more', async () => {
  const world = await makeWorld();
  world.exchange.faults.failRest(isCreation, 'serverError', { times: 2 });
  await expect(ring(world)).rejects.toThrow();
  await expect(ring(world)).rejects.toThrow();
  expect((await ring(world)).status).toBe('queued');
});

test('a call may stay queued: nothing rings, and cancelled it has no callback', async () => {
  const world = await makeWorld();
  world.exchange.faults.keepQueued(isCreation);
  const { sid } = await ring(world);
  await world.pass(3_600);
  expect((await world.client.calls(sid).fetch()).status).toBe('queued');
  world.exchange.faults.mend();
  await world.pass(60);
  expect(world.exchange.phone(KIM).rings).toEqual([]);
  expect((await world.client.calls(sid).update({ status: 'canceled' })).status).toBe('canceled');
  await world.pass(60);
  expect(world.at('/status')).toEqual([]);
});

test('a text may be accepted and end undelivered with an error code', async () => {
  const world = await makeWorld();
  world.exchange.faults.undeliver(KIM, 30007);
  const { sid, status } = await text(world);
  expect(status).toBe('queued');
  await world.pass(5);
  expect(world.at('/status').map(({ fields }) => [fields.MessageStatus, fields.ErrorCode])).toEqual([
    ['sent', undefined],
    ['undelivered', '30007'],
  ]);
  expect(await world.client.messages(sid).fetch()).toMatchObject({
    errorCode: 30007,
    errorMessage: 'Message filtered',
  });
  expect(world.exchange.phone(KIM).texts).toEqual([]);
  world.exchange.faults.undeliver(KIM, null);
  await text(world);
  await world.pass(5);
  expect(world.exchange.phone(KIM).texts).toHaveLength(1);
});

test('mending ends every failure', async () => {
  const world = await makeWorld();
  const { faults } = world.exchange;
  faults.failRest(isCreation, 'serverError');
  faults.refuseRest(isCreation, 20003, 401);
  faults.keepQueued(isCreation);
  faults.undeliver(KIM, 30006);
  faults.mend();
  await ring(world);
  await text(world);
  await world.pass(3);
  expect(world.exchange.phone(KIM)).toMatchObject({ ringing: true, lastText: { body: '47' } });
});
