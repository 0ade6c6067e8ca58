/** A call that nobody makes: its words and whom it would wake are those of a real one, and it leaves no trace. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import { wholeCallAnswer } from '../src/domain/api.ts';
import { type FactCatalogue, factCatalogues, flowNames, isFlowName } from '../src/domain/facts.ts';
import { flowAnswer, flowsAnswer, tryAnswer, type tryBody } from '../src/domain/flowApi.ts';
import { flowLimits } from '../src/domain/flowLimits.ts';
import { runScenario } from '../src/flow/runScenario.ts';
import { scenariosSchema } from '../src/flow/scenarioSchema.ts';
import { dumpRows, type Piece } from '../src/store/dumpRows.ts';
import { forgetPersonFact, notePersonFact } from '../src/store/write/peopleFacts.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { signedIn } from './browser.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { leavesMessage } from './night/sayings.ts';

type Tried = z.output<typeof tryAnswer>;
type Wish = z.input<typeof tryBody>;
let night: Night;

async function tries(body: Wish): Promise<Tried> {
  return answered(await post(night, '/flows/try').send(body), tryAnswer);
}

const caller = '+16085550142';
const stranger = '+16085550150';
const asCritical: Wish['turns'] = [{ press: '1' }, { press: '1' }, { record: 20 }];
const ended = (turns: Wish['turns']): Wish['turns'] => [...(turns ?? []), 'hangUp'];
const last = ({ turns }: Tried) => turns.at(-1);
const woken = (tried: Tried) =>
  tried.woken.map((one) => `${one.afterSeconds} ${one.way} ${one.person.id} (${one.team})`);

/** Everything that the database holds, save who is signed in and who reads the files. */
async function everyRow(): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const place = { url: night.config().databaseUrl, schema: night.schema };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  for await (const piece of dumpRows(place, log)) pieces.push(piece);
  return pieces;
}

/** What the scenarios of a try say that does not hold. */
function wrongIn({ scenarios }: Tried): string[] {
  return scenarios.flatMap(({ flow, text }) => {
    if (!isFlowName(flow)) throw new Error(flow);
    const catalogue: FactCatalogue = factCatalogues[flow];
    const { flow: inForce } = night.app.context.inForce.flows[flow];
    return scenariosSchema.parse(parse(text)).flatMap((scenario) => runScenario(inForce, catalogue, scenario));
  });
}

describe.each(databases)('a try on %s', (kind) => {
  beforeAll(async () => {
    night = await Night.begin(kind);
  });
  afterAll(() => night.close());

  test('leaves no row, no line of the log, and no ring', async () => {
    const before = await everyRow();
    const revision = await night.app.context.store.changes.current();
    const lines = night.lines.length;
    const tried = await tries({ from: caller, turns: [...(asCritical ?? []), 'hold', 'hold', 'hold', { press: '*' }] });
    expect(last(tried)).toMatchObject({ step: 'searching', awaits: 'hangUp' });
    expect(tried.woken.length).toBeGreaterThan(3);
    // The phone rings for 25 seconds in vain.
    expect(tried.turns[4]?.hears).toMatch(/^We are calling Kim Lee now\./);
    expect(tried.turns[6]?.hears).toBe('Nobody has taken your case yet. We keep trying.');
    expect(tried.turns[1]?.through.map(({ step }) => step)).toEqual([
      'critical',
      'paged',
      'again',
      'whichTeam',
      'callBack',
      'numberConfirm',
    ]);
    await tries({ from: null, turns: [{ press: '9' }, { press: '9' }, { record: 5, endsBy: 'hangUp' }] });
    await night.settled();
    expect(before.filter(({ kind: of }) => of === 'row').length).toBeGreaterThan(5);
    expect(await everyRow()).toEqual(before);
    expect(await night.app.context.store.changes.current()).toBe(revision);
    expect(night.lines.slice(lines)).toEqual([]);
    for (const phone of Object.values(night.phones)) expect(phone.unnamed()).toEqual([]);
  });

  test('begins at any instant, with the hours and the rota of that one', async () => {
    const day = await tries({ at: '2026-11-23T11:00:00-06:00', from: caller, turns: ['hold', 'hold', 'silence'] });
    expect(day.turns.map(({ step }) => step)).toEqual(['deskHold', 'deskHold', 'deskHold', 'urgency']);
    expect(day.turns[1]?.hears).toBe('We are calling the help desk for you. To go on without it, press star.');
    expect(day.sends).toMatchObject([{ way: 'ring', to: 'the help desk', for: 'desk' }]);
    const turns = ended(asCritical);
    const ds = '+16085550143';
    const [now, later] = [
      await tries({ from: ds, turns }),
      await tries({ at: '2026-12-15T19:00:00-06:00', from: ds, turns }),
    ];
    expect(now.turns[0]?.hears).toMatch(/closed now/);
    expect(later.woken[0]?.person.id).toBe('sam');
    for (const at of ['2026-09-01T00:00:00Z', '2028-09-01T00:00:00Z'])
      expectProblem(await post(night, '/flows/try').send({ at }), 400, /^at: the rotas are worked out/);
  });

  test('goes the way of whoever calls', async () => {
    expect(last(await tries({ from: '608-555-0111' }))).toMatchObject({ flow: 'staff' });
    const existing = last(await tries({ from: caller, turns: [{ press: '4' }, { press: '42' }] }));
    expect(existing?.through.map(({ flow, step }) => `${flow} ${step}`).slice(0, 2)).toEqual([
      'hotline existing',
      `existing ${night.app.context.inForce.flows.existing.flow.first}`,
    ]);
    const withheld = await tries({ from: null, turns: [{ press: '1' }, { press: '2' }] });
    expect(withheld.from).toBeNull();
    expect(last(withheld)).toMatchObject({ step: 'numberAsk' });
    expectProblem(await post(night, '/flows/try').send({ from: 'Kim' }), 400, /^from: "Kim" is no telephone number/);
  });

  test('of a caller who cannot be reached wakes nobody, and the lead is told', async () => {
    const gone = await tries({ from: null, turns: [{ press: '1' }, { press: '1' }, 'hangUp'] });
    expect(gone).toMatchObject({ over: true, case: { urgency: 'critical' }, woken: [] });
    expect(gone.sends.some((one) => one.way === 'text' && one.for === 'alarm')).toBe(true);
  });

  test('of a caller who does not know the team rings leadership, and then both teams', async () => {
    const tried = await tries({
      from: stranger,
      turns: [{ press: '1' }, { press: '0' }, { press: '1' }, { record: 9 }],
    });
    const asked = tried.sends.filter((one) => one.for === 'choice');
    expect(asked.map(({ to }) => to)).toEqual(['Pat Moss', 'Robin Hale', 'Pat Moss', 'Robin Hale']);
    expect([...new Set(tried.woken.map(({ team }) => team))].sort()).toEqual(['aims', 'ds']);
    const asksAt = tried.turns[2]?.afterSeconds ?? 0;
    expect(tried.woken[0]?.afterSeconds).toBe(asksAt + 300);
  });

  test('of a major incident wakes the leads together with whoever is on call', async () => {
    const tried = await tries({ from: caller, turns: [{ press: '9' }, { press: '9' }, { record: 9 }] });
    const first = tried.woken[0]?.afterSeconds;
    const atOnce = tried.woken.filter(({ afterSeconds }) => afterSeconds === first).map(({ person }) => person.id);
    expect(new Set(atOnce)).toEqual(new Set(['kim', 'pat', 'sam', 'robin']));
  });

  test('that is not over says what would happen if nothing more did', async () => {
    const tried = await tries({ from: caller, turns: [{ press: '1' }] });
    expect(tried).toMatchObject({ over: false, outcome: null });
    expect(tried.woken[0]?.afterSeconds).toBe((last(tried)?.afterSeconds ?? 0) + 120);
  });

  test.each<[string, Wish]>([
    ['critical, to the end of the hold', { from: caller, turns: [...(asCritical ?? []), 'hold', 'hold', 'silence'] }],
    [
      'a number that is keyed',
      { from: null, turns: [{ press: '1' }, { press: '2' }, { press: '6085550150' }, 'silence'] },
    ],
    ['an existing case', { from: caller, turns: [{ press: '4' }, { press: '42' }, { press: '1' }] }],
    ['words, and none', { from: stranger, turns: [{ say: 'no' }, { say: 'it is urgent' }, 'silence', 'silence'] }],
    [
      'silence to the end',
      { from: stranger, turns: ['silence', 'silence', 'silence', { record: 8, endsBy: 'silence' }] },
    ],
    [
      'a password by day',
      { at: '2026-11-23T11:00:00-06:00', from: stranger, turns: ['silence', { press: '3' }, 'talk'] },
    ],
    ['the desk, which answers', { at: '2026-11-23T11:00:00-06:00', from: stranger, turns: ['hold', 'talk', 'hangUp'] }],
    ['somebody of the directory', { from: '+16085550111', turns: [{ press: '1' }, 'silence', 'silence'] }],
  ])('is a scenario that holds as it is: %s', async (_what, wish) => {
    const tried = await tries(wish);
    expect(wrongIn(tried)).toEqual([]);
    const written = tried.scenarios.flatMap(({ text }) => scenariosSchema.parse(parse(text))[0]?.turns ?? []);
    expect(written.length).toBeGreaterThanOrEqual(Math.min(tried.turns.length, 3));
    expect(tried.scenarios.every(({ flow, file }) => file === `flows/${flow}.scenarios.yaml`)).toBe(true);
    // Nobody's number gets into a file.
    for (const { text } of tried.scenarios) expect(text).not.toMatch(/6 0 8, 5 5 5, 0 1 4 3|Pat Moss is/);
  });

  test('is a scenario that holds, whatever the caller does', async () => {
    const turn = fc.oneof(
      fc.constantFrom('silence' as const, 'hold' as const, 'talk' as const),
      fc.record({ press: fc.constantFrom(...'012349*#', '6085550150') }),
      fc.record({ say: fc.constantFrom('help', 'no', 'what?') }),
      fc.record({
        record: fc.constant(7),
        endsBy: fc.constantFrom('key' as const, 'silence' as const, 'hangUp' as const),
      }),
    );
    const at = fc.constantFrom('2026-11-21T08:00:00Z', '2026-11-23T17:00:00Z');
    const from = fc.constantFrom(null, caller, stranger, '+16085550111');
    const wish = fc.record({ at, from, turns: fc.array(turn, { maxLength: 12, size: 'max' }) });
    await fc.assert(
      fc.asyncProperty(wish, async (one) => {
        expect(wrongIn(await tries(one))).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test.each<[string, object, RegExp]>([
    ['more turns', { turns: Array<string>(flowLimits.triedTurns + 1).fill('hold') }, /^turns: /],
    ['longer words', { turns: [{ say: 'x'.repeat(flowLimits.triedCharacters + 1) }] }, /^turns\.0/],
    ['more keys', { turns: [{ press: '1'.repeat(flowLimits.triedKeys + 1) }] }, /^turns\.0/],
    ['a longer recording', { turns: [{ record: 1000 }] }, /^turns\.0/],
    ['something else', { turns: ['sing'] }, /must be silence, hold, talk, hangUp/],
  ])('with %s is refused', async (_what, body, words) => {
    expectProblem(await post(night, '/flows/try').send(body), 400, words);
  });

  test('waits its turn: only a few run at a time', async () => {
    const asked = Array.from({ length: flowLimits.triesAtOnce + 3 }, () => post(night, '/flows/try').send({}));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(flowLimits.triesAtOnce);
    expect(statuses).toContain(429);
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
    expect((await post(night, '/flows/try').send({})).status).toBe(200);
  });

  test('hears the notice that is set for that instant, and passes over numbers that have refused us', async () => {
    const notice = { text: 'The mail is down', until: '2026-11-21T12:00:00Z', by: 'Pat Moss' };
    expect((await post(night, '/notices').send(notice)).status).toBe(200);
    const number = '+16085550111';
    const refusal = { address: number, fact: 'textsRefused', since: night.clock.now(), detail: null } as const;
    await night.app.context.store.transact((tx) => notePersonFact(tx, refusal));
    const [now, later] = [await tries({ from: caller }), await tries({ from: caller, at: '2026-11-21T13:00:00Z' })];
    expect(now.turns[0]?.hears).toContain('The mail is down. If that is what you call about, just hang up.');
    expect(later.turns[0]?.hears).not.toContain('The mail is down');
    const tried = await tries({ from: caller, turns: ended([{ press: '1' }, { press: '1' }]) });
    expect(tried.notes.map(({ text }) => text)).toContain('Kim Lee is not texted: the number has refused our texts.');
    expect(tried.woken[0]).toMatchObject({ way: 'ring', person: { id: 'kim' } });
    await night.app.context.store.transact((tx) => forgetPersonFact(tx, number, 'textsRefused'));
    const [set] = (await ask(night, '/notices')).body.items;
    expect((await post(night, `/notices/${set.id}/end`).send({ by: 'Pat Moss' })).status).toBe(200);
  });

  test('of somebody who is signed in is no change, and is asked from our page alone', async () => {
    const viewer = await signedIn(night, 'viewer', { name: 'Robin Hale', person: 'robin' });
    const tried = await viewer.change('post', '/api/flows/try').send({ from: caller, turns: [{ press: '1' }] });
    expect(tried.status, tried.text).toBe(200);
    viewer.csrf = 'forged';
    expect((await viewer.change('post', '/api/flows/try').send({})).status).toBe(403);
    const { items } = (await ask(night, '/audit')).body;
    expect(
      items.filter(({ act, status }: { act: string; status: number }) => /try/.test(act) && status === 200),
    ).toEqual([]);
  });

  test('is told what a real call is told, and foretells whom it wakes', async () => {
    const turns: Wish['turns'] = [{ press: '1' }, { press: '1' }, { record: 20, endsBy: 'hangUp' }];
    const tried = await tries({ from: caller, turns });
    const phone = night.phone('caller');
    await phone.dials();
    await phone.presses('1');
    await phone.presses('1');
    await leavesMessage(night, phone, 'bot12 is dead.');
    const list: { items: { sid: string }[] } = (await night.api('/calls')).json;
    const call = answered(await ask(night, `/calls/${list.items[0]?.sid}`), wholeCallAnswer);
    expect(call.turns.slice(0, 3).map(({ heard }) => heard)).toEqual(tried.turns.slice(0, 3).map(({ hears }) => hears));
    await phone.hangsUp();
    await night.passes(305);
    const pages: { items: { id: string }[] } = (await night.api('/pages')).json;
    const page: { attempts: { kind: string; purpose: string; person: string; createdAt: string }[] } = (
      await night.api(`/pages/${pages.items[0]?.id}`)
    ).json;
    const done = page.attempts.filter((one) => one.purpose === 'page' && one.kind !== 'cancel');
    const first = Math.min(...done.map(({ createdAt }) => Date.parse(createdAt)));
    const begins = tried.woken[0]?.afterSeconds ?? 0;
    expect(done.map((one) => `${(Date.parse(one.createdAt) - first) / 1000} ${one.kind} ${one.person}`).sort()).toEqual(
      tried.woken.map((one) => `${one.afterSeconds - begins} ${one.way} ${one.person.id}`).sort(),
    );
    expect(woken(tried)[0]).toMatch(/kim \(aims\)/);
  });

  test('of a caller whose case is open begins anew, as if there were none', async () => {
    expect((await tries({ from: caller })).turns[0]).toMatchObject({ flow: 'hotline' });
  });
});

describe('the flows in force', () => {
  beforeAll(async () => {
    night = await Night.begin('sqlite');
  });
  afterAll(() => night.close());

  test('are listed with their hashes', async () => {
    const { items } = answered(await ask(night, '/flows'), flowsAnswer);
    expect(items.map(({ name }) => name)).toEqual([...flowNames]);
    for (const { name, hash } of items) {
      if (isFlowName(name)) expect(hash).toBe(night.app.context.inForce.flows[name].hash);
    }
  });

  test.each(flowNames)('%s: every way leads to a step of it', async (name) => {
    const { first, steps } = answered(await ask(night, `/flows/${name}`), flowAnswer);
    const names = new Set(steps.map((step) => step.name));
    expect(names.has(first)).toBe(true);
    for (const step of steps) for (const { to } of step.ways) expect(names.has(to)).toBe(true);
    expect([...names]).toEqual(Object.keys(night.app.context.inForce.flows[name].flow.steps));
  });

  test('tell of a step its words, its keys, what it looks at, and what it commits', async () => {
    const { steps } = answered(await ask(night, '/flows/hotline'), flowAnswer);
    const of = (name: string) => steps.find((step) => step.name === name);
    expect(of('team')).toMatchObject({ kind: 'ask', onHangUp: ['The page goes out now.'] });
    expect(of('team')?.ways).toContainEqual({ to: 'teamAims', label: 'press 1', byPerson: true });
    expect(of('paged')?.commits[0]).toBe('A case is opened: critical.');
    expect(of('desk')?.fact).toEqual({ name: 'deskOpen', about: 'is the help desk open now' });
    expect(of('existing')).toMatchObject({ kind: 'continueIn', continuesIn: 'existing', ways: [] });
    expectProblem(await ask(night, '/flows/none'), 404, /There is no flow "none"/);
  });
});
