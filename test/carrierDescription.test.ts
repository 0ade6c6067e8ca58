import twilio from 'twilio';
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTwilioCarrier } from '../src/carrier/twilio/createTwilioCarrier.ts';
import { OriginClient } from '../src/carrier/twilio/originClient.ts';
import { addressesAt } from '../src/domain/addresses.ts';
import { wantedUrls } from '../src/domain/numberUrls.ts';
import type { Carrier } from '../src/domain/ports.ts';
import { createExchange } from '../src/exchange/createExchange.ts';
import { numberSid } from '../src/exchange/numbers.ts';
import { databases } from './databases.ts';
import { type Inspector, readInspector } from './inspector.ts';
import { MovedClock } from './night/movedClock.ts';
import { Night, nightAccount, twoAtNight } from './night/night.ts';
import { leavesMessage, saysCritical } from './night/sayings.ts';
import { twilioDescription } from './twilioDescription.ts';

const { accountSid, authToken, hotline } = nightAccount;
const technician = '+16085550111';
const ours = 'https://hotline.example.test';
const call = {
  account: accountSid,
  to: technician,
  from: hotline,
  url: `${ours}/voice/legs/leg_1/turns/0`,
  fallbackUrl: `${ours}/voice/fallback`,
  statusUrl: `${ours}/voice/legs/leg_1/status?attempt=att_1`,
  ringSeconds: 25,
};
const text = {
  account: accountSid,
  to: technician,
  from: hotline,
  body: 'Reply 47 to accept',
  statusUrl: `${ours}/sms/status`,
  validitySeconds: 600,
};

/** The ways to ask, and what there is to ask about. */
interface Asking {
  carrier: Carrier;
  /** The SDK behind the inspector. */
  sdk: ReturnType<typeof twilio>;
  callSid: string;
  textSid: string;
}

/** Every request that we make, or may come to make, one line each. The sound of a recording is not in the description. */
const requests: [string, (asking: Asking) => Promise<unknown>][] = [
  ['place a call', ({ carrier }) => carrier.placeCall(call)],
  ['send a text', ({ carrier }) => carrier.sendText(text)],
  ['cancel a call', ({ carrier, callSid }) => carrier.cancelCall(accountSid, callSid)],
  ['ping', ({ carrier }) => carrier.ping(accountSid)],
  ['fetch a call', ({ carrier, callSid }) => carrier.fetchCall(accountSid, callSid)],
  ['list calls', ({ carrier }) => carrier.findCalls(accountSid, technician, hotline)],
  ["list a call's events", ({ carrier, callSid }) => carrier.addressesOf(accountSid, callSid)],
  ['fetch a text', ({ carrier, textSid }) => carrier.fetchText(accountSid, textSid)],
  ['list texts', ({ carrier }) => carrier.findTexts(accountSid, technician, hotline)],
  ['fetch a balance', ({ sdk }) => sdk.balance.fetch()],
  ['list numbers', ({ sdk }) => sdk.incomingPhoneNumbers.list({ phoneNumber: hotline, limit: 20 })],
  [
    'point a number',
    ({ carrier }) => carrier.pointNumber(accountSid, numberSid(hotline), wantedUrls(addressesAt(ours), null)),
  ],
];

/** What the description refuses: path below the account, and form. */
const refusals: [string, string, Record<string, string>][] = [
  ['a text to nobody', 'Messages.json', { From: hotline, Body: 'Reply 47 to accept' }],
  [
    'a relative statusCallback',
    'Calls.json',
    { To: technician, From: hotline, Url: call.url, StatusCallback: '/status' },
  ],
  ['a time to ring that is no number', 'Calls.json', { To: technician, From: hotline, Url: call.url, Timeout: 'long' }],
];

/** An exchange with the inspector before it; both are gone after the test. @returns their addresses */
async function exchangeBehind(inspector: Inspector): Promise<{ apiUrl: string; exchangeUrl: string }> {
  const numbers = [{ number: hotline, voiceUrl: 'http://127.0.0.1:9/none' }];
  const exchange = createExchange({ clock: new MovedClock(twoAtNight), accountSid, authToken, numbers });
  onTestFinished(() => exchange.close());
  const { url } = await exchange.listen(0);
  return { apiUrl: await inspector.before(url), exchangeUrl: url };
}

function carrierAt(apiUrl: string): Carrier {
  return createTwilioCarrier({ name: 'twilio', accounts: [{ accountSid, authTokens: [authToken], apiUrl }] });
}

/** The SDK at another address. */
function sdkAt(origin: string): ReturnType<typeof twilio> {
  return twilio(accountSid, authToken, { httpClient: new OriginClient(origin, { timeout: 5000 }) });
}

describe.skipIf(twilioDescription === null)(`Twilio's description${absent()}`, () => {
  let inspector: Inspector;
  beforeAll(async () => {
    if (twilioDescription) inspector = await readInspector(twilioDescription);
  });
  afterEach(() => inspector.close());

  it.each(requests)('accepts our request to %s, and the answer', async (_what, ask) => {
    const { apiUrl, exchangeUrl } = await exchangeBehind(inspector);
    // What there is to ask about comes to the exchange by another way, so that one wrong request fails one test.
    const straight = sdkAt(exchangeUrl);
    const { sid: callSid } = await straight.calls.create({ to: technician, from: hotline, url: call.url });
    const { sid: textSid } = await straight.messages.create({ to: technician, from: hotline, body: text.body });
    await ask({ carrier: carrierAt(apiUrl), sdk: sdkAt(apiUrl), callSid, textSid });
    expect(inspector.asked).toHaveLength(1);
    expect(inspector.refused).toEqual([]);
  });

  it.each(refusals)('refuses %s with 422', async (_what, path, form) => {
    const { apiUrl } = await exchangeBehind(inspector);
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const response = await fetch(`${apiUrl}/2010-04-01/Accounts/${accountSid}/${path}`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(form),
    });
    expect(response.status).toBe(422);
    expect(inspector.refused).toEqual([expect.stringMatching(/^post .*UNPROCESSABLE_ENTITY/)]);
  });

  it.each(databases)('accepts, on %s, everything of a critical call that is bridged', async (kind) => {
    let carrierUrl = '';
    const night = await Night.begin(kind, {
      between: (exchangeUrl) => {
        carrierUrl = exchangeUrl;
        return inspector.before(exchangeUrl);
      },
      wrapCarrier: (carrier) => ({ ...carrier, fetchRecording: soundFrom(() => carrierUrl) }),
    });
    try {
      await isBridged(night);
      await night.ends();
      expect(inspector.refused).toEqual([]);
      const account = `/2010-04-01/Accounts/${accountSid}`;
      expect(inspector.asked).toEqual(
        expect.arrayContaining([`post ${account}/Calls.json`, `post ${account}/Messages.json`]),
      );
    } finally {
      await night.close();
    }
  });
});

/** The sound of a recording is asked for at the carrier itself, since the description has no such path. */
function soundFrom(carrierUrl: () => string): Carrier['fetchRecording'] {
  return (account, sid) => carrierAt(carrierUrl()).fetchRecording(account, sid);
}

/** A critical call: a text, a ring, key 1, and the two talk. */
async function isBridged(night: Night): Promise<void> {
  const [caller, kim] = [night.phone('caller'), night.phone('kim')];
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await kim.getsText(/CS0000001.*Reply 47 to accept/);
  await kim.rings();
  await kim.answers();
  await kim.hears(/press 1 to take it/i);
  await kim.presses('1');
  await kim.talksTo(caller, 60);
  await night.passes(60);
  await caller.hangsUp();
  await kim.isHungUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'bridged' }]);
  expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'kept' }]);
}

/** A run without the description says so. */
function absent(): string {
  if (twilioDescription !== null) return '';
  return " (skipped: the carrier's description is not at hand; NIGHTDESK_TWILIO_DESCRIPTION may name it)";
}
