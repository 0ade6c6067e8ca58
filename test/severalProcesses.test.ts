/** Two real services on one PostgreSQL under a crowd of callers, one of them killed half-way: the carrier's log is the judge. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { callAnswer, caseAnswer, pageAnswer, wholeCaseAnswer, wholePageAnswer } from '../src/domain/api.ts';
import { limits } from '../src/domain/limits.ts';
import { type Caller, callers, teamsOf } from './crowd/callers.ts';
import { Town } from './crowd/town.ts';
import { databases } from './databases.ts';

type Call = z.output<typeof callAnswer>;
type WholePage = z.output<typeof wholePageAnswer>;

const onCall = {
  aims: { id: 'kim', name: 'Kim Lee', phone: '+16085550111' },
  ds: { id: 'sam', name: 'Sam Diaz', phone: '+16085550113' },
} as const;
const staff = [onCall.aims.phone, onCall.ds.phone, '+16085550121', '+16085550122'];
/** 33 calls a second, in real time and under the limits of real time. */
const allCallWithinMs = 6_000;

describe.skipIf(!databases.includes('postgres'))('two services on one PostgreSQL', () => {
  let town: Town;

  beforeEach(async () => {
    town = await Town.build(2);
  });

  afterEach(() => town.close());

  test('200 calls at once, one service killed half-way: 200 outcomes, and nothing twice', {
    timeout: 90_000,
  }, async () => {
    let killed = Promise.resolve();
    const crowd = town.crowd.calls(allCallWithinMs, () => {
      killed = town.services.killOne();
    });
    await town.hurriesUntil(crowd, () => town.crowd.haveAllCalled);
    await killed;
    await nothingIsUnderWay(town);
    expect(town.crowd.atOnce).toBe(200);
    eachServiceTookAnything(town);
    everyPhoneWasAnsweredInTime(town);
    const calls = await town.services.list('/calls', callAnswer);
    everyCallHasItsOutcome(calls);
    await everyCallHasItsCase(town, calls);
    everyCriticalCaseIsPaged(await pagesOf(town), calls);
    await everybodyOnCallIsTold(town, calls);
    await isAccepted(town);
    await isSilent(town);
    await nothingWasMadeTwice(town);
    expect(town.exchange.violations).toEqual([]);
    expect(town.exchange.ranOffEnd).toEqual([]);
    // Not even a deadlock, which another try would have mended.
    expect(town.services.lines.filter((line) => !/an attempt has an unknown outcome/.test(line))).toEqual([]);
  });
});

async function pagesOf(town: Town): Promise<WholePage[]> {
  const list = await town.services.list('/pages', pageAnswer);
  return Promise.all(list.map(({ id }) => town.services.get(`/pages/${id}`, wholePageAnswer)));
}

/** Attempts by state, as the monitoring sees them. */
async function attemptsNow(town: Town): Promise<string[]> {
  const text = await town.services.metrics();
  return text.split('\n').filter((line) => line.startsWith('nightdesk_attempts{'));
}

/** No row waits, is being sent or has an unknown outcome; what the killed service had in hand has been found out. */
async function nothingIsUnderWay(town: Town): Promise<void> {
  const isQuiet = async () => !(await attemptsNow(town)).some((line) => /state="(waiting|sending|unknown)"/.test(line));
  await town.passes(60);
  await town.until(isQuiet, 600, 'no attempt is under way');
}

/** A leg belongs to no process: of many calls some turns went to the one and some to the other. */
function eachServiceTookAnything(town: Town): void {
  const servedBy = new Map<string, Set<string>>();
  for (const { path, by } of town.balancer.passed) {
    const leg = /^\/voice\/legs\/(\w+)\//.exec(path)?.[1];
    if (leg) servedBy.set(leg, (servedBy.get(leg) ?? new Set()).add(by));
  }
  expect([...servedBy.values()].filter((by) => by.size === 2).length).toBeGreaterThan(10);
  // What the killed one did not answer went to the other.
  expect(town.balancer.passed.filter(({ inVain }) => inVain.length > 0).length).toBeGreaterThan(0);
}

/** What the balancer did again included. */
function everyPhoneWasAnsweredInTime(town: Town): void {
  const voice = town.balancer.passed.filter(({ path }) => path.startsWith('/voice'));
  const slowest = Math.max(...voice.map(({ tookMs }) => tookMs));
  if (process.env.NIGHTDESK_TEST_FIGURES) {
    const took = voice.map(({ tookMs }) => Math.round(tookMs)).sort((a, b) => a - b);
    const [p50, p99] = [0.5, 0.99].map((part) => took[Math.floor(took.length * part)]);
    console.info(`${took.length} voice requests: p50 ${p50} ms, p99 ${p99} ms, slowest ${Math.round(slowest)} ms`);
  }
  expect(slowest).toBeLessThan(limits.answerMilliseconds);
}

function callerOf(call: Call): Caller {
  const found = callers.find(({ number }) => number === call.number);
  if (!found) throw new Error(`Nobody called from ${call.number}`);
  return found;
}

function everyCallHasItsOutcome(calls: readonly Call[]): void {
  expect(calls.map(({ number }) => number).sort()).toEqual(callers.map(({ number }) => number).sort());
  const wrong = calls.filter((call) => {
    const isRoutine = callerOf(call).does === 'saysRoutineAndLeaves';
    return call.outcome !== (isRoutine ? 'routine case' : 'paged with case');
  });
  expect(wrong).toEqual([]);
}

async function everyCallHasItsCase(town: Town, calls: readonly Call[]): Promise<void> {
  const cases = await town.services.list('/cases', caseAnswer);
  const byCall = calls.map((call) => {
    const urgency = callerOf(call).does === 'saysRoutineAndLeaves' ? 'routine' : 'critical';
    return `${call.caseNumber} ${urgency} of ${call.number}`;
  });
  expect(new Set(calls.map((call) => call.caseNumber)).size).toBe(callers.length);
  expect(cases.map((one) => `${one.number} ${one.urgency} of ${one.callBackNumber}`).sort()).toEqual(byCall.sort());
}

function everyCriticalCaseIsPaged(pages: readonly WholePage[], calls: readonly Call[]): void {
  // One that lost its only case, before another came, is over; the team's next case begins another.
  const going = pages.filter(({ page }) => page.state !== 'withdrawn');
  expect(going.map(({ page }) => page.team).sort()).toEqual(['aims', 'ds']);
  for (const call of calls) {
    const caller = callerOf(call);
    const teams = pages.flatMap(({ page, cases }) =>
      cases.filter((row) => row.number === call.caseNumber && row.state === 'waiting').map(() => page.team),
    );
    const what = `${call.number} ${caller.does} ${caller.teamKey}: on the pages of ${teams}`;
    if (caller.does === 'saysRoutineAndLeaves') expect(teams, what).toEqual([]);
    else if (caller.known !== null) expect(teams, what).toEqual([caller.known]);
    // A page that had told somebody of the case before its team was chosen keeps it.
    else expect(teams, what).toEqual(expect.arrayContaining(teamsOf(caller)));
  }
}

async function everybodyOnCallIsTold(town: Town, calls: readonly Call[]): Promise<void> {
  for (const { phone } of Object.values(onCall))
    expect(
      town.exchange
        .phone(phone)
        .texts.map(({ body }) => body)
        .join(),
    ).toMatch(/critical/);
  for (const call of calls) {
    const caller = callerOf(call);
    const { timeline, recordings } = await town.services.get(`/cases/${call.caseNumber}`, wholeCaseAnswer);
    const lines = timeline.map(({ text }) => text);
    expect(lines.filter((line) => line.startsWith('The call ended: '))).toHaveLength(1);
    expect(recordings).toHaveLength(caller.does === 'leavesMessageAndHolds' ? 1 : 0);
    if (caller.does === 'saysRoutineAndLeaves') continue;
    for (const team of teamsOf(caller))
      expect(lines).toContainEqual(expect.stringContaining(`${onCall[team].name} is paged by text`));
  }
}

/** Whoever is on call answers the newest text with its code, until nothing is left to accept. */
async function isAccepted(town: Town): Promise<void> {
  for (const { phone } of Object.values(onCall)) {
    const page = town.exchange.phone(phone).texts.findLast(({ body }) => /Reply \d\d to accept/.test(body));
    town.exchange.phone(phone).text(town.hotline, /Reply (\d\d)/.exec(page?.body ?? '')?.[1] ?? '');
  }
  await town.passes(30);
  await nothingIsUnderWay(town);
  const pages = await pagesOf(town);
  expect(pages.map(({ page }) => [page.team, page.state, page.acceptedBy]).sort()).toEqual([
    ['aims', 'accepted', 'kim'],
    ['ds', 'accepted', 'sam'],
  ]);
  const cases = await town.services.list('/cases', caseAnswer);
  const untaken = cases.filter((one) => one.urgency === 'critical' && one.takenBy === null);
  expect(untaken).toEqual([]);
  // They speak with everybody and say so, or their promises would wake them.
  for (const { phone } of Object.values(onCall)) {
    const page = town.exchange.phone(phone).texts.findLast(({ body }) => /Reply \d\d to accept/.test(body));
    town.exchange.phone(phone).text(town.hotline, `done ${/Reply (\d\d)/.exec(page?.body ?? '')?.[1] ?? ''}`);
  }
  await town.passes(30);
  await nothingIsUnderWay(town);
}

/** Hours later nobody has been rung or texted again. */
async function isSilent(town: Town): Promise<void> {
  const heard = () =>
    staff.map((phone) => [town.exchange.phone(phone).rings.length, town.exchange.phone(phone).texts.length]);
  const before = heard();
  await town.passes(6 * 3_600, 600);
  expect(heard()).toEqual(before);
}

/** Every attempt that we count as made is at the carrier, and each was asked of it once. */
async function nothingWasMadeTwice(town: Town): Promise<void> {
  const twice = town.made.filter((callback, i) => town.made.indexOf(callback) !== i);
  expect(twice).toEqual([]);
  const made = town.made.map((callback) => /\/outbox\/(\w+)\/status$/.exec(callback)?.[1]);
  for (const { attempts } of await pagesOf(town))
    for (const { id, kind, state } of attempts)
      if (kind !== 'cancel' && (state === 'sent' || state === 'done')) expect(made).toContain(id);
}
