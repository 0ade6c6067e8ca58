import { expect } from 'vitest';
import { createTwilioCarrier } from '../../src/carrier/twilio/createTwilioCarrier.ts';
import { addressesAt } from '../../src/domain/addresses.ts';
import { wantedUrls } from '../../src/domain/numberUrls.ts';
import { pointNumbers } from '../../src/outside/pointNumbers.ts';
import type { Night } from '../night/night.ts';
import { story } from '../night/story.ts';

/** `npm run number`, with the settings of the night. */
function number(night: Night, fix: boolean, lifeboat: string | null = null) {
  const accounts = night.config().twilio ?? [];
  const carrier = createTwilioCarrier({ name: 'twilio', accounts });
  return pointNumbers({ carrier, accounts, wanted: wantedUrls(addressesAt(night.app.publicUrl), lifeboat), fix });
}

/** The address of one number as somebody wrote it at the carrier. */
function writes(night: Night, changes: object): void {
  const now = night.exchange.number(night.hotline);
  if (now) night.exchange.setNumber({ ...now, ...changes });
}

story('the number points nearly here: it is shown, set, and the hotline answers', async ({ night, caller }) => {
  const { publicUrl } = night.app;
  writes(night, {
    voiceUrl: `${publicUrl}/voice/`,
    fallbackUrl: '',
    statusCallback: `${publicUrl}/voice/status`,
    statusCallbackMethod: 'GET',
    smsUrl: `${publicUrl.replace('http:', 'https:')}/sms`,
  });
  const before = await number(night, false);
  expect(before.isWell).toBe(false);
  const shown = before.lines.join('\n');
  expect(shown).toMatch(/voice URL .*\n.*wrong: a slash too many at the end/);
  expect(shown).toMatch(/voice fallback URL +\(empty\)\n.*wrong: it is empty/);
  expect(shown).toMatch(/call status callback .*\n.*wrong: it is asked with GET instead of POST/);
  expect(shown).toMatch(/messaging URL .*\n.*wrong: https instead of http/);
  expect(shown).toMatch(/npm run number -- --fix/);
  // Looking changes nothing.
  expect(night.exchange.number(night.hotline)?.voiceUrl).toBe(`${publicUrl}/voice/`);
  const after = await number(night, true);
  expect(after).toMatchObject({ isWell: true });
  expect(after.lines.join('\n')).toMatch(/slash too many[\s\S]*set; it points now to[\s\S]*POST \S+\/voice\n/);
  expect(night.exchange.number(night.hotline)).toMatchObject({
    voiceUrl: `${publicUrl}/voice`,
    fallbackUrl: `${publicUrl}/voice/fallback`,
    statusCallbackMethod: 'POST',
    smsUrl: `${publicUrl}/sms`,
  });
  await caller.dials();
  await caller.hears(/Helpdesk|help desk/i);
  await caller.hangsUp();
  // A lifeboat takes the place of our own fallback, and a host of files answers GET alone.
  const lifeboat = 'https://files.example.org/x/answer.xml';
  expect(await number(night, true, lifeboat)).toMatchObject({ isWell: true });
  expect(night.exchange.number(night.hotline)).toMatchObject({ fallbackUrl: lifeboat, fallbackMethod: 'GET' });
  expect((await number(night, true)).isWell).toBe(true);
  const again = await number(night, true);
  expect([again.isWell, again.lines.join('\n')]).toEqual([true, expect.stringMatching(/nothing had to be set/)]);
});

story(
  'every number of the settings is set, over each account',
  async ({ night }) => {
    await night.settled();
    const other = '+16085550102';
    night.exchange.setNumber({ number: other, voiceUrl: 'https://elsewhere.example.org/' });
    const after = await number(night, true);
    expect(after.isWell).toBe(true);
    expect(night.exchange.number(other)?.voiceUrl).toBe(`${night.app.publicUrl}/voice`);
  },
  { lines: 'twoAccounts', untold: true },
);

story(
  'a number of another account is refused, and none is changed',
  async ({ night }) => {
    const accounts = (night.config().twilio ?? []).map((one) => ({ ...one, numbers: [night.hotline, '+16085550102'] }));
    const carrier = createTwilioCarrier({ name: 'twilio', accounts });
    const wanted = wantedUrls(addressesAt('https://other.example.org'), null);
    const { lines, isWell } = await pointNumbers({ carrier, accounts, wanted, fix: true });
    expect([isWell, lines]).toEqual([
      false,
      [expect.stringMatching(/^The account AC\w+ has no number \+16085550102; .* Nothing was changed\.$/)],
    ]);
    expect(night.exchange.number(night.hotline)?.voiceUrl).toBe(`${night.app.publicUrl}/voice`);
    const borrowed = {
      ...carrier,
      lookAtNumber: async (account: string, one: string) => {
        const seen = await carrier.lookAtNumber(account, one);
        return seen && { ...seen, account: `AC${'ee'.repeat(16)}` };
      },
    };
    const own = night.config().twilio ?? [];
    const lent = await pointNumbers({ carrier: borrowed, accounts: own, wanted, fix: true });
    expect(lent.lines).toEqual([expect.stringMatching(/has no number \+16085550100.* Nothing was changed/)]);
    night.exchange.standing().status = 'suspended';
    expect((await number(night, true)).lines).toEqual([expect.stringMatching(/is suspended; .* Nothing was changed/)]);
  },
  { untold: true },
);

story(
  'what wins over the addresses of a number is named: an app, a trunk, a messaging service',
  async ({ night }) => {
    const sid = 'f'.repeat(32);
    writes(night, { voiceApplicationSid: `AP${sid}`, smsApplicationSid: `AP${sid}` });
    const apps = await number(night, true);
    expect(apps.isWell).toBe(false);
    expect(apps.lines.join('\n')).toMatch(/TwiML app \(APf+\) takes its calls and wins over the voice URLs/);
    expect(apps.lines.join('\n')).toMatch(/TwiML app \(APf+\) takes its texts and wins over the messaging URL/);
    writes(night, { voiceApplicationSid: '', smsApplicationSid: '', trunkSid: `TK${sid}` });
    const service = { sid: `MG${sid}`, numbers: [night.hotline], inboundUrl: '', leavesToNumber: false };
    night.exchange.standing().services = [service];
    const both = (await number(night, false)).lines.join('\n');
    expect(both).toMatch(/SIP trunk \(TKf+\) takes its calls/);
    expect(both).toMatch(/messaging service \(MGf+\) takes its texts/);
    // One that leaves texts to the number wins over nothing.
    writes(night, { trunkSid: '' });
    night.exchange.standing().services = [{ ...service, leavesToNumber: true }];
    expect((await number(night, false)).isWell).toBe(true);
  },
  { untold: true },
);
