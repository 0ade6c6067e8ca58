import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as schemas from '../src/domain/api.ts';
import { listedCaseAnswer } from '../src/domain/caseApi.ts';
import { limits } from '../src/domain/limits.ts';
import { nowRoutes } from '../src/http/nowRoutes.ts';
import { routes } from '../src/http/routes.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { leavesMessage, saysCritical } from './night/sayings.ts';

let night: Night;
const open = (path: string) => path.replace(/:(\w+)/, 'CS0000001');

/** A night with a critical case whose page is open, and a routine one a minute later. */
async function aNightWithCases(kind: (typeof databases)[number]): Promise<Night> {
  const begun = await Night.begin(kind);
  const caller = begun.phone('caller');
  await saysCritical(caller);
  await leavesMessage(begun, caller, 'This is Ann of Botany. bot12 is dead.');
  await caller.hangsUp();
  await begun.passes(60);
  const stranger = begun.phone('stranger');
  await stranger.dials();
  await stranger.presses('2');
  await leavesMessage(begun, stranger, 'My second screen flickers.');
  await stranger.hangsUp();
  return begun;
}

describe.each(databases)('the API on %s', (kind) => {
  beforeAll(async () => {
    night = await aNightWithCases(kind);
  });

  afterAll(() => night.close());

  describe('who is on call', () => {
    test('now, until when, and which event of which rota decided it', async () => {
      const answer = answered(await ask(night, '/on-call?team=aims'), schemas.onCallAnswer);
      expect(answer).toMatchObject({
        team: 'aims',
        at: new Date(night.clock.now()).toISOString(),
        people: [{ id: 'kim', name: 'Kim Lee', phone: '+16085550111' }],
        decidedBy: { rota: 'aims.ics', uid: 'aims-always', summary: 'Kim Lee', line: 4 },
        required: true,
        gap: null,
        warnings: [],
      });
      expect(answer.decidedBy?.version).toBe(night.app.context.inForce.rotas.aims?.files[0]?.hash);
    });

    test('of another team and at another instant, whatever its offset', async () => {
      const at = encodeURIComponent('2026-02-01T02:00:00+01:00');
      const answer = answered(await ask(night, `/on-call?team=ds&at=${at}`), schemas.onCallAnswer);
      expect(answer).toMatchObject({ at: '2026-02-01T01:00:00.000Z', people: [], decidedBy: null });
      expect(answer.gap).toMatch(/\.$/);
      const later = answered(await ask(night, '/on-call?team=ds&at=2026-12-24T23:00:00Z'), schemas.onCallAnswer);
      expect(later).toMatchObject({ at: '2026-12-24T23:00:00.000Z', people: [{ id: 'sam' }] });
    });

    test('says whether somebody has to be, and of a time that was not worked out that it is not known who is', async () => {
      const ask2 = async (at: string) =>
        answered(await ask(night, `/on-call?team=ds&at=${encodeURIComponent(at)}`), schemas.onCallAnswer);
      expect(await ask2('2026-12-15T12:00:00-06:00')).toMatchObject({ required: false, gap: null });
      expect(await ask2('2026-12-15T18:00:00-06:00')).toMatchObject({ required: true, gap: null });
      const gap = 'The rota has not been worked out for this time.';
      expect(await ask2('2026-02-03T12:00:00-06:00')).toMatchObject({ people: [], required: false, gap });
      expect(await ask2('2026-02-03T18:00:00-06:00')).toMatchObject({ people: [], required: true, gap });
    });

    test.each(['nobody', 'constructor', '__proto__'])('of the team %s, which is none', async (team) => {
      expectProblem(await ask(night, `/on-call?team=${team}`), 404, /There is no team ".+"; the teams are aims, ds/);
    });

    test.each([
      ['', /^team: /],
      ['?team=', /^team: /],
      ['?team=aims&team=ds', /^team: /],
      ['?team=aims&at=tonight', /^at: /],
      ['?team=aims&at=2026-11-21', /^at: /],
    ])('with the query "%s" is a bad question', async (query, words) => {
      expectProblem(await ask(night, `/on-call${query}`), 400, words);
    });
  });

  test('the people and teams of the directory', async () => {
    const people = answered(await ask(night, '/people'), schemas.peopleAnswer);
    expect(people.items.map(({ id }) => id)).toEqual(['kim', 'alex', 'sam', 'pat', 'robin']);
    const teams = answered(await ask(night, '/teams'), schemas.teamsAnswer);
    expect(teams.zone).toBe('America/Chicago');
    expect(teams.items).toContainEqual({ id: 'ds', name: 'DS', files: [{ name: 'ds.ics', role: 'base' }] });
  });

  describe('lists', () => {
    test('are newest first and go on where their cursor says', async () => {
      const list = schemas.listOf(listedCaseAnswer);
      const first = answered(await ask(night, '/cases?limit=1'), list);
      expect(first.items.map((one) => one.number)).toEqual(['CS0000002']);
      const second = answered(await ask(night, `/cases?limit=1&after=${first.next}`), list);
      expect(second.items.map((one) => one.number)).toEqual(['CS0000001']);
      expect(second.next).toBeNull();
      const all = answered(await ask(night, '/cases'), list);
      expect(all).toEqual({ items: [...first.items, ...second.items], next: null });
    });

    test('of calls and pages have what their schemas say', async () => {
      const calls = answered(await ask(night, '/calls'), schemas.listOf(schemas.callAnswer));
      expect(calls.items.map((call) => [call.caseNumber, call.outcome])).toEqual([
        ['CS0000002', 'voicemail with case'],
        ['CS0000001', 'paged with case'],
      ]);
      const pages = answered(await ask(night, '/pages'), schemas.listOf(schemas.pageAnswer));
      expect(pages.items).toMatchObject([{ team: 'aims', state: 'running', acceptedBy: null }]);
    });

    test.each([
      'limit=0',
      `limit=${limits.pageOfList + 1}`,
      'limit=many',
      'after=yesterday',
      'after=W10',
      `after=${'x'.repeat(301)}`,
    ])('with "%s" are a bad question', async (query) => {
      for (const path of ['/cases', '/calls', '/pages'])
        expectProblem(await ask(night, `${path}?${query}`), 400, /limit|after|cursor/);
    });
  });

  test('a case with its timeline, recording, promise, pages and the block for the desk', async () => {
    const whole = answered(await ask(night, '/cases/CS0000001'), schemas.wholeCaseAnswer);
    expect(whole.case).toMatchObject({
      urgency: 'critical',
      state: 'open',
      department: 'Botany',
      callBackNumber: '+16085550142',
    });
    const accepted = 'The case is open; "call" needs a case that is accepted.';
    expect(whole.acts).toMatchObject({ take: null, close: null, call: accepted });
    const refused = await post(night, '/cases/CS0000001/call').send({ by: 'kim' });
    expectProblem(refused, 409, /The case is open; "call" needs a case that is accepted/);
    expectProblem(await post(night, '/cases/CS0999999/call').send({ by: 'kim' }), 404, /no case "CS0999999"/);
    expect(whole.timeline.map(({ text }) => text).join('\n')).toMatch(/Kim Lee is paged by text[\s\S]*Kim Lee is rung/);
    expect(whole.timeline.map(({ at }) => at)).toEqual(whole.timeline.map(({ at }) => at).sort());
    expect(whole.recordings).toMatchObject([{ state: 'kept' }]);
    expect(whole.pages).toMatchObject([{ team: 'aims' }]);
    expect(whole.deskBlock).toBe(
      [
        'Hotline case: CS0000001',
        'Service: DoIT Departmental Support',
        'Category: Service Inquiry',
        'Subcategory: Unclassified',
        `Priority: ${whole.case.priority}`,
        `Opened: ${whole.case.openedAt}`,
        'Department: Botany',
        'Call back: 608-555-0142',
        'Taken by: nobody yet',
        `The caller was told: ${whole.case.expectation ?? 'nothing yet'}`,
        `What was said: ${whole.recordings[0]?.transcript ?? 'no transcript; listen to the recording'}`,
      ].join('\n'),
    );
    const small = answered(await ask(night, '/cases/cs0000001'), schemas.wholeCaseAnswer);
    expect(small.case.number).toBe('CS0000001');
  });

  test('a call with its turns, and a page with its attempts', async () => {
    const calls = answered(await ask(night, '/calls'), schemas.listOf(schemas.callAnswer));
    const call = answered(await ask(night, `/calls/${calls.items[1]?.sid}`), schemas.wholeCallAnswer);
    expect(call.turns.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['answered', 'keys 1', 'recorded', 'ended']),
    );
    expect(call.turns.map(({ at }) => at)).toEqual(call.turns.map(({ at }) => at).sort());
    expect(call.turns[0]?.heard).toMatch(/critical work stoppage/);
    expect(call.case?.number).toBe('CS0000001');
    const pages = answered(await ask(night, '/pages'), schemas.listOf(schemas.pageAnswer));
    const page = answered(await ask(night, `/pages/${pages.items[0]?.id}`), schemas.wholePageAnswer);
    expect(page.attempts).toContainEqual(expect.objectContaining({ kind: 'text', purpose: 'page', person: 'kim' }));
    expect(page.cases).toMatchObject([{ number: 'CS0000001', state: 'waiting' }]);
  });

  test.each([
    ['/cases/CS9999999', /There is no case "CS9999999"/],
    ['/calls/CA0', /There is no call "CA0"/],
    ['/pages/page_0', /There is no page "page_0"/],
    ['/nothing', /There is no GET \/api\/nothing; see \/api\/openapi\.json/],
  ])('%s is not found, and the answer says what is missing', async (path, words) => {
    expectProblem(await ask(night, path), 404, words);
  });

  describe('without its token', () => {
    test.each(routes.map(({ method, path }) => [method, path] as const))(
      '%s %s says who may ask, and nothing else',
      async (method, path) => {
        for (const authorization of [
          '',
          'Bearer ',
          'Bearer wrong',
          night.app.adminToken,
          `Basic ${night.app.adminToken}`,
        ]) {
          const answer = await request(night.app.url)
            [method](`/api${open(path)}`)
            .set('authorization', authorization)
            .send();
          expectProblem(answer, 401, /Authorization: Bearer/);
        }
      },
    );
  });

  describe('a body', () => {
    test('that is too large is refused with the limit', async () => {
      const body = { by: 'Pat', reason: 'x'.repeat(limits.requestBytes) };
      expectProblem(
        await post(night, '/pages/page_0/close').send(body),
        413,
        new RegExp(`${limits.requestBytes} bytes`),
      );
    });

    test('that is not JSON is refused', async () => {
      const answer = await post(night, '/pages/page_0/close').type('application/json').send('{"by": ');
      expectProblem(answer, 400, /not JSON/);
    });

    test.each([
      {},
      { by: 'Pat' },
      { by: '', reason: 'x' },
      { by: 'Pat', reason: 'x', force: true },
      { by: 'Pat', reason: 'x'.repeat(501) },
    ])('that does not fit is refused with the name of what does not: %#', async (body) => {
      expectProblem(await post(night, '/pages/page_0/close').send(body), 400, /by|reason|force/);
    });
  });
});

describe('a page that a human closes', () => {
  afterEach(() => night.close());

  test('is over with its case, and cannot be closed a second time', async () => {
    night = await Night.begin('sqlite');
    await saysCritical(night.phone('caller'));
    await leavesMessage(night, night.phone('caller'), 'This is Ann of Botany.');
    await night.phone('caller').hangsUp();
    await night.phone('kim').getsText(/CS0000001/);
    await night.phone('kim').rings();
    const [page] = await night.pages();
    const close = () =>
      post(night, `/pages/${page?.page.id}/close`).send({ by: 'Pat Moss', reason: 'Ann found the switch.' });
    expect(answered(await close(), z.object({ closed: z.literal(true) }))).toEqual({ closed: true });
    await night.settled();
    await night.phone('kim').getsText(/CS0000001: closed/);
    expectProblem(await close(), 409, /The page is closed; "close" needs a page that is waiting or running/);
    expectProblem(
      await post(night, '/pages/page_0/close').send({ by: 'Pat', reason: 'x' }),
      404,
      /There is no such page/,
    );
    const seen = await night.case('CS0000001');
    expect(seen.case.state).toBe('closed');
    expect(seen.timeline.map(({ text }) => text)).toContain('Closed by Pat Moss: Ann found the switch.');
    await night.ends();
  });
});

describe('openapi.json', () => {
  afterEach(() => night.close());

  test('needs no token, lists every route, and has the names of the schemas that guard them', async () => {
    night = await Night.begin('sqlite');
    const { body } = await request(night.app.url).get('/api/openapi.json').expect(200);
    const described = Object.entries<Record<string, never>>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const all = [...routes, ...nowRoutes({ carrier: 'exchange', demo: null, alarms: [] })];
    expect(described).toEqual(all.map(({ method, path }) => `${method} /api${path.replace(/:(\w+)/, '{$1}')}`));
    const namesOf = (schema: z.ZodType) => Object.keys(schema instanceof z.ZodObject ? schema.shape : {});
    for (const { method, path, query, body: taken, answer } of all) {
      const told = body.paths[`/api${path.replace(/:(\w+)/, '{$1}')}`][method];
      const { content } = told.responses[200];
      if (answer === 'sound') expect(content).toEqual({ 'audio/*': { schema: { type: 'string', format: 'binary' } } });
      else expect(Object.keys(content['application/json'].schema.properties)).toEqual(namesOf(answer));
      const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      const inQuery = query ? namesOf(query) : [];
      expect(told.parameters.map(({ name }: { name: string }) => name)).toEqual([...inPath, ...inQuery]);
      const wanted = told.requestBody?.content['application/json'].schema.properties ?? {};
      expect(Object.keys(wanted)).toEqual(taken ? namesOf(taken) : []);
    }
    const { parameters } = body.paths['/api/on-call'].get;
    expect(parameters.map((one: { name: string; required: boolean }) => [one.name, one.required])).toEqual([
      ['team', true],
      ['at', false],
    ]);
  });
});
