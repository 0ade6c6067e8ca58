import { expect, vi } from 'vitest';
import { readyAnswer } from '../../src/domain/api.ts';
import { outsideLimits } from '../../src/domain/outsideLimits.ts';
import { nightToken, sign, webhook } from '../apiRules.ts';
import { type Night, nightAccount } from '../night/night.ts';
import { story } from '../night/story.ts';

async function part(night: Night) {
  const response = await fetch(`${night.app.url}/readyz`);
  return readyAnswer.parse(await response.json()).parts.signature;
}

const { accountSid, hotline } = nightAccount;
const call = (digit: string) => ({
  AccountSid: accountSid,
  CallSid: `CA${digit.repeat(32)}`,
  From: '+16085550150',
  To: hotline,
  CallStatus: 'ringing',
});

function points(night: Night, voiceUrl: string): void {
  night.exchange.setNumber({
    ...night.exchange.number(night.hotline),
    number: night.hotline,
    voiceUrl,
    fallbackUrl: '',
  });
}

story(
  'the number names this host by another name: callers are refused, and /readyz says so until it is set',
  async ({ night, caller }) => {
    night.names(/alarm: the carrier signs another address than ours/);
    night.exchange.faults.tolerate(({ kind }) => kind === 'voice');
    const right = `${night.app.publicUrl}/voice`;
    expect(await part(night)).toMatchObject({ ok: true });
    points(night, right.replace('127.0.0.1', 'localhost'));
    await caller.dials();
    await caller.hears(/an application error has occurred/);
    const line = night.lines.find(({ message }) => message.startsWith('alarm: the carrier signs another address'));
    expect(line?.fields).toMatchObject({
      signed: right.replace('127.0.0.1', 'localhost'),
      differs: 'the host localhost instead of 127.0.0.1',
    });
    expect(await part(night)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/refused at \/voice 0?\d* s ago/),
    });
    await caller.isHungUp();
    // News of the call's end is signed well, and says nothing of where the number points.
    await night.passes(5);
    expect(night.exchange.webhooks.filter(({ kind }) => kind === 'status').at(-1)?.status).toBe(200);
    expect(await part(night)).toMatchObject({ ok: false });
    points(night, right);
    await caller.dials();
    await caller.hears(/help desk|hotline/i);
    expect(await part(night)).toMatchObject({ ok: true });
    await caller.hangsUp();
  },
);

story(
  'a stranger who knows our account neither turns /readyz red nor fills the log',
  async ({ night }) => {
    const before = night.lines.length;
    let asked = 0;
    night.exchange.faults.failRest(() => {
      asked += 1;
      return false;
    }, 'hang');
    for (let i = 0; i < 60; i += 1) {
      const answer = await webhook(
        night,
        '/voice',
        call((i % 10).toString()),
        sign('no-token', `${night.app.publicUrl}/voice`, {}),
      );
      expect([answer.status, answer.text]).toEqual([403, expect.not.stringMatching(/https?:\/\/|AC\w{32}/)]);
    }
    await night.settled();
    expect(await part(night)).toMatchObject({ ok: true });
    expect(night.lines.length - before).toBe(outsideLimits.refusalLines);
    // The carrier was asked once for all of them; besides, /readyz pings it.
    expect(asked).toBe(outsideLimits.tokenQuestions + 1);
    // What a stranger has used up is missing for the rest of the minute, for a request of the carrier's own, too.
    const other = `${night.app.publicUrl}/voice/`;
    const many = { ...call('4'), ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`F${i}`, 'x'])) };
    await webhook(night, '/voice', call('4'), sign(nightToken, other, call('4')));
    expect(await part(night)).toMatchObject({ ok: true });
    await night.passes(outsideLimits.refusalSeconds);
    await webhook(night, '/voice', many, sign(nightToken, other, many));
    expect(night.lines.length - before).toBe(outsideLimits.refusalLines + 1);
    expect(await part(night)).toMatchObject({ ok: true });
  },
  { untold: true },
);

story(
  'the carrier signs with a token that we have not: /readyz is red, since the carrier knows the call',
  async ({ night, caller }) => {
    night.names(/alarm: the carrier signs with a token that is not ours/);
    await caller.dials();
    await caller.hangsUp();
    const sid = night.exchange.webhooks.find(({ kind }) => kind === 'voice')?.fields.CallSid;
    const fields = { ...call('1'), CallSid: String(sid) };
    const refuse = () =>
      webhook(night, '/voice', fields, sign('the-other-token', `${night.app.publicUrl}/voice`, fields));
    await refuse();
    await vi.waitFor(async () => expect(await part(night)).toMatchObject({ ok: false }));
    expect(await part(night)).toMatchObject({ why: expect.stringMatching(/it signs with another token than ours/) });
    // Nothing has come since, for an hour: it may be mended, or nobody calls.
    await night.passes(outsideLimits.signatureRedSeconds);
    expect(await part(night)).toMatchObject({ ok: false });
    await night.passes(1);
    expect(await part(night)).toMatchObject({ ok: true });
    // A call of long ago proves nothing: its sid may have been read somewhere since.
    await refuse();
    await night.settled();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await part(night)).toMatchObject({ ok: true });
  },
  { untold: true },
);

const proven = [
  ['https for http', 'https://127.0.0.1:PORT/voice', {}],
  ['a slash at the end', 'http://127.0.0.1:PORT/voice/', {}],
  ['what a proxy was asked for', 'https://help.example.org/voice', { 'x-forwarded-host': 'help.example.org' }],
  ['a path that a proxy takes away', 'http://127.0.0.1:PORT/desk/voice', { 'x-forwarded-prefix': '/desk' }],
] as const;
story(
  'which address would have fitted is said: scheme, slash, and what a proxy changed',
  async ({ night }) => {
    night.names(/alarm: the carrier signs another address than ours/);
    for (const [what, address, headers] of proven) {
      const port = new URL(night.app.publicUrl).port;
      const signed = address.replace('PORT', port);
      const request = webhook(night, '/voice', call('2'), sign(nightToken, signed, call('2')));
      for (const [name, value] of Object.entries(headers)) request.set(name, value);
      expect((await request).status, what).toBe(403);
      const alarm = night.lines.filter(({ message }) => message.startsWith('alarm: the carrier signs')).at(-1);
      expect(alarm?.fields.signed, what).toBe(signed);
      // The same alarm again says nothing new for ten minutes.
      await night.passes(outsideLimits.sameRefusalSeconds);
    }
    const alarms = () => night.lines.filter(({ message }) => message.startsWith('alarm: the carrier signs')).length;
    expect(alarms()).toBe(proven.length);
    const again = () =>
      webhook(night, '/voice', call('3'), sign(nightToken, `${night.app.publicUrl}/voice/`, call('3')));
    await again();
    await again();
    expect(alarms()).toBe(proven.length + 1);
  },
  { untold: true },
);

story(
  'requests that nobody signed, or that speak of no call, hide no refusal of the carrier',
  async ({ night }) => {
    night.names(/alarm: the carrier signs another address than ours/);
    let asked = 0;
    night.exchange.faults.failRest(() => {
      asked += 1;
      return false;
    }, 'hang');
    const refused = (fields: Record<string, string>, signature: string) => webhook(night, '/voice', fields, signature);
    for (let i = 0; i < outsideLimits.variantsTried * 2; i += 1) await refused(call('5'), '');
    await refused({ ...call('5'), CallSid: 'CA1' }, 'no signature');
    await night.settled();
    expect(asked).toBe(0);
    await refused(call('6'), sign(nightToken, `${night.app.publicUrl}/voice/`, call('6')));
    expect(await part(night)).toMatchObject({ ok: false });
  },
  { untold: true },
);

story(
  'a good signature of one account does not clear the refusal of the other',
  async ({ night }) => {
    night.names(/alarm: the carrier signs another address than ours/);
    const fields = { ...call('7'), AccountSid: night.app.context.lines[1]?.account ?? '', CallStatus: 'completed' };
    const own = { ...call('8'), CallStatus: 'completed' };
    const path = '/voice/status';
    const signed = (token: string, more: string, of: Record<string, string>) =>
      webhook(night, path, of, sign(token, `${night.app.publicUrl}${path}${more}`, of));
    await signed('token-of-the-other', '/', fields);
    expect(await part(night)).toMatchObject({ ok: false });
    expect((await signed(nightToken, '', own)).status).toBeLessThan(300);
    expect(await part(night)).toMatchObject({ ok: false, why: expect.stringMatching(/refused at \/voice\/status /) });
    expect((await signed('token-of-the-other', '', fields)).status).toBeLessThan(300);
    expect(await part(night)).toMatchObject({ ok: true });
  },
  { lines: 'twoAccounts', untold: true },
);
