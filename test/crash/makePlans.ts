/** What is tried: every point, or some of each phase, and random instants. */

import type { CrashNight } from './crashNight.ts';
import { distinct, type Phase, phaseOf } from './phases.ts';
import { type Plan, playCell } from './playCell.ts';

export interface Planned {
  phase: Phase;
  plan: Plan;
}

export interface Extent {
  /** How many points of each phase: the last, and some evenly before it. */
  pointsOfPhase: number;
  randomInstants: number;
  seed: number;
}

/** A restarted service comes back so soon; a random one later. */
const downSeconds = 5;
const longestDownSeconds = 60;

const nothing: Plan = { dieAt: null, dieAgainAt: null, killAfterMs: null, downSeconds };

/** The first crash of those that have a second: the ring was never asked for, or was, and its answer is lost. */
const firstCrashes = ['placeCall 1: request, before', 'placeCall 1: request, after'];

/** Plays the call without a crash, and the first crashes without a second, to see what can be tried. */
export async function makePlans(
  night: CrashNight,
  { pointsOfPhase, randomInstants, seed }: Extent,
): Promise<Planned[]> {
  // A process that has just started, as all that die, takes longer; one that has not shows its usual points.
  const { callMs } = await playCell(night, nothing);
  const undisturbed = await playCell(night, nothing);
  if (undisturbed.lost.length > 0) throw new Error(`Without any crash there was no ${undisturbed.lost.join(', no ')}`);
  const plans: Planned[] = [];
  const points = distinct(undisturbed.points);
  for (const phase of new Set(points.map(phaseOf)))
    for (const dieAt of spread(of(points, phase), pointsOfPhase))
      if (phase !== null) plans.push({ phase, plan: { ...nothing, dieAt } });
  for (const dieAt of firstCrashes) {
    const again = distinct((await playCell(night, { ...nothing, dieAt })).points);
    // The rest is as after any start, and was tried above.
    const wanted = again.filter((point) => ['send', 'check'].includes(phaseOf(point) ?? ''));
    for (const dieAgainAt of spread(wanted, pointsOfPhase))
      plans.push({ phase: 'check', plan: { ...nothing, dieAt, dieAgainAt } });
  }
  const chance = chanceFrom(seed);
  for (let i = 0; i < randomInstants; i++) {
    const killAfterMs = chance() * callMs;
    plans.push({
      phase: 'random',
      plan: { ...nothing, killAfterMs, downSeconds: Math.floor(chance() * longestDownSeconds) },
    });
  }
  return plans;
}

function of(points: readonly string[], phase: Phase | null): string[] {
  return points.filter((point) => phaseOf(point) === phase);
}

/** The last, and some evenly before it. */
function spread(points: readonly string[], count: number): string[] {
  if (points.length <= count) return [...points];
  return Array.from({ length: count }, (_, i) => points[Math.ceil(((i + 1) * points.length) / count) - 1] ?? '');
}

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
