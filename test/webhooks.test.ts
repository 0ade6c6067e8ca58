import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTwilioCarrier } from '../src/carrier/twilio/createTwilioCarrier.ts';
import { callAnswer, listOf, readyAnswer } from '../src/domain/api.ts';
import { limits } from '../src/domain/limits.ts';
import { outsideLimits } from '../src/domain/outsideLimits.ts';
import { type Carrier, CarrierError } from '../src/domain/ports.ts';
import { health } from '../src/http/health.ts';
import { webhooks } from '../src/http/webhooks.ts';
import { answered, ask, expectProblem, type Fields, form, nightToken, sign, webhook } from './apiRules.ts';
import { databases } from './databases.ts';
import { Night, twoAtNight } from './night/night.ts';

let night: Night;

describe.each(databases)('a webhook on %s', (kind) => {
  beforeAll(async () => {
    night = await Night.begin(kind);
    await night.phone('caller').dials();
  });

  afterAll(() => night.close());

  /** The one call that is in progress. */
  async function theCall() {
    const calls = answered(await ask(night, '/calls'), listOf(callAnswer)).items;
    const call = calls.find(({ number }) => number === '+16085550142');
    if (!call) throw new Error('the call is gone');
    return call;
  }

  const fields = { CallSid: `CA${'0'.repeat(32)}`, From: '+16085550150', To: '+16085550100', CallStatus: 'ringing' };
  const paths = [
    '/voice',
    '/voice/fallback',
    '/voice/status',
    '/sms',
    '/voice/legs/call_1/turns/1',
    '/voice/legs/call_1/hold/0',
    '/outbox/out_1/status',
    '/voice/lifeline/recorded',
  ];

  test.each(paths)('%s that is not signed for this address is refused, and nothing has changed', async (path) => {
    const before = [await night.calls(), await night.pages()];
    const url = `${night.app.publicUrl}${path}`;
    const wrong = [
      '',
      'no signature',
      sign('another-token', url, fields),
      sign(nightToken, `${url}?a=1`, fields),
      sign(nightToken, url, { ...fields, From: '+16085550142' }),
    ];
    for (const signature of wrong) {
      const answer = await webhook(night, path, fields, signature);
      expect(answer.status).toBe(403);
      expect(answer.text).toMatch(/The signature does not fit this address; see PUBLIC_URL/);
    }
    expect([await night.calls(), await night.pages()]).toEqual(before);
  });

  const nonsense: [string, Fields][] = [
    ['/voice', {}],
    ['/voice', { CallSid: `CA${'1'.repeat(32)}`, From: '%%%', To: ['a', 'b'], 'A[b]': '1', Digits: 'x'.repeat(3000) }],
    ['/voice', { CallSid: `CA${'1'.repeat(32)}`, From: ['+16085550150', 'anonymous'], CallStatus: 'constructor' }],
    ['/voice/legs/nobody/turns/0', { Digits: '1' }],
    ['/voice/legs/the-leg/turns/-1', { DialCallStatus: '__proto__' }],
    ['/voice/legs/the-leg/turns/x?from=nowhere', { QueueResult: 'toString', QueueTime: 'long' }],
    ['/voice/legs/nobody/hold/x', { QueueTime: 'x' }],
    ['/voice/fallback', { ErrorCode: 'many' }],
    ['/voice/lifeline/after', { DialCallStatus: 'constructor' }],
    ['/voice/lifeline/screen', { Digits: '' }],
  ];
  test.each(nonsense)('%s that is signed and makes no sense is answered in words: %j', async (path, said) => {
    const call = await theCall();
    const answer = await webhook(night, path.replace('the-leg', call.leg), said);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.type).toBe('text/xml');
    expect(answer.text).toMatch(/<(Say|Hangup|Leave)\b/);
    expect(await theCall()).toEqual(call);
  });

  const news: [string, Fields][] = [
    ['/voice/status', { CallSid: 'CA1', CallStatus: 'constructor' }],
    ['/voice/status', {}],
    ['/sms', { Body: 'x'.repeat(5000), From: 'nobody' }],
    ['/outbox/nobody/status', { CallSid: 'CA1', CallStatus: 'completed' }],
    ['/outbox/nobody/status', { MessageSid: 'SM1', MessageStatus: 'toString', ErrorCode: 'x' }],
    ['/voice/legs/nobody/recording', { RecordingSid: 'RE1', RecordingStatus: 'completed' }],
    ['/voice/legs/nobody/transcript', { TranscriptionText: '\u0000', RecordingSid: `RE${'0'.repeat(32)}` }],
  ];
  test.each(news)('%s of nonsense is kept and wants no words: %j', async (path, said) => {
    const answer = await webhook(night, path, said);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.text).toMatch(/<Response\/>$/);
  });

  const manyFields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`F${i}`, 'x']));

  test('with more fields than any of the carrier is answered in words', async () => {
    const said = { ...fields, CallSid: `CA${'3'.repeat(32)}`, ...manyFields(598) };
    const answer = await webhook(night, '/voice', said);
    expect([answer.status, answer.type], answer.text).toEqual([200, 'text/xml']);
    expect(answer.text).toMatch(/<Say>/);
  });

  test.each([
    ['with too many fields', '/voice', form(manyFields(5000)), 413, /2000 fields/],
    ['that is too large', '/voice/status', `Body=${'x'.repeat(limits.requestBytes)}`, 413, /100000 bytes/],
    ['whose path is no text', '/voice/legs/%E0/turns/1', '', 400, /cannot be read/],
  ])('%s is a problem without its insides', async (_case, path, body, status, words) => {
    const signature = sign(nightToken, `${night.app.publicUrl}${path}`, {});
    const answer = await request(night.app.url).post(path).type('form').set('x-twilio-signature', signature).send(body);
    expectProblem(answer, status, words);
    expect(answer.text).not.toMatch(/node_modules|\bat \w+/);
  });

  test('signed with either of two tokens is accepted while one is being rotated', async () => {
    const publicUrl = 'https://hotline.example.org';
    const authTokens = ['new-token', 'old-token'];
    const carrier = createTwilioCarrier({
      name: 'twilio',
      accounts: [{ accountSid: `AC${'ab'.repeat(16)}`, authTokens, apiUrl: null }],
    });
    const app = express().use(webhooks({ context: night.app.context, carrier, publicUrl }));
    const said = { ...fields, CallSid: `CA${'2'.repeat(32)}` };
    const send = (token: string) =>
      request(app)
        .post('/voice')
        .type('form')
        .set('x-twilio-signature', sign(token, `${publicUrl}/voice`, said))
        .send(form(said));
    for (const token of authTokens) expect((await send(token)).status).toBe(200);
    for (const token of ['', 'new-token,old-token']) expect((await send(token)).status).toBe(403);
  });
});

describe('health', () => {
  afterEach(() => night.close());
  const ready = () => request(night.app.url).get('/readyz');

  test('says without a token that it is alive, ready, and on which telephones', async () => {
    night = await Night.begin('sqlite');
    expect((await request(night.app.url).get('/healthz').expect(200)).body).toEqual({ alive: true });
    expect(answered(await ready(), readyAnswer)).toMatchObject({
      ready: true,
      carrier: 'twilio',
      note: 'Real telephones.',
      hotline: '+16085550100',
      exchange: null,
      parts: {
        database: { ok: true },
        dispatcher: { ok: true },
        carrier: { ok: true, why: 'Every account answered.' },
      },
    });
  });

  test('is not ready when the carrier does not answer, and says which part is not', async () => {
    const ping = () => Promise.reject(new CarrierError('busy', null, 'connect ECONNREFUSED'));
    night = await Night.begin('sqlite', { wrapCarrier: (carrier): Carrier => ({ ...carrier, ping }) });
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(readyAnswer.parse(answer.body)).toMatchObject({
      ready: false,
      parts: { database: { ok: true }, carrier: { ok: false, why: expect.stringContaining('ECONNREFUSED') } },
    });
  });

  test('is not ready when one of several accounts does not answer, and asks all of them at once', async () => {
    night = await Night.begin('sqlite');
    const { context } = night.app;
    const lines = ['AC1', 'AC1', 'AC2', 'AC3'].map((account, i) => ({ account, number: `+1608555010${i}` }));
    const asked: string[] = [];
    const ping = (account: string): Promise<void> => {
      asked.push(account);
      if (asked.length < 3) return new Promise(() => {});
      return Promise.reject(new CarrierError('refused', 20003, 'Authenticate +16085550142'));
    };
    const options = {
      context: { ...context, lines },
      carrier: { ...context.read, ping } as Carrier,
      exchangeUrl: null,
    };
    const app = express().use(health({ ...options, lastTickAt: () => night.clock.now() }));
    const answer = await request(app).get('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.body.parts.carrier).toEqual({ ok: false, why: 'CarrierError 20003: Authenticate …' });
    expect(asked).toEqual(['AC1', 'AC2', 'AC3']);
  });

  test('asks the accounts and proves a write once for all who ask, and anew when that is some seconds old', async () => {
    let asked = 0;
    const ping = async () => {
      asked += 1;
    };
    night = await Night.begin('sqlite', { wrapCarrier: (carrier): Carrier => ({ ...carrier, ping }) });
    const { store } = night.app.context;
    let written = 0;
    const { transact } = store;
    store.transact = (fn, deadline) => {
      written += 1;
      return transact(fn, deadline);
    };
    const changes = await store.changes.current();
    await Promise.all(Array.from({ length: 20 }, () => ready().expect(200)));
    for (let i = 0; i < 5; i += 1) await ready().expect(200);
    expect([asked, written]).toEqual([1, 1]);
    await night.passes(outsideLimits.proofKeptSeconds);
    written = 0;
    await ready().expect(200);
    expect([asked, written]).toEqual([1, 1]);
    await night.passes(outsideLimits.pingKeptSeconds - outsideLimits.proofKeptSeconds);
    await ready().expect(200);
    expect(asked).toBe(2);
    expect(await store.changes.current()).toBe(changes);
  });

  test('is not ready while nothing can be committed, although everything can be read, or the lifeline has no file', async () => {
    night = await Night.begin('sqlite');
    const { store } = night.app.context;
    const { transact } = store;
    store.transact = () => Promise.reject(new Error('SQLITE_FULL: database or disk is full'));
    const proof = join(night.config().dataDir, 'lifeline.jsonl.proof');
    mkdirSync(proof);
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(answer.body.parts).toMatchObject({
      database: { ok: true },
      write: { ok: false, why: expect.stringContaining('disk is full') },
      lifeline: { ok: false, why: expect.stringContaining('EISDIR') },
    });
    store.transact = transact;
    rmSync(proof, { recursive: true });
    await night.passes(outsideLimits.proofKeptSeconds);
    await ready().expect(200);
  });

  test.each([
    ['has never completed', null, false, 'No tick has completed yet.'],
    ['is just young enough', limits.tickAgeSeconds, true, `The last tick completed ${limits.tickAgeSeconds} s ago.`],
    ['is too old', limits.tickAgeSeconds + 1, false, `The last tick completed ${limits.tickAgeSeconds + 1} s ago.`],
  ])('is ready by a tick that %s', async (_what, ageSeconds, ready, why) => {
    night = await Night.begin('sqlite');
    const { context } = night.app;
    const carrier = { name: 'twilio', ping: async () => {} } as unknown as Carrier;
    const lastTickAt = () => (ageSeconds === null ? null : night.clock.now() - ageSeconds * 1000);
    const app = express().use(health({ context, carrier, lastTickAt, exchangeUrl: null }));
    const answer = await request(app).get('/readyz');
    expect(answer.status).toBe(ready ? 200 : 503);
    expect(readyAnswer.parse(answer.body)).toMatchObject({ ready, parts: { dispatcher: { ok: ready, why } } });
  });

  test('stays ready while nothing happens: the dispatcher looks each second', async () => {
    night = await Night.begin('sqlite', { pollMs: limits.pollMilliseconds });
    await night.passes(limits.tickAgeSeconds * 3);
    const answer = answered(await ready(), readyAnswer);
    expect(answer.parts.dispatcher).toEqual({ ok: true, why: expect.stringMatching(/completed [01] s ago/) });
  });

  test('is not ready when the database does not answer, or the dispatcher has not looked for too long', async () => {
    night = await Night.begin('sqlite', { startsAt: twoAtNight });
    await night.passes(limits.tickAgeSeconds + 1);
    await night.app.context.store.close();
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(answer.body.parts).toMatchObject({
      database: { ok: false },
      dispatcher: { ok: false, why: `The last tick completed ${limits.tickAgeSeconds + 1} s ago.` },
      carrier: { ok: true },
    });
  });
});
