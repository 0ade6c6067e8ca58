/** What changed hours or holidays mean, in words. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { writeStretch } from '../domain/writeTime.ts';
import type { DeskHours, Opening } from '../oncall/openingHours.ts';

type Openings = Pick<DeskHours, 'openings'>;

/**
 * @param whose the team or desk that has these hours
 * @returns a line for each of the first openings that are gone or new within a year, without a full stop
 */
export function sayHoursChange(whose: string, before: Openings, after: Openings, now: Instant, zone: string): string[] {
  const until = now + 365 * 86_400_000;
  const [was, is] = [before.openings(now, until), after.openings(now, until)];
  const gone = missing(was, is);
  const fresh = missing(is, was);
  const say = ({ start, end }: Opening) => writeStretch(start, end, zone, now);
  const lines = [
    ...gone.map((one) => ({ at: one.start, text: `${whose}: the desk is closed ${say(one)}, was open` })),
    ...fresh.map((one) => ({ at: one.start, text: `${whose}: the desk is open ${say(one)}, was closed` })),
  ].sort((a, b) => a.at - b.at);
  const shown = lines.slice(0, limits.hoursTold).map(({ text }) => text);
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, `${whose}: other hours on ${more} more days of the year to come`] : shown;
}

/** Those of the first that the second does not have. */
function missing(some: readonly Opening[], others: readonly Opening[]): Opening[] {
  const known = new Set(others.map(({ start, end }) => `${start} ${end}`));
  return some.filter(({ start, end }) => !known.has(`${start} ${end}`));
}
