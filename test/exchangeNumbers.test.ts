import { expect, test } from 'vitest';
import { CALLER, HOTLINE, makeWorld } from './exchangeWorld.ts';

// Facts of the Account, Balance and IncomingPhoneNumber resources.
// Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource

test('a number is found by its digits, changed by its sid, and what is not named stays', async () => {
  const world = await makeWorld();
  const [found] = await world.client.incomingPhoneNumbers.list({ phoneNumber: HOTLINE });
  expect(found).toMatchObject({ phoneNumber: HOTLINE, voiceUrl: `${world.base}/voice`, voiceMethod: 'POST' });
  const sid = found?.sid ?? '';
  await world.client.incomingPhoneNumbers(sid).update({ voiceUrl: `${world.base}/other`, voiceMethod: 'GET' });
  expect(await world.client.incomingPhoneNumbers(sid).fetch()).toMatchObject({
    voiceUrl: `${world.base}/other`,
    voiceMethod: 'GET',
    smsUrl: found?.smsUrl,
  });
  world.on('/other', '<Say>The other one.</Say><Hangup/>');
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(5);
  expect(world.exchange.phone(CALLER).heard).toContain('The other one.');
});

test('another account has the number not, and an address that is none is refused with 21402', async () => {
  const world = await makeWorld();
  const [found] = await world.client.incomingPhoneNumbers.list({ phoneNumber: HOTLINE });
  expect(await world.other.client.incomingPhoneNumbers.list({ phoneNumber: HOTLINE })).toEqual([]);
  const sid = found?.sid ?? '';
  await expect(world.other.client.incomingPhoneNumbers(sid).update({ voiceUrl: '' })).rejects.toMatchObject({
    code: 20404,
  });
  for (const voiceUrl of ['hotline', 'https://hot_line.example.org/voice'])
    await expect(world.client.incomingPhoneNumbers(sid).update({ voiceUrl })).rejects.toMatchObject({ code: 21402 });
});

test('an account tells its status, its balance and the time of the carrier', async () => {
  const world = await makeWorld();
  Object.assign(world.exchange.standing(), { status: 'suspended', type: 'Trial', balance: '1.50' });
  const account = await world.client.api.v2010.accounts(world.client.accountSid).fetch();
  expect(account).toMatchObject({ status: 'suspended', type: 'Trial' });
  expect(await world.client.balance.fetch()).toMatchObject({ balance: '1.50', currency: 'USD' });
  const response = await fetch(`${world.restUrl}.json`);
  expect(Date.parse(response.headers.get('date') ?? '')).toBe(Math.floor(world.clock.now() / 1000) * 1000);
});

test('a number that an app takes the calls of is not asked at its own address', async () => {
  const world = await makeWorld();
  const number = world.exchange.number(HOTLINE);
  if (number) world.exchange.setNumber({ ...number, voiceApplicationSid: `AP${'1'.repeat(32)}` });
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(5);
  expect(world.at('/voice')).toEqual([]);
});
