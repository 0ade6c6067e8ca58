import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import express from 'express';
import request, { type Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from '../src/http/api.ts';
import { ask, expectProblem, nightToken, post, sign } from './apiRules.ts';
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
