/** The list of cases and what a person does with one, as scripts and the page ask for it. */
import type { Response } from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listOf, wholeCaseAnswer } from '../src/domain/api.ts';
import { listedCaseAnswer } from '../src/domain/caseApi.ts';
import { nowAnswer } from '../src/domain/nowApi.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { signedIn } from './browser.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { leavesCritical, leavesMessage, saysCritical } from './night/sayings.ts';
import { story } from './night/story.ts';

const list = listOf(listedCaseAnswer);
let night: Night;

/** CS0000001: critical, taken by Kim. CS0000002: routine, a minute later. CS0000003: critical of DS, nobody has it, no recording. */
async function aNightWithThreeCases(kind: (typeof databases)[number]): Promise<Night> {
  const begun = await Night.begin(kind);
  const [caller, stranger, geographer] = [begun.phone('caller'), begun.phone('stranger'), begun.phone('geographer')];
  await saysCritical(caller);
  await leavesMessage(begun, caller, 'This is Ann of Botany. bot12 is 100% dead.');
  await caller.hangsUp();
  await begun.api('/cases/CS0000001/take', { by: 'kim' });
  await begun.passes(60);
  await stranger.dials();
  await stranger.presses('2');
  await leavesMessage(begun, stranger, 'This is Bo of Physics. My second SCREEN has been flickering since noon.');
  await stranger.hangsUp();
  await begun.passes(60);
  await saysCritical(geographer);
  await geographer.hangsUp();
  await begun.passes(60);
  return begun;
}

describe.each(databases)('the cases on %s', (kind) => {
  beforeAll(async () => {
    night = await aNightWithThreeCases(kind);
  });

  afterAll(() => night.close());

  const numbers = async (query: string) =>
    answered(await ask(night, `/cases?${query}`), list).items.map((one) => Number(one.number.slice(2)));

  test('in the list carry their promise, whoever has them by name, and whether there is something to hear', async () => {
    const { items } = answered(await ask(night, '/cases'), list);
    expect(items).toMatchObject([
      { number: 'CS0000003', takenByName: null, recording: null, promise: null },
      { number: 'CS0000002', takenByName: null, recording: 'kept', promise: null },
      { number: 'CS0000001', takenBy: 'kim', takenByName: 'Kim Lee', recording: 'kept', promise: { state: 'open' } },
    ]);
    const whole = answered(await ask(night, '/cases/CS0000001'), wholeCaseAnswer);
    expect(items[2]?.promise?.dueAt).toBe(whole.promise?.dueAt);
  });

  test.each([
    ['', [3, 2, 1]],
    ['state=open', [3, 2]],
    ['state=accepted', [1]],
    ['state=closed', []],
    ['urgency=routine', [2]],
    ['urgency=critical&state=open', [3]],
    ['priority=P1', []],
    ['team=ds', [3]],
    ['takenBy=kim', [1]],
    ['takenBy=pat', []],
    ['search=cs0000002', [2]],
    ['search=0003', [3]],
    ['search=botany', [1]],
    ['search=BOT12', [1]],
    ['search=screen', [2]],
    ['search=100%25', [1]],
    ['search=100_', []],
    ['search=608-555-0142', [1]],
    ['search=%28608%29+555', [3, 2, 1]],
    ['search=%20%20screen%20', [2]],
    ['search=screen&state=accepted', []],
    ["search='%3B+DROP+TABLE+cases%3B--", []],
    ['search=%00screen', [2]],
    ['search=--', []],
  ])('with "%s" are %j', async (query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });

  test('are found by when they were opened: from an instant, up to another one', async () => {
    const { items } = answered(await ask(night, '/cases'), list);
    const opened = encodeURIComponent(items[1]?.openedAt ?? '');
    expect(await numbers(`from=${opened}`)).toEqual([3, 2]);
    expect(await numbers(`to=${opened}`)).toEqual([1]);
    expect(await numbers(`from=${opened}&to=${opened}`)).toEqual([]);
  });

  test('that are searched for go on where the cursor says', async () => {
    const first = answered(await ask(night, '/cases?search=608-555&limit=2'), list);
    expect(first.items.map((one) => one.number)).toEqual(['CS0000003', 'CS0000002']);
    const rest = answered(await ask(night, `/cases?search=608-555&limit=2&after=${first.next}`), list);
    expect(rest).toMatchObject({ items: [{ number: 'CS0000001' }], next: null });
  });

  test.each([
    'state=lost',
    'urgency=very',
    'priority=P5',
    'team=',
    `team=${'x'.repeat(41)}`,
    'search=x',
    `search=${'x'.repeat(81)}`,
    'search=a&search=b',
    'from=yesterday',
    'to=2026-11-21',
  ])('with "%s" are a bad question', async (query) => {
    expectProblem(await ask(night, `/cases?${query}`), 400, /^(state|urgency|priority|team|search|from|to): /);
  });

  test('are not found by what a viewer may not read: numbers to call back, and what was said', async () => {
    const viewer = await signedIn(night, 'viewer');
    const seen = async (query: string) => list.parse((await viewer.get(`/api/cases?${query}`)).body).items;
    for (const query of ['search=608-555-0142', 'search=bot12']) expect(await seen(query)).toEqual([]);
    expect(await seen('search=botany')).toMatchObject([{ number: 'CS0000001', callBackNumber: null }]);
    const technician = await signedIn(night, 'technician', { person: 'kim' });
    const found = list.parse((await technician.get('/api/cases?search=608-555-0142')).body).items;
    expect(found).toMatchObject([{ number: 'CS0000001', callBackNumber: '+16085550142' }]);
  });

  test('one by one have the names of everybody, what was tried, and the call', async () => {
    const whole = answered(await ask(night, '/cases/CS0000001'), wholeCaseAnswer);
    expect(whole.names).toMatchObject({ kim: 'Kim Lee' });
    expect(whole.attempts).toContainEqual(
      expect.objectContaining({ kind: 'text', purpose: 'page', person: 'kim', page: whole.pages[0]?.id }),
    );
    expect(whole.calls).toMatchObject([
      { caseNumber: 'CS0000001', number: '+16085550142', outcome: 'paged with case' },
    ]);
    expect(whole.calls[0]?.sid).toMatch(/^CA/);
    expect(whole.calls[0]?.endedAt).not.toBeNull();
  });

  test('are closed with a reason, once, and by somebody', async () => {
    const close = (number: string, body: object): PromiseLike<Response> =>
      post(night, `/cases/${number}/close`).send(body);
    expectProblem(await close('CS0000009', { by: 'Pat Moss', reason: 'x' }), 404, /no case "CS0000009"/);
    for (const body of [{ by: 'Pat Moss' }, { by: '', reason: 'x' }, { by: 'Pat Moss', reason: 'x'.repeat(501) }])
      expectProblem(await close('CS0000002', body), 400, /by|reason/);
    expect((await close('cs0000002', { by: 'Pat Moss', reason: 'A new cable.' })).body).toEqual({ closed: true });
    expectProblem(await close('CS0000002', { by: 'Pat Moss', reason: 'x' }), 409, /is closed; "close" needs/);
    const whole = answered(await ask(night, '/cases/CS0000002'), wholeCaseAnswer);
    expect(whole.case.state).toBe('closed');
    expect(whole.timeline.at(-1)?.text).toBe('Closed by Pat Moss: A new cable.');
    expect(whole.acts.close).toMatch(/The case is closed/);
  });
});

describe.each(databases)('a technician on %s', (kind) => {
  afterEach(() => night.close());

  test('closes the case that they have, and none that nobody has; a lead closes any', async () => {
    night = await aNightWithThreeCases(kind);
    const closes = async (role: 'technician' | 'lead', person: string, number: string) =>
      (await signedIn(night, role, { person }))
        .change('post', `/api/cases/${number}/close`)
        .send({ reason: 'Solved.' });
    for (const [person, number] of [
      ['kim', 'CS0000002'],
      ['alex', 'CS0000001'],
    ] as const)
      expectProblem(await closes('technician', person, number), 403, /Only a lead closes a case/);
    expect((await closes('technician', 'kim', 'CS0000001')).body).toEqual({ closed: true });
    expect((await closes('lead', 'pat', 'CS0000003')).body).toEqual({ closed: true });
    expect((await night.case('CS0000001')).timeline.at(-1)?.text).toBe('Closed by Kim Lee: Solved.');
  });
});

story('a case of two teams is closed by a person: no page goes on, and whoever was woken is told', async (scene) => {
  const { stranger, kim, sam } = scene;
  await saysCritical(stranger);
  await stranger.hangsUp();
  for (const one of [kim, sam]) await one.getsText(/CS0000001/);
  const close = { by: 'Pat Moss', reason: 'A known outage.' };
  expect((await scene.night.api('/cases/CS0000001/close', close)).status).toBe(200);
  await scene.night.settled();
  for (const one of [kim, sam]) {
    await one.getsText(/CS0000001: closed/);
    one.namesRings();
  }
  expect((await scene.night.pages()).map(({ page }) => page.state)).toEqual(['closed', 'closed']);
});

story('a case that somebody has is closed by another one: they are told, and nobody is reminded', async (scene) => {
  const { night, caller, kim } = scene;
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await kim.getsText(/CS0000001/);
  kim.namesRings();
  expect((await night.api('/cases/CS0000001/take', { by: 'kim' })).status).toBe(200);
  await kim.getsText(/given a case by A script/);
  await kim.rings();
  await caller.getsText(/Kim Lee/);
  const promises = async () => nowAnswer.parse((await night.api('/now')).json).promises;
  expect(await promises()).toMatchObject([{ caseNumber: 'CS0000001', state: 'open' }]);
  const closed = await night.api('/cases/CS0000001/close', { by: 'Pat Moss', reason: 'Ann found the switch.' });
  expect(closed.status).toBe(200);
  await night.settled();
  await kim.getsText(/CS0000001: closed/);
  expect((await night.case('CS0000001')).case.state).toBe('closed');
  expect(await promises()).toEqual([]);
});
