/** May a changed source come into force by itself, or must a lead see it first? (Promise 7: never silently wrong.) */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { writeTime } from '../domain/writeTime.ts';
import { diffRotas } from '../oncall/diffRotas.ts';
import { findGaps, type Gap } from '../oncall/findGaps.ts';
import { type Cover, gapsAhead, requiredMs } from '../oncall/requiredGaps.ts';
import { sayChange } from '../oncall/sayChange.ts';
import type { TeamRota } from './buildTeam.ts';
import type { Sources } from './checkSources.ts';
import { sayDirectoryChange } from './sayDirectoryChange.ts';
import { sayHoursChange } from './sayHoursChange.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

export interface Judgement {
  /** Why it is held back, as a sentence; null when it may come into force. */
  why: string | null;
  /** The same without times and lines, which move from day to day; '' when it may. */
  judgedBy: string;
  /** What it changes, in words: who is on call, when somebody has to be, and who is reached how. */
  changes: string[];
}

/** Something that a lead must see first. */
interface Reason {
  key: string;
  text: string;
}

/** A team's rota, and when somebody has to be on call. */
interface Duty {
  rota: TeamRota;
  cover: Cover | undefined;
}

/**
 * Compares what a changed source would mean with what is in force.
 * @param zone of the times in the words
 */
export function judgeChange(before: Sources, after: Sources, now: Instant, zone: string): Judgement {
  const reasons: Reason[] = [];
  const changes: string[] = [];
  const hours = new Set<unknown>();
  const nameOf = (id: string) => after.directory.people[id]?.name ?? before.directory.people[id]?.name ?? id;
  for (const [team, rota] of Object.entries(after.rotas)) {
    const was = before.rotas[team];
    const old = was ? { rota: was, cover: before.covers[team] } : null;
    const is = { rota, cover: after.covers[team] };
    const name = after.directory.teams[team]?.name ?? team;
    if (!old) changes.push(`${name}: a new team`);
    else {
      for (const change of diffRotas(old.rota.index, rota.index, now, now + limits.rotaDaysAhead * dayMs))
        changes.push(`${name}: ${sayChange(change, nameOf, zone, now)}`);
      changes.push(...sayCover(name, old, is, now));
      // Teams that share a desk share its hours.
      const desk = is.cover?.desk;
      if (desk && old.cover && !hours.has(desk)) changes.push(...sayHoursChange(name, old.cover.desk, desk, now, zone));
      hours.add(desk);
    }
    const found = [newFault(team, old, is), newGap(team, name, old, is, now, zone)];
    if (old) found.push(lessCover(team, name, old, is, now), shrinks(team, name, old, is, now));
    reasons.push(...found.filter((one) => one !== null));
  }
  for (const team of Object.keys(before.rotas))
    if (!(team in after.rotas)) reasons.push({ key: `gone ${team}`, text: `The team "${team}" would be gone.` });
  changes.push(...sayDirectoryChange(before.directory, after.directory));
  return { why: reasons[0]?.text ?? null, judgedBy: reasons.map(({ key }) => key).join('\n'), changes };
}

/** An event, a shift or a person is lost that was not lost before, wherever its line has moved to. */
function newFault(team: string, old: Duty | null, { rota }: Duty): Reason | null {
  const lost = new Map<string, number>();
  for (const key of (old?.rota.problems ?? []).map(keyOf)) lost.set(key, (lost.get(key) ?? 0) + 1);
  const faults = rota.problems.filter((problem) => {
    const left = lost.get(keyOf(problem)) ?? 0;
    lost.set(keyOf(problem), left - 1);
    return problem.loses && left < 1;
  });
  const [fault] = faults;
  if (!fault) return null;
  const text = `${fault.file} line ${Math.max(1, fault.line)}: ${fault.message}`;
  return { key: `fault ${team} ${faults.map(keyOf).join(' ')}`, text };
}

/** The same fault on another line is no new one. */
function keyOf({ file, kind, uid, message }: RotaProblem): string {
  return JSON.stringify([file, kind, uid, message.replace(/\bline \d+/g, 'line')]);
}

/** A gap in required cover within the days ahead where somebody was on call before. */
function newGap(
  team: string,
  name: string,
  old: Duty | null,
  { rota, cover }: Duty,
  now: Instant,
  zone: string,
): Reason | null {
  const until = now + limits.gapDaysAhead * dayMs;
  const before = old?.cover ? gapsAhead(old.rota.index, old.cover, now, until) : [];
  const isOld = ({ from, to }: Gap) =>
    before.some((one) => one.from <= Math.max(from, now) && Math.min(to, until) <= one.to);
  const gaps = cover ? gapsAhead(rota.index, cover, now, until).filter((one) => !isOld(one)) : [];
  const [gap] = gaps;
  if (!gap) return null;
  const end = rota.index.borders.at(-1) ?? gap.to;
  const hasEnd = gap.to < end;
  const when = `from ${writeTime(gap.from, zone, now)}${hasEnd ? ` to ${writeTime(gap.to, zone, now)}` : ' on'}`;
  // Gaps come and go at the far end with the days; the first one, and how long it is, do not.
  return {
    key: `gap ${team} ${gap.from} ${hasEnd ? gap.to : 'on'}`,
    text: `${name}: nobody would be on call ${when}.`,
  };
}

/** Hours in which somebody has to be on call, within the days ahead. */
function coverHours({ cover }: Duty, now: Instant): number {
  return cover ? Math.round(requiredMs(cover, now, now + limits.gapDaysAhead * dayMs) / hourMs) : 0;
}

function sayCover(name: string, old: Duty, is: Duty, now: Instant): string[] {
  const [was, will] = [coverHours(old, now), coverHours(is, now)];
  const days = limits.gapDaysAhead;
  return was === will ? [] : [`${name}: required cover ${will} h of the next ${days} days, was ${was} h`];
}

/** Somebody has to be on call much less than before: hours of a desk that are open all week, say. */
function lessCover(team: string, name: string, old: Duty, is: Duty, now: Instant): Reason | null {
  const [was, will] = [coverHours(old, now), coverHours(is, now)];
  if (will * 100 >= was * limits.rotaShrinksPercent) return null;
  const text = `${name}: required cover would shrink to ${will} h of the next ${limits.gapDaysAhead} days, from ${was} h.`;
  return { key: `cover ${team} ${Math.round((will / was) * 10)}`, text };
}

/** Much of the duty from now on is gone: an export of a part, or a feed that ends early. */
function shrinks(team: string, name: string, old: Duty, { rota }: Duty, now: Instant): Reason | null {
  const [was, is] = [old.rota, rota].map(({ index }) => {
    const end = now + limits.rotaDaysAhead * dayMs;
    return end - now - findGaps(index, now, end).reduce((sum, gap) => sum + gap.to - gap.from, 0);
  });
  if (was === undefined || is === undefined || is * 100 >= was * limits.rotaShrinksPercent) return null;
  const text = `${name}: of the duty from now on only ${Math.round((is / was) * 100)} % would be left.`;
  return { key: `shrinks ${team} ${Math.round((is / was) * 10)}`, text };
}
