/** The opening hours of every desk: one YAML file, and the calendars of holidays that it names. */
import type { Instant } from '../domain/conversation.ts';
import { StartError } from '../domain/errors.ts';
import { hoursSchema } from '../domain/hours.ts';
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import type { Window } from '../oncall/expandRule.ts';
import { type DeskHours, deskHours } from '../oncall/openingHours.ts';
import type { BuildRota, ReadSource, SourceText } from './checkSources.ts';
import { readYaml } from './readYaml.ts';

export interface Desk {
  /** Its hours as people say them. */
  spoken: string;
  hours: DeskHours;
}

interface HoursOptions {
  timezone: string;
  now: Instant;
  read: ReadSource;
  build: BuildRota;
}

const day = 86_400_000;

/**
 * Reads and checks the opening hours.
 * @returns the desks in the order of the file, what was read, and what looks wrong and closes no day less
 * @throws StartError with one sentence that names file, line and remedy
 */
export async function readHours({ timezone, now, read, build }: HoursOptions) {
  const hours = read('hours', 'hours');
  const { value, text } = readYaml(hours.path, hours.text, hoursSchema);
  const files = new Map([['hours', text]]);
  const hints: string[] = [];
  // All day long the same time is asked for, so that what was worked out can be remembered.
  const today = Math.floor(now / day) * day;
  const window = { from: today - limits.rotaDaysBack * day, to: today + (limits.openingDaysAhead + 1) * day };
  const desks = new Map<string, Desk>();
  const known = new Map<string, string[]>();
  const datesOf = async (name: string): Promise<string[]> => {
    const before = known.get(name);
    if (before) return before;
    const calendar = read('hours', name);
    files.set(name, calendar.text);
    const dates = await readDates(calendar, window, build, hints);
    known.set(name, dates);
    return dates;
  };
  for (const [id, times] of Object.entries(value.desks)) {
    const holidays = times.holidays === undefined ? [] : await datesOf(times.holidays);
    desks.set(id, { spoken: times.spoken, hours: deskHours(times, timezone, holidays) });
  }
  return { desks, files: [...files].map(([name, words]) => ({ name, text: words })), hints };
}

async function readDates(
  { path, text }: SourceText,
  window: Window,
  build: BuildRota,
  hints: string[],
): Promise<string[]> {
  const tell = ({ line, message }: RotaProblem) => `${path} line ${Math.max(1, line)}: ${message}`;
  try {
    const { dates, problems } = await build.holidays(text, window);
    const problem = problems.find(({ loses }) => loses);
    if (problem) throw new StartError(tell(problem));
    hints.push(...problems.map(tell));
    return dates;
  } catch (error) {
    if (error instanceof StartError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const line = /^Line (\d+)/.exec(message)?.[1] ?? '1';
    throw new StartError(`${path} line ${line}: ${message}`, { cause: error });
  }
}
