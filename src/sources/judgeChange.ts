/** May a changed source come into force by itself, or must a lead see it first? (Promise 7: never silently wrong.) */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { writeTime } from '../domain/writeTime.ts';
import { diffRotas } from '../oncall/diffRotas.ts';
import { findGaps, type Gap } from '../oncall/findGaps.ts';
import { type Cover, requiredGaps } from '../oncall/requiredGaps.ts';
import { sayChange } from '../oncall/sayChange.ts';
import type { TeamRota } from './buildTeam.ts';
import type { Sources } from './checkSources.ts';

const dayMs = 86_400_000;

export interface Judgement {
  /** Why it is held back, as a sentence; null when it may come into force. */
  why: string | null;
  /** What it changes for the people on call, in words. */
  changes: string[];
}

/**
 * Compares what a changed source would mean with what is in force.
 * @param zone of the times in the words
 */
export function judgeChange(before: Sources, after: Sources, now: Instant, zone: string): Judgement {
  const reasons: string[] = [];
  const changes: string[] = [];
  const nameOf = (id: string) => after.directory.people[id]?.name ?? before.directory.people[id]?.name ?? id;
  for (const [team, rota] of Object.entries(after.rotas)) {
    const old = before.rotas[team];
    const name = after.directory.teams[team]?.name ?? team;
    if (!old) {
      const why =
        newFault(null, rota) ?? newGap(null, [rota, after.covers[team]], now, (gap) => sayGap(name, gap, zone));
      changes.push(`${name}: a new team`);
      if (why !== null) reasons.push(why);
      continue;
    }
    for (const change of diffRotas(old.index, rota.index, now, now + limits.rotaDaysAhead * dayMs))
      changes.push(`${name}: ${sayChange(change, nameOf, zone)}`);
    const why =
      newFault(old, rota) ??
      newGap([old, before.covers[team]], [rota, after.covers[team]], now, (gap) => sayGap(name, gap, zone)) ??
      shrinks(old, rota, now, name);
    if (why !== null) reasons.push(why);
  }
  for (const team of Object.keys(before.rotas))
    if (!(team in after.rotas)) reasons.push(`The team "${team}" would be gone.`);
  return { why: reasons[0] ?? null, changes };
}

/** An event, a shift or a person is lost that was not lost before. */
function newFault(old: TeamRota | null, rota: TeamRota): string | null {
  const isOld = ({ message }: RotaProblem) => old?.problems.some((one) => one.message === message) ?? false;
  const fault = rota.problems.find((problem) => problem.loses && !isOld(problem));
  return fault ? `${fault.file} line ${Math.max(1, fault.line)}: ${fault.message}` : null;
}

/** A gap in required cover within the days ahead where somebody was on call before. */
function newGap(
  was: [TeamRota, Cover | undefined] | null,
  [rota, cover]: [TeamRota, Cover | undefined],
  now: Instant,
  say: (gap: Gap) => string,
): string | null {
  const until = now + limits.gapDaysAhead * dayMs;
  const [old, oldCover] = was ?? [];
  const before = old && oldCover ? requiredGaps(old.index, oldCover, now, until) : [];
  const isOld = (gap: Gap) => before.some((one) => one.from <= gap.from && gap.to <= one.to);
  const gap = cover && requiredGaps(rota.index, cover, now, until).find((one) => !isOld(one));
  return gap ? say(gap) : null;
}

function sayGap(team: string, gap: Gap, zone: string): string {
  return `${team}: nobody would be on call from ${writeTime(gap.from, zone)} to ${writeTime(gap.to, zone)}.`;
}

/** Much of the duty from now on is gone: an export of a part, or a feed that ends early. */
function shrinks(old: TeamRota, rota: TeamRota, now: Instant, team: string): string | null {
  const [was, is] = [old, rota].map(({ index }) => {
    const end = now + limits.rotaDaysAhead * dayMs;
    return end - now - findGaps(index, now, end).reduce((sum, gap) => sum + gap.to - gap.from, 0);
  });
  if (was === undefined || is === undefined || is * 100 >= was * limits.rotaShrinksPercent) return null;
  return `${team}: of the duty from now on only ${Math.round((is / was) * 100)} % would be left.`;
}
