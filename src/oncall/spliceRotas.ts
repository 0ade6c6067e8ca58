import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { SeriesEnd, TakenOut } from '../domain/rota.ts';
import { findChanges } from './indexShifts.ts';
import type { Crew, RotaIndex } from './rotaIndex.ts';

/**
 * The past of one index and the future of another: a new version of a rota changes no shift that has been.
 * @param at from here on `after` counts; before it, what `before` has worked out
 * @returns an index of its own; neither of the two is changed
 */
export function spliceRotas(before: RotaIndex, after: RotaIndex, at: Instant): RotaIndex {
  const borders: number[] = [];
  const crewOf: number[] = [];
  const crews: Crew[] = [];
  const takenOut: TakenOut[] = [];
  const seriesEnds: SeriesEnd[] = [];
  const take = (index: RotaIndex, from: Instant, to: Instant) => {
    // Of either, the crews that are still on call some time: the others are of versions that never came to their time.
    const numbers = new Map<number, number>();
    for (let i = 0; i < index.crewOf.length; i++) {
      const start = Math.max(index.borders[i] ?? 0, from);
      const end = Math.min(index.borders[i + 1] ?? 0, to);
      if (start >= end) continue;
      const number = index.crewOf[i] ?? 0;
      const crew = index.crews[number];
      if (crew && !numbers.has(number)) numbers.set(number, crews.push(crew) - 1);
      borders.push(start);
      crewOf.push(numbers.get(number) ?? 0);
    }
    seriesEnds.push(...index.seriesEnds.filter(({ endsAt }) => endsAt > from && endsAt <= to));
    const last = Math.min(index.borders.at(-1) ?? to, to);
    takenOut.push(...cutTo(index.takenOut, from, last));
    return last;
  };
  const end = take(before, Number.NEGATIVE_INFINITY, at);
  // Where the old one ends before the new one begins, the new one's beginning stands for the hole.
  const last = take(after, crewOf.length > 0 ? Math.min(at, end) : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  borders.push(last);
  return {
    borders: Float64Array.from(borders),
    crewOf: Uint32Array.from(crewOf),
    changesAt: findChanges(crewOf, crews),
    crews,
    takenOut: takenOut.slice(0, limits.rotaTakenOut),
    seriesEnds,
  };
}

/** Cut as segments are: a version that takes out the shift that is running does so from then on. */
function cutTo(takenOut: readonly TakenOut[], from: Instant, to: Instant): TakenOut[] {
  return takenOut.flatMap((one) => {
    const start = Math.max(one.start, from);
    const end = Math.min(one.end, to);
    return start < end ? { ...one, start, end } : [];
  });
}
