/** Calendars of other projects with the answers that their own tests, or RFC 5545, give: not part of the repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { buildRota } from '../src/oncall/buildRota.ts';

export interface CorpusCase {
  id: string;
  file: string;
  /** Zone of floating times, whole days and probes. */
  tz: string;
  compare: 'start' | 'start+end' | 'count' | 'probes' | 'terminates';
  rangeStart?: string;
  rangeEnd?: string;
  /** Only so many of the expected are told. */
  limit?: number;
  expected?: { start: string; end?: string; summary?: string }[];
  expectedCount?: number;
  probes?: { from: string; to: string; count: number; start?: string; end?: string; summary?: string }[];
  eventIndex?: number;
  policy?: string;
  disputed?: string;
  source: { repo: string };
}

interface Occurrence {
  start: number;
  end: number;
  summary: string;
}

const folder = found(process.env.NIGHTDESK_ICS_CORPUS);

/** The cases, or null when the corpus is not at hand: the folder that NIGHTDESK_ICS_CORPUS names, or one beside the checkout. */
export const corpusCases: CorpusCase[] | null =
  folder === null ? null : JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')).cases;

function found(named: string | undefined): string | null {
  if (named) {
    if (!existsSync(join(named, 'expected.json')))
      throw new Error(`NIGHTDESK_ICS_CORPUS names ${named}, and there is no expected.json in it`);
    return named;
  }
  const beside = join(import.meta.dirname, '..', '..');
  const folders = readdirSync(beside).map((name) => join(beside, name, 'data', 'ics-corpus'));
  return folders.find((one) => existsSync(join(one, 'expected.json'))) ?? null;
}

/**
 * Runs a case.
 * @returns null when we answer as the source does, else a sentence
 */
export function differenceOf(one: CorpusCase): string | null {
  const occurrences = occurrencesOf(one);
  switch (one.compare) {
    case 'terminates':
      return null;
    case 'count':
      return occurrences.length === one.expectedCount
        ? null
        : `has ${occurrences.length} shifts instead of ${one.expectedCount}`;
    case 'probes':
      return (one.probes ?? []).map((probe) => differenceAt(probe, occurrences, one.tz)).find((text) => text) ?? null;
    default:
      return differenceFrom(one, occurrences);
  }
}

function occurrencesOf(one: CorpusCase): Occurrence[] {
  const bytes = withLengths(readFileSync(join(folder ?? '', one.file)));
  const last = one.expected?.at(-1)?.start;
  const lastAt = last === undefined ? Date.UTC(2050, 0, 1) : instantOf(last, one.tz);
  const years = one.limit === undefined ? 60 : 1;
  const from = one.rangeStart ? Date.parse(one.rangeStart) : Date.UTC(1900, 0, 1);
  const to = one.rangeEnd ? Date.parse(one.rangeEnd) : lastAt + years * 366 * 86_400_000;
  const rota = buildRota({ files: [{ name: 'case.ics', bytes, role: 'base' }], zone: one.tz, people: [], from, to });
  const lines = bytes
    .toString('latin1')
    .replaceAll('\u0000', '')
    .split(/\r\n|\n|\r/);
  const eventLines = lines.flatMap((line, i) => (/BEGIN:VEVENT/i.test(line) ? [i + 1] : []));
  const only = one.eventIndex === undefined ? null : eventLines[one.eventIndex];
  const known = new Map<string, Occurrence>();
  for (const { start, end, source } of rota.shifts)
    if (only === null || source.line === only)
      known.set(`${start} ${source.line}`, { start, end, summary: source.summary });
  return [...known.values()];
}

/**
 * An event at a time without an end lasts no time (RFC 5545 3.6.1), and is no shift. Where the source asks only for
 * starts, it is given a second.
 */
function withLengths(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  if (text.includes('\u0000')) return bytes;
  const events = text.replace(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g, (event) =>
    /^(DTEND|DURATION)[;:]/m.test(event) || !/^DTSTART[^:]*:\d{8}T/m.test(event)
      ? event
      : event.replace(/END:VEVENT$/, 'DURATION:PT1S\r\nEND:VEVENT'),
  );
  return Buffer.from(events, 'latin1');
}

function differenceFrom(
  { expected: told = [], compare, limit, tz }: CorpusCase,
  occurrences: Occurrence[],
): string | null {
  const expected = told.toSorted((a, b) => instantOf(a.start, tz) - instantOf(b.start, tz));
  const ours = limit === undefined ? occurrences : occurrences.slice(0, expected.length);
  const wanted = expected.map(({ start, end, summary }) =>
    [
      instantOf(start, tz),
      compare === 'start' || end === undefined ? null : instantOf(end, tz),
      summary ?? null,
    ].join(),
  );
  const have = ours.map(({ start, end, summary }, i) =>
    [
      start,
      compare === 'start' || expected[i]?.end === undefined ? null : end,
      expected[i]?.summary === undefined ? null : summary,
    ].join(),
  );
  const at = wanted.findIndex((text, i) => text !== have[i]);
  if (at < 0 && have.length === wanted.length) return null;
  const readable = (one: string | undefined) =>
    one?.replace(/\d{6,}/g, (ms) => new Date(Number(ms)).toISOString().slice(0, 16)) ?? 'nothing';
  const place = at < 0 ? wanted.length : at;
  return `shift ${place + 1} is ${readable(have[place])} instead of ${readable(wanted[place])}`;
}

function differenceAt(
  probe: NonNullable<CorpusCase['probes']>[number],
  occurrences: Occurrence[],
  tz: string,
): string | null {
  const from = instantOf(probe.from, tz);
  const to = instantOf(probe.to, tz);
  const met = occurrences.filter(({ start, end }) => start < to && end > from);
  if (met.length !== probe.count) return `has ${met.length} shifts instead of ${probe.count} from ${probe.from}`;
  const fits = met.some(
    ({ start, end, summary }) =>
      (probe.start === undefined || instantOf(probe.start, tz) === start) &&
      (probe.end === undefined || instantOf(probe.end, tz) === end) &&
      (probe.summary === undefined || probe.summary === summary),
  );
  return met.length === 0 || fits ? null : `has another shift than the one expected from ${probe.from}`;
}

/** "…Z", or a date or time on the wall of the zone. */
function instantOf(text: string, tz: string): number {
  if (text.endsWith('Z')) return Date.parse(text);
  return Temporal.PlainDateTime.from(text).toZonedDateTime(tz).epochMilliseconds;
}
