import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import express from 'express';
import request, { type Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from '../src/http/api.ts';
import { ask, expectProblem, nightToken, post, sign } from './apiRules.ts';
import { signedIn } from './browser.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { leavesMessage } from './night/sayings.ts';

let night: Night;
let sid = '';

/** A recording that the carrier keeps, and nobody else. */
const notOurs = `RE${'0'.repeat(32)}`;

describe.each(databases)('a recording on %s', (kind) => {
  beforeAll(async () => {
    night = await Night.begin(kind);
    const stranger = night.phone('stranger');
    await stranger.dials();
    await stranger.presses('2');
    await leavesMessage(night, stranger, 'My second screen flickers.');
    await stranger.hangsUp();
    sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
  });

  afterAll(() => night.close());

  const expectSound = (answer: Response) => {
    expect(answer.status).toBe(200);
    expect(answer.type).toMatch(/^audio\/(x-)?wav$/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toBeInstanceOf(Buffer);
    expect(answer.body.subarray(0, 4).toString()).toBe('RIFF');
  };

  test('is given as sound to whoever has the token, and no cache may keep it', async () => {
    expectSound(await ask(night, `/recordings/${sid}`).responseType('blob'));
  });

  test('is given in parts, as an iPhone asks for it, and each play is written down once', async () => {
    const kim = await signedIn(night, 'technician', { person: 'kim' });
    const path = `/api/recordings/${sid}`;
    const hearings = async () => {
      const { items }: { items: { kind: string; status: number }[] } = (await ask(night, '/audit')).body;
      return items.filter(({ kind: what }) => what === 'heard').map(({ status }) => status);
    };
    const before = await hearings();
    const part = (range: string, more: Record<string, string> = {}) =>
      kim
        .get(path)
        .set({ range, ...more })
        .responseType('blob');
    const whole: Buffer = (await ask(night, `/recordings/${sid}`).responseType('blob')).body;
    const size = whole.length;
    const expectPart = (answer: Response, start: number, end: number) => {
      expect([answer.status, answer.headers['content-range']]).toEqual([206, `bytes ${start}-${end}/${size}`]);
      expect(answer.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': `${end - start + 1}` });
      expect(answer.body.equals(whole.subarray(start, end + 1))).toBe(true);
    };
    expectPart(await part('bytes=0-1'), 0, 1);
    expect((await kim.ask('head', path)).headers).toMatchObject({
      'content-length': `${size}`,
      'accept-ranges': 'bytes',
    });
    expect(await hearings()).toEqual([200, ...before]);
    const first = await part('bytes=0-');
    expectPart(first, 0, size - 1);
    expectPart(await part('bytes=20-29'), 20, 29);
    expectPart(await part('bytes=-10'), size - 10, size - 1);
    expectPart(await part(`bytes=100-${size + 9}`, { 'if-range': first.headers.etag ?? '' }), 100, size - 1);
    expect(await hearings()).toEqual([206, 200, ...before]);
    expectPart(await part('bytes=0-99'), 0, 99);
    expect(await hearings()).toEqual([206, 206, 200, ...before]);
    const beyond = await part(`bytes=${size}-`);
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`]);
    expect(await hearings()).toHaveLength(before.length + 3);
    // Several parts, a unit that is none of ours, what cannot be read, another sound: all of it.
    for (const range of ['bytes=0-1,4-5', 'seconds=0-1', 'bytes=x']) expectSound(await part(range));
    expectSound(await part('bytes=0-1', { 'if-range': '"another"' }));
    expect(await hearings()).toHaveLength(before.length + 7);
    // Nobody hears the end without a word in the audit by leaving the beginning out.
    const alex = await signedIn(night, 'technician', { person: 'alex' });
    expect((await alex.get(path).set('range', 'bytes=2-')).status).toBe(206);
    expect(await hearings()).toHaveLength(before.length + 8);
  });

  test.each([notOurs, 'x', '__proto__'])('%s that is not in our keeping is not found', async (other) => {
    expectProblem(await ask(night, `/recordings/${other}`), 404, /There is no recording ".+" in our keeping/);
  });

  test('is given to the carrier, which signs its request', async () => {
    const path = `/voice/recordings/${sid}`;
    const address = night.app.context.addresses.play(sid);
    expect(address).toBe(`${night.app.publicUrl}${path}`);
    const get = (signature: string) => request(night.app.url).get(path).set('x-twilio-signature', signature);
    expectSound(await get(sign(nightToken, address, {})).responseType('blob'));
    for (const signature of ['', sign('another-token', address, {}), sign(nightToken, `${address}?a=1`, {})]) {
      const answer = await get(signature);
      expect([answer.status, answer.type]).toEqual([403, 'text/plain']);
    }
    const missing = `/voice/recordings/${notOurs}`;
    const signed = sign(nightToken, `${night.app.publicUrl}${missing}`, {});
    expect((await request(night.app.url).get(missing).set('x-twilio-signature', signed)).status).toBe(404);
  });

  test('is named by the command that shows its case', async () => {
    const words = ['dist/cli/case.js', 'CS0000001', '--url', night.app.url, '--token', night.app.adminToken];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    expect(stdout).toContain(`Recording: ${sid}, `);
    expect(stdout).toContain(`kept; its sound is GET /api/recordings/${sid}\n`);
  });

  test('and everything else stays shut when the token is empty: nobody has it', async () => {
    const { context, url, publicUrl } = night.app;
    const door = {
      context,
      adminToken: '',
      provider: null,
      links: null,
      newSecret: () => '',
      publicUrl,
      localUrl: url,
    };
    const app = express().use('/api', api({ door, carrier: 'exchange', exchangeUrl: null, demo: null, alarms: [] }));
    for (const authorization of ['', 'Bearer ', 'Bearer  '])
      expectProblem(await request(app).get('/api/cases').set('authorization', authorization), 401, /Bearer/);
  });

  test('with a path that is no text is a bad question', async () => {
    for (const path of ['/cases/%E0', '/recordings/%E0'])
      expectProblem(await ask(night, path), 400, /The path cannot be read/);
    expectProblem(await post(night, '/pages/%E0/close').send({}), 400, /The path cannot be read/);
  });
});
