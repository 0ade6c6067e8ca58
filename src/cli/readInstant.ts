import { Temporal } from 'temporal-polyfill';
import { AskProblem } from './ask.ts';

/** A day, or a day and an hour, as the clocks of a zone show it. */
const onTheWall = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?$/;

/**
 * An instant as it is typed: with an offset, or by the clocks of a zone; a day alone is its midnight.
 * @returns the instant in UTC @throws AskProblem
 */
export function readInstant(typed: string, zone: string): string {
  try {
    const instant = onTheWall.test(typed)
      ? Temporal.PlainDateTime.from(typed.replace(' ', 'T')).toZonedDateTime(zone).toInstant()
      : Temporal.Instant.from(typed);
    return new Date(instant.epochMilliseconds).toISOString();
  } catch {
    throw new AskProblem(
      `"${typed}" is no time that can be read; write 2026-12-24, 2026-12-24T23:00 (by the clocks of ${zone}), or 2026-12-24T23:00-06:00.`,
    );
  }
}
