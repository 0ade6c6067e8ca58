import { describe, expect, test } from 'vitest';
import { createExchange } from '../src/exchange/createExchange.ts';
import { sign } from '../src/exchange/sign.ts';
import {
  type AccountAccess,
  ALEX,
  CALLER,
  type Got,
  HandClock,
  HOTLINE,
  KIM,
  makeWorld,
  OTHER_LINE,
  type World,
} from './exchangeWorld.ts';

// Two accounts on one network. Sources: https://www.twilio.com/docs/usage/requests-to-twilio,
// https://www.twilio.com/docs/usage/security and https://www.twilio.com/docs/api/errors/20003

function ring(world: World, account: AccountAccess, from: string, to = KIM) {
  return account.client.calls.create({
    to,
    from,
    url: `${world.base}/page`,
    statusCallback: `${world.base}/status`,
    statusCallbackEvent: ['initiated', 'completed'],
  });
}

function text(world: World, account: AccountAccess, from: string) {
  return account.client.messages.create({ to: KIM, from, body: '47', statusCallback: `${world.base}/status` });
}

/** Whose a request of the carrier is, by what it says and by whose token signed it. */
function owners(world: World, got: readonly Got[]) {
  return got.map(({ path, fields, signature }) => {
    const signer = [world, world.other].find(
      ({ authToken }) => sign(authToken, `${world.base}${path}`, fields) === signature,
    );
    return [fields.AccountSid, signer?.accountSid];
  });
}

async function codeOf(url: string, authorization: string) {
  const answer = await fetch(url, { headers: { authorization } });
  return [answer.status, ((await answer.json()) as { code?: number }).code];
}

describe('what the carrier sends carries the sid of its account and is signed with its token:', () => {
  test('of a call that somebody dials', async () => {
    const world = await makeWorld();
    world.on('/voice', '<Hangup/>');
    world.on('/other/voice', '<Hangup/>');
    world.exchange.phone(CALLER).dial(HOTLINE);
    world.exchange.phone(ALEX).dial(OTHER_LINE);
    await world.pass(1);
    const [first, second] = [world.accountSid, world.other.accountSid];
    expect(owners(world, [...world.at('/voice'), ...world.at('/voice/status')])).toEqual([
      [first, first],
      [first, first],
    ]);
    expect(owners(world, [...world.at('/other/voice'), ...world.at('/other/voice/status')])).toEqual([
      [second, second],
      [second, second],
    ]);
  });

  test('of a call made by REST', async () => {
    const world = await makeWorld();
    world.on('/page', '<Hangup/>');
    await ring(world, world.other, OTHER_LINE);
    await world.pass(2);
    world.exchange.phone(KIM).answer();
    await world.pass(1);
    const { accountSid } = world.other;
    expect(owners(world, [...world.at('/page'), ...world.at('/status')])).toEqual(
      Array(3).fill([accountSid, accountSid]),
    );
  });

  test('of a text, either way', async () => {
    const world = await makeWorld();
    await text(world, world.other, OTHER_LINE);
    world.exchange.phone(KIM).text(OTHER_LINE, '47');
    await world.pass(5);
    const { accountSid } = world.other;
    expect(world.at('/sms')).toEqual([]);
    expect(owners(world, [...world.at('/other/sms'), ...world.at('/status')])).toEqual(
      Array(3).fill([accountSid, accountSid]),
    );
  });
});

describe('an account', () => {
  test('sees its own calls and texts and none of the other', async () => {
    const world = await makeWorld();
    const { sid } = await ring(world, world, HOTLINE);
    const sent = await text(world, world, HOTLINE);
    expect(await world.other.client.calls.list()).toEqual([]);
    expect(await world.other.client.messages.list()).toEqual([]);
    await expect(world.other.client.calls(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(world.other.client.calls(sid).update({ status: 'canceled' })).rejects.toMatchObject({ status: 404 });
    await expect(world.other.client.messages(sent.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(await codeOf(`${world.other.restUrl}/Calls/${sid}/Events.json`, world.other.auth)).toEqual([404, 20404]);
    expect((await world.client.calls.list()).map((call) => [call.sid, call.accountSid])).toEqual([
      [sid, world.accountSid],
    ]);
  });

  test('does not hear the recordings of the other', async () => {
    const world = await makeWorld();
    world.on('/voice', '<Record action="/recorded"/><Hangup/>');
    world.on('/recorded', '<Hangup/>');
    const caller = world.exchange.phone(CALLER);
    caller.dial(HOTLINE);
    await world.pass(1);
    caller.say('the network is down');
    await world.pass(20);
    const url = world.at('/recorded')[0]?.fields.RecordingUrl ?? '';
    const elsewhere = url.replace(world.accountSid, world.other.accountSid);
    expect((await fetch(url, { headers: { authorization: world.auth } })).status).toBe(200);
    for (const suffix of ['', '.wav', '.json'])
      expect(await codeOf(elsewhere + suffix, world.other.auth)).toEqual([404, 20404]);
  });

  test('is not authenticated with the token of the other, and finds nothing under its sid', async () => {
    const world = await makeWorld();
    const mixed = `Basic ${Buffer.from(`${world.accountSid}:${world.other.authToken}`).toString('base64')}`;
    expect(await codeOf(`${world.restUrl}/Calls.json`, mixed)).toEqual([401, 20003]);
    expect(await codeOf(`${world.restUrl}/Calls.json`, world.other.auth)).toEqual([404, 20404]);
    expect(await codeOf(`${world.other.restUrl}/Calls.json`, world.other.auth)).toEqual([200, undefined]);
  });

  test('calls and texts from its own numbers only', async () => {
    const world = await makeWorld();
    await expect(ring(world, world.other, HOTLINE)).rejects.toMatchObject({ code: 21210 });
    await expect(text(world, world.other, HOTLINE)).rejects.toMatchObject({ code: 21606 });
    await expect(ring(world, world, OTHER_LINE)).rejects.toMatchObject({ code: 21210 });
    await expect(text(world, world, OTHER_LINE)).rejects.toMatchObject({ code: 21606 });
  });

  test('does not wait for the calls and texts of the other to leave', async () => {
    const world = await makeWorld();
    for (let i = 0; i < 3; i += 1) {
      await ring(world, world, HOTLINE);
      await text(world, world, HOTLINE);
    }
    await ring(world, world.other, OTHER_LINE, ALEX);
    await text(world, world.other, OTHER_LINE);
    await world.pass(2);
    expect(world.exchange.phone(ALEX).ringing).toBe(true);
    expect(world.exchange.phone(KIM).texts.map(({ from }) => from)).toEqual([HOTLINE, OTHER_LINE]);
  });

  test('has queues of its own, of the same names', async () => {
    const world = await makeWorld();
    world.on('/voice', '<Enqueue>leg1</Enqueue>');
    world.on('/other/voice', '<Dial timeout="3"><Queue>leg1</Queue></Dial><Hangup/>');
    world.exchange.phone(CALLER).dial(HOTLINE);
    await world.pass(1);
    world.exchange.phone(ALEX).dial(OTHER_LINE);
    await world.pass(5);
    expect(world.exchange.phone(CALLER).connectedTo).toBeNull();
    world.on('/other/voice', '<Enqueue>leg1</Enqueue>');
    world.exchange.phone(ALEX).dial(OTHER_LINE);
    await world.pass(1);
    world.exchange.phone(ALEX).hangUp();
    await world.pass(1);
    const { accountSid } = world.other;
    expect(world.exchange.deleteQueue('leg1')).toBe(false);
    expect([world.exchange.deleteQueue('leg1', accountSid), world.exchange.deleteQueue('leg1', accountSid)]).toEqual([
      true,
      false,
    ]);
  });
});

test('STOP blocks the number it is sent to and no other', async () => {
  const world = await makeWorld();
  world.exchange.phone(KIM).text(HOTLINE, 'STOP');
  await world.pass(1);
  await expect(text(world, world, HOTLINE)).rejects.toMatchObject({ code: 21610 });
  expect((await text(world, world.other, OTHER_LINE)).status).toBe('queued');
});

test('the telephones are the same: one that talks to an account is busy for the other', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Pause length="60"/><Hangup/>');
  world.exchange.phone(KIM).dial(HOTLINE);
  await world.pass(1);
  await ring(world, world.other, OTHER_LINE);
  await world.pass(5);
  expect(world.at('/status').map(({ fields }) => fields.CallStatus)).toEqual(['initiated', 'busy']);
});

test('a number that points elsewhere stays with its account, and a new one is the first account’s', async () => {
  const world = await makeWorld();
  world.on('/moved', '<Hangup/>');
  world.exchange.setNumber({ number: OTHER_LINE, voiceUrl: `${world.base}/moved` });
  world.exchange.setNumber({ number: ALEX, voiceUrl: `${world.base}/moved` });
  world.exchange.phone(CALLER).dial(OTHER_LINE);
  await world.pass(1);
  world.exchange.phone(CALLER).dial(ALEX);
  await world.pass(1);
  const [first, second] = [world.accountSid, world.other.accountSid];
  expect(owners(world, world.at('/moved'))).toEqual([
    [second, second],
    [first, first],
  ]);
});

test('a number cannot be of two accounts, nor a sid', () => {
  const account = (digit: string, number: string) => ({
    accountSid: `AC${digit.repeat(32)}`,
    authToken: '12345',
    numbers: [{ number, voiceUrl: 'http://127.0.0.1:9/voice' }],
  });
  const clock = new HandClock();
  const make = (other: ReturnType<typeof account>) =>
    createExchange({ clock, ...account('1', HOTLINE), otherAccounts: [other] });
  expect(() => make(account('2', HOTLINE))).toThrow(HOTLINE);
  expect(() => make(account('1', OTHER_LINE))).toThrow('twice');
  expect(() => make(account('2', OTHER_LINE))).not.toThrow();
});
