/** One cell of the crash table: a critical call, a death, a new start, and what the carrier has then created. */
import type { CrashNight, Created } from './crashNight.ts';

export interface Plan {
  /** The point at which the service dies, counted from the key; null when a timer kills it, or nothing does. */
  dieAt: string | null;
  /** The point at which the next process dies as well, counted from its start. */
  dieAgainAt: string | null;
  /** When a timer kills it, in real milliseconds from the dialling. */
  killAfterMs: number | null;
  /** How long nobody serves. */
  downSeconds: number;
}

export interface Verdict {
  /** Where processes died, in order: points, or `killed` by the timer. Empty when the point was never passed. */
  deaths: string[];
  /** The caller was cut off before anything was kept, and called again. */
  calledAgain: boolean;
  /** What the technician did not get within the time: ring, text. */
  lost: string[];
  /** Attempts that the carrier has created more than once. */
  doubled: number;
  /** The last process's alarms and errors. */
  complaints: string;
  /** The points that the last process has passed. */
  points: string[];
  /** How long the call took, in real milliseconds. */
  callMs: number;
}

/** From a new start to the judgement. */
const judgedAfterSeconds = 90;
/** A page that nobody brings forward begins this long after its commit. */
const deadManSeconds = 120;

interface OpenPage {
  id: string;
  state: string;
}

interface CriticalCall {
  /** When the key was pressed; null when it came to none. */
  pressedAt: number | null;
  /** The caller heard the words that follow the key. */
  answered: boolean;
}

/** Plays one cell, judges it by what the carrier has created, and clears the night for the next. */
export async function playCell(night: CrashNight, plan: Plan): Promise<Verdict> {
  const from = night.created.length;
  const deaths: string[] = [];
  const beganMs = performance.now();
  const call = await callsCritical(night, plan);
  const callMs = performance.now() - beganMs;
  const calledAgain = night.isDead && (await comesBack(night, plan, deaths, call));
  const points = await night.points();
  const attempts = night.created.slice(from).filter(isForTechnician(night));
  const lost = ['ring', 'text'].filter((kind) => !attempts.some((one) => one.kind === kind));
  const complaints = night.complaints();
  await clears(night);
  const doubled = doublesOf(night.created.slice(from));
  return { deaths, calledAgain, lost, doubled, complaints, points, callMs };
}

/** The service died where it was to die, as often as it was to. */
export function hasMet({ plan, verdict }: { plan: Plan; verdict: Verdict }): boolean {
  return verdict.deaths.length === (plan.dieAgainAt === null ? 1 : 2);
}

/** Dials, presses 1, hears what follows, hangs up; a minute passes. Ends as soon as the service is dead. */
async function callsCritical(night: CrashNight, plan: Plan | null): Promise<CriticalCall> {
  const { caller } = night;
  const heardBefore = caller.heard.length;
  const hears = (words: RegExp) => () => caller.heard.slice(heardBefore).some((text) => words.test(text));
  const call: CriticalCall = { pressedAt: null, answered: false };
  const killMs = plan?.killAfterMs ?? null;
  const timer = killMs === null ? null : setTimeout(() => night.kill(), killMs);
  caller.dial(night.hotline);
  await night.passes(30, hears(/critical work stoppage/));
  await night.arm(plan?.dieAt ?? null);
  if (!night.isDead) {
    caller.press('1');
    call.pressedAt = night.clock.now();
    await night.passes(30, hears(/after the tone/i));
    await night.passes(3);
  }
  call.answered = hears(/after the tone/i)();
  if (caller.state !== 'idle') caller.hangUp();
  await night.passes(60);
  if (timer !== null) {
    clearTimeout(timer);
    night.kill();
    await night.diedAt();
  }
  return call;
}

/** The service starts again, perhaps to die again, and has its time. @returns whether the caller had to call again */
async function comesBack(night: CrashNight, plan: Plan, deaths: string[], call: CriticalCall): Promise<boolean> {
  const startsAgain = async (dieAt: string | null) => {
    deaths.push((await night.diedAt()) ?? 'killed');
    await night.passesDead(plan.downSeconds);
    await night.startsAgain(dieAt);
  };
  await startsAgain(plan.dieAgainAt);
  if (night.isDead) await startsAgain(null);
  const pages = await openPages(night);
  // Before the commit nothing has happened, and the caller, cut off without a promise, calls again. After it nothing
  // may be needed of anybody.
  const mayBeUnkept = /^(killed|takeTurn .*(?<!COMMIT, after))$/.test(deaths[0] ?? '');
  if (pages.length === 0 && !call.answered && mayBeUnkept) {
    await callsCritical(night, null);
    await night.passes(judgedAfterSeconds - 60);
    return true;
  }
  await hasItsTime(night, pages, call);
  if (night.isDead) {
    await startsAgain(null);
    await hasItsTime(night, await openPages(night), call);
  }
  return false;
}

/** 90 s from the start; or, of a page that nobody has brought forward, from the dead man's time. */
async function hasItsTime(night: CrashNight, pages: readonly OpenPage[], call: CriticalCall): Promise<void> {
  const waits = pages.some((page) => page.state === 'waiting') && call.pressedAt !== null;
  const now = night.clock.now();
  const begins = waits ? Math.max(now, (call.pressedAt ?? 0) + deadManSeconds * 1000) : now;
  await night.passes((begins - now) / 1000 + judgedAfterSeconds);
}

async function openPages(night: CrashNight): Promise<OpenPage[]> {
  const { items } = await night.api<{ items: OpenPage[] }>('/pages');
  return items.filter((page) => page.state === 'waiting' || page.state === 'running');
}

/** A person closes the page; what rings is stopped; the next call comes an hour later. */
async function clears(night: CrashNight): Promise<void> {
  for (const { id } of await openPages(night))
    await night.api(`/pages/${id}/close`, { by: 'the test', reason: 'over' });
  await night.passes(60);
  await night.leaps(3_600);
}

function isForTechnician(night: CrashNight) {
  return (one: Created) =>
    one.to === night.technician.number && (one.kind === 'ring' || one.body.includes(': critical,'));
}

function doublesOf(created: readonly Created[]): number {
  const ids = created.map((one) => one.attempt);
  return new Set(ids.filter((id, i) => ids.indexOf(id) !== i)).size;
}
