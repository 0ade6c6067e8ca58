/** Rotas written for a test. */
import type { RotaPerson } from '../src/domain/rota.ts';
import { buildRota, type RotaFile } from '../src/oncall/buildRota.ts';
import { readHolidays } from '../src/oncall/readHolidays.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import type { BuildRota } from '../src/sources/checkSources.ts';

/** The people of the rotas of these tests. */
export const people: RotaPerson[] = [
  { id: 'kim', name: 'Kim Lee', phone: '+16085550111', email: 'kim.lee@example.edu', aliases: ['Kim'] },
  { id: 'alex', name: 'Alex Roe', phone: '+16085550112', aliases: ['Lexi', 'The twin'] },
  { id: 'sam', name: 'Sam Diaz', phone: '+16085550113', aliases: ['The twin'] },
];
export const at = (iso: string) => Date.parse(iso);

/** A calendar of events, each given by its lines; the BEGIN:VEVENT of the first stands on line 3. */
export function calendar(...events: string[][]): string {
  const body = events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...body, 'END:VCALENDAR', ''].join('\r\n');
}

/** A property with a wall time of Chicago. */
export const chicago = (name: string, local: string) => `${name};TZID=America/Chicago:${local}`;

/** An event in Chicago. */
export function shift(who: string, from: string, to: string, ...more: string[]): string[] {
  return [chicago('DTSTART', from), chicago('DTEND', to), `SUMMARY:${who}`, ...more];
}

/** Works out calendars without a thread. */
export const buildHere: BuildRota = Object.assign(async (input: Parameters<BuildRota>[0]) => buildRota(input), {
  holidays: async (...asked: Parameters<BuildRota['holidays']>) => readHolidays(...asked),
});

/** The rota of a file; by default from October 2026 to March 2027. */
export function build(bytes: string | Uint8Array, from = '2026-10-01T00:00:00Z', to = '2027-04-01T00:00:00Z') {
  return buildFiles([{ name: 'rota.ics', bytes, role: 'base' }], from, to);
}

/** The rota of several files. */
export function buildFiles(files: RotaFile[], from = '2026-10-01T00:00:00Z', to = '2027-04-01T00:00:00Z') {
  return buildRota({ files, zone: 'America/Chicago', people, from: at(from), to: at(to) });
}

/** The shifts as "start end" in UTC, without seconds. */
export function shiftsOf(bytes: string | Uint8Array, from?: string, to?: string): string[] {
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  return build(bytes, from, to).shifts.map(({ start, end }) => `${iso(start)} ${iso(end)}`);
}

/** The starts of the shifts in UTC, without seconds. */
export function startsOf(bytes: string | Uint8Array, from?: string, to?: string): string[] {
  return shiftsOf(bytes, from, to).map((text) => text.slice(0, 16));
}

/** Who is on call by a file at an instant, joined with "+". */
export function onCallAt(bytes: string | Uint8Array, iso: string): string {
  return whoIsOnCall(build(bytes).index, at(iso)).people.join('+');
}
