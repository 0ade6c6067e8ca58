import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { listOf } from '../src/domain/api.ts';
import { auditAnswer } from '../src/domain/audit.ts';
import { signInLimits } from '../src/domain/signInLimits.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { type Browser, signedIn } from './browser.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { leavesMessage, saysCritical } from './night/sayings.ts';

let night: Night;
let kim: Browser;

const auditList = listOf(auditAnswer);
/** The audit, newest first, without what every row has. */
async function rows(): Promise<Partial<z.infer<typeof auditAnswer>>[]> {
  const { items } = answered(await ask(night, '/audit'), auditList);
  return items.map(({ id: _id, at: _at, ...row }) => row);
}

/** What Kim does leaves this of her. */
const ofKim = { name: 'Kim Lee', role: 'technician', person: 'kim', how: 'entra' };

describe.each([...databases])('the audit on %s', (kind) => {
  beforeEach(async () => {
    night = await Night.begin(kind, { trustProxy: ['127.0.0.1'] });
    await saysCritical(night.phone('caller'));
    await leavesMessage(night, night.phone('caller'), 'This is Ann of Botany. bot12 is dead.');
    await night.phone('caller').hangsUp();
    await night.passes(60);
    kim = await signedIn(night, 'technician', { person: 'kim', name: 'Kim Lee' });
  });
  afterEach(() => night.close());

  test('has each change: who, what, about what, and how it was answered', async () => {
    await kim.change('post', '/api/cases/CS0000001/take').send({});
    await kim.change('post', '/api/cases/CS0000001/take').send({});
    await kim.change('post', '/api/cases/CS0000001/done').send({ by: 'alex' });
    await kim.change('post', '/api/cases/CS0000001/note').send({});
    await kim.change('post', '/api/links').send({});
    await post(night, '/cases/CS0000001/done').send({ by: 'kim' });
    const about = { about: 'CS0000001', kind: 'change', detail: null };
    expect(await rows()).toEqual([
      {
        ...about,
        name: 'the admin token',
        role: 'admin',
        person: null,
        how: 'token',
        act: 'POST /api/cases/:number/done',
        status: 200,
        detail: 'by kim',
      },
      { ...about, ...ofKim, act: 'POST /api/links', about: null, status: 403 },
      { ...about, ...ofKim, act: 'POST /api/cases/:number/note', status: 400 },
      { ...about, ...ofKim, act: 'POST /api/cases/:number/done', status: 403, detail: 'by alex' },
      { ...about, ...ofKim, act: 'POST /api/cases/:number/take', status: 409 },
      { ...about, ...ofKim, act: 'POST /api/cases/:number/take', status: 200 },
      { ...about, ...ofKim, kind: 'signIn', act: 'GET /sign-in', about: null, status: null },
    ]);
  });

  test('has each recording that was heard, and nothing that was only read', async () => {
    const sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
    await kim.get('/api/cases/CS0000001');
    await kim.get('/api/cases');
    expect(await rows()).toHaveLength(1);
    expect((await kim.get(`/api/recordings/${sid}`)).status).toBe(200);
    const viewer = await signedIn(night, 'viewer', { name: 'Vi' });
    await viewer.get(`/api/recordings/${sid}`);
    const heard = { kind: 'heard', act: 'GET /api/recordings/:sid', about: sid };
    expect(await rows()).toMatchObject([
      { ...heard, name: 'Vi', status: 403 },
      { kind: 'signIn' },
      { ...heard, ...ofKim, status: 200 },
      { kind: 'signIn' },
    ]);
  });

  test('is written in the same transaction: a change that cannot be written down is not made', async () => {
    night.names(/an API request failed|an answer is missing/);
    const { store } = night.app.context;
    const { transact } = store;
    let failed = 0;
    store.transact = (fn, deadline) =>
      transact(async (tx) => {
        const done = await fn(tx);
        failed += 1;
        throw Object.assign(new Error('the disk is full'), { done });
      }, deadline);
    expect((await kim.change('post', '/api/cases/CS0000001/take').send({})).status).toBe(500);
    store.transact = transact;
    expect(failed).toBeGreaterThan(0);
    expect((await night.case('CS0000001')).case.takenBy).toBeNull();
    expect(await rows()).toHaveLength(1);
  });

  test('is for an admin, in lists of some', async () => {
    for (const role of ['viewer', 'technician', 'lead'] as const)
      expectProblem(await (await signedIn(night, role)).get('/api/audit'), 403, /needs the role "admin"/);
    const first = answered(await ask(night, '/audit?limit=3'), auditList);
    expect(first.items).toHaveLength(3);
    const second = answered(await ask(night, `/audit?after=${first.next}`), auditList);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Kim Lee', 'Some lead', 'Some viewer', 'Some technician']),
    );
    expect(second.next).toBeNull();
  });

  test('has who was not let in, and of many only some', async () => {
    const wrong = (i: number) =>
      request(night.app.url)
        .get('/api/cases')
        .set({ authorization: 'Bearer wrong', 'x-forwarded-for': `10.0.${i >> 8}.${i & 255}` });
    await kim.ask('post', '/api/cases/CS0000001/take').send({});
    await request(night.app.url).get('/sign-in/wrong');
    expect((await rows()).slice(0, 2)).toMatchObject(
      [
        { kind: 'refused', name: '', role: null, how: 'link', detail: /^a link that does not work any more, from/ },
        { kind: 'refused', ...ofKim, detail: /^a change that no page of ours made/ },
      ].map((row) => ({ ...row, detail: expect.stringMatching(row.detail) })),
    );
    for (let i = 0; i < 45; i++) expect((await wrong(i)).status).toBe(401);
    const count = async () => {
      const items: unknown[] = [];
      let after = '';
      for (;;) {
        const list = answered(await ask(night, `/audit?after=${after}`), auditList);
        items.push(...list.items.filter((row) => row.kind === 'refused'));
        if (list.next === null) return items.length;
        after = list.next;
      }
    };
    // The link and the change of another site are of other kinds.
    expect(await count()).toBe(signInLimits.refusedPerHour + 2);
    await kim.ask('post', '/api/cases/CS0000001/take').send({});
    await request(night.app.url).get('/sign-in/wrong');
    expect((await rows()).slice(0, 2)).toMatchObject([{ how: 'link' }, ofKim]);
    expect(await count()).toBe(signInLimits.refusedPerHour + 4);
    await night.passes(3601);
    await wrong(1);
    expect(await count()).toBe(signInLimits.refusedPerHour + 5);
    const { text } = await request(night.app.url).get('/metrics');
    for (const [kind, times] of Object.entries({ token: 46, link: 2, session: 2 }))
      expect(text).toContain(`nightdesk_refused_total{kind="${kind}"} ${times}`);
  });

  test('says of a change that was made before a crash that it has no answer', async () => {
    const { store } = night.app.context;
    const { transact } = store;
    let done = 0;
    // The first transaction makes the change; the process dies before the next one.
    store.transact = (fn, deadline) => (done++ === 0 ? transact(fn, deadline) : new Promise(() => {}));
    void kim
      .change('post', '/api/cases/CS0000001/take')
      .send({})
      .then(
        () => {},
        () => {},
      );
    await expect.poll(() => done).toBeGreaterThanOrEqual(2);
    store.transact = transact;
    expect((await rows())[0]).toMatchObject({ ...ofKim, act: 'POST /api/cases/:number/take', status: null });
    expect((await night.case('CS0000001')).case.takenBy).toBe('kim');
  });
});
