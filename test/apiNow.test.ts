/** What the page is told at night: what is going on, that something changed, and what a click does. */
import request from 'supertest';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { consoleLimits } from '../src/domain/consoleLimits.ts';
import { nowAnswer } from '../src/domain/nowApi.ts';
import { signInLimits } from '../src/domain/signInLimits.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { signedIn } from './browser.ts';
import { type DatabaseKind, databases } from './databases.ts';
import { Night } from './night/night.ts';
import { leavesMessage, saysCritical } from './night/sayings.ts';

let night: Night;

/** Ann waits on the line, and Kim's phone rings. */
async function aCallAtNight(kind: DatabaseKind): Promise<void> {
  night = await Night.begin(kind);
  const caller = night.phone('caller');
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await night.phone('kim').getsText(/CS0000001/);
  await night.phone('kim').rings();
}

const now = async () => answered(await ask(night, '/now'), nowAnswer);

describe.each(databases)('what is going on, on %s', (kind) => {
  afterEach(() => night.close());

  test('is answered at once: who is on call, the call, the page with its attempts, and the promise', async () => {
    await aCallAtNight(kind);
    const seen = await now();
    expect(seen).toMatchObject({ carrier: 'twilio', hotline: night.hotline, held: 0, notices: [], alarms: [] });
    expect(seen.teams.map(({ id, onCall }) => [id, onCall.people.map(({ name }) => name)])).toEqual([
      ['aims', ['Kim Lee']],
      ['ds', ['Sam Diaz']],
    ]);
    expect(seen.calls).toMatchObject([
      { number: '+16085550142', caseNumber: 'CS0000001', opened: true, endedAt: null },
    ]);
    expect(seen.pages).toMatchObject([{ page: { team: 'aims', state: 'running' }, cases: [{ number: 'CS0000001' }] }]);
    expect(seen.pages[0]?.attempts.map(({ kind: how, person }) => [how, person]).sort()).toEqual([
      ['ring', 'kim'],
      ['text', 'kim'],
    ]);
    expect(seen.promises).toMatchObject([{ caseNumber: 'CS0000001', owner: 'pat', state: 'open' }]);
    expect(seen.names).toEqual({ kim: 'Kim Lee', pat: 'Pat Moss' });
    await night.phone('stranger').dials();
    expect((await now()).calls[0]).toMatchObject({ flow: 'hotline', step: 'urgency', opened: false });
    await night.phone('stranger').hangsUp();
    await night.phone('kim').answers();
    await night.phone('kim').presses('1');
    await night.ends();
  });

  test('a click takes the case: the phone stops, the caller hears it, and the page is over', async () => {
    await aCallAtNight(kind);
    const take = () => post(night, '/cases/CS0000001/take').send({ by: 'alex' });
    answered(await take(), z.object({ taken: z.literal(true) }));
    await night.settled();
    expect(night.exchange.phone('+16085550111').ringing).toBe(false);
    await night.phone('caller').hears(/Alex Roe has your case/);
    expect((await now()).pages).toMatchObject([{ page: { state: 'accepted', acceptedBy: 'alex' } }]);
    expectProblem(await take(), 409, /The case is accepted; .*Alex Roe has it\./);
    expectProblem(await post(night, '/cases/CS0000009/take').send({ by: 'alex' }), 404, /There is no case/);
    expectProblem(
      await post(night, '/cases/CS0000001/take').send({ by: 'nobody' }),
      404,
      /There is no person "nobody"/,
    );
    expect((await night.case('CS0000001')).timeline.map(({ text }) => text)).toContain(
      'A script, for Alex Roe, took the case by the console.',
    );
  });

  test('a note stands in the timeline with who wrote it, as it was written', async () => {
    await aCallAtNight(kind);
    const text = 'Ann is at the loading dock. <b>Call 2</b>';
    answered(
      await post(night, '/cases/cs0000001/note').send({ by: 'Pat', text }),
      z.object({ noted: z.literal(true) }),
    );
    expect((await night.case('CS0000001')).timeline.at(-1)?.text).toBe(`Note by Pat: ${text}`);
    expectProblem(await post(night, '/cases/CS0000001/note').send({ by: 'Pat', text: '  ' }), 400, /text/);
    expectProblem(await post(night, '/cases/CS0000009/note').send({ by: 'Pat', text }), 404, /There is no case/);
  });

  test('whoever listens hears that something changed, and nothing of what', async () => {
    night = await Night.begin(kind);
    const leaving = new AbortController();
    const stream = await fetch(`${night.app.url}/api/changes`, {
      headers: { authorization: `Bearer ${night.app.adminToken}` },
      signal: leaving.signal,
    });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const changes = () => [...heard.matchAll(/^data: \{"revision":(\d+)\}$/gm)].map(([, revision]) => Number(revision));
    const hear = async (more: number) => {
      while (changes().length < more) heard += (await reader?.read())?.value ?? '';
    };
    await hear(1);
    await night.phone('stranger').dials();
    // Several changes of a moment are counted as one.
    await night.passes(1);
    await hear(2);
    const [first = 0, second = 0] = changes();
    expect(second).toBeGreaterThan(first);
    expect(heard).not.toMatch(/CS|leg|\+1/);
    leaving.abort();
    await night.phone('stranger').hangsUp();
  });

  test('a stream ends when its session is over, also while much changes, and that of the token goes on', async () => {
    night = await Night.begin(kind);
    const over = new Set<string>();
    const leaving = new AbortController();
    const listens = async (name: string, headers: Record<string, string>) => {
      const stream = await fetch(`${night.app.url}/api/changes`, { headers, signal: leaving.signal });
      expect(stream.status).toBe(200);
      const ends = stream.text().then(
        () => void over.add(name),
        () => {},
      );
      return { ends };
    };
    const kim = await signedIn(night, 'technician', { person: 'kim' });
    const alex = await signedIn(night, 'technician', { person: 'alex' });
    const ofKim = await listens('kim', { cookie: kim.cookie });
    const ofAlex = await listens('alex', { cookie: alex.cookie });
    const ofToken = await listens('token', { authorization: `Bearer ${night.app.adminToken}` });
    await kim.change('delete', '/api/session');
    for (let i = 0; i < 2 * consoleLimits.heartbeatSeconds; i++) {
      // No heartbeat is ever due.
      await night.app.context.store.transact(async () => {});
      await night.passes(1);
    }
    await ofKim.ends;
    expect([...over]).toEqual(['kim']);
    // A stream is no request: whoever left the page open is signed out as well.
    await night.passes(signInLimits.sessionIdleHours * 3600);
    await ofAlex.ends;
    expect([...over]).toEqual(['kim', 'alex']);
    leaving.abort();
    await ofToken.ends;
    expect([...over]).toEqual(['kim', 'alex']);
  }, 60_000);

  test('a look at files that are as they were changes nothing that anybody is shown', async () => {
    night = await Night.begin(kind);
    const { changes } = night.app.context.store;
    let told = 0;
    const leave = changes.listen(() => {
      told += 1;
    });
    for (let i = 0; i < 3; i++) await night.app.lookAtFiles();
    await night.settled();
    leave();
    expect(told).toBe(0);
  });

  test('stays shut without the token, the stream and the telephones included', async () => {
    night = await Night.begin(kind);
    for (const path of ['/now', '/changes', '/telephones/phones', '/telephones/log'])
      expectProblem(await request(night.app.url).get(`/api${path}`), 401, /token|[Ss]ign/);
    // Time goes as it does, and real telephones are in use here, so there are none to try.
    expectProblem(await ask(night, '/telephones/phones'), 404, /Real telephones are in use/);
    expectProblem(await post(night, '/demo/forward').send({ seconds: 60 }), 404, /no demo/);
  });
});
