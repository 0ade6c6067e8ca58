/** What is drawn of a rota: who is on call from when to when and why, and when somebody has to be. */
import type { OnDuty, Segment, Source, TeamTimeline } from './rotaTypes.ts';

/** Half open: [from, to), in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

export interface Stretch extends Span {
  team: string;
  teamName: string;
  /** duty: one person; double: several at once; gap: nobody, though somebody has to be; unknown: not worked out. */
  kind: 'duty' | 'double' | 'gap' | 'unknown';
  people: OnDuty[];
  /** The events that put them on duty. */
  by: Source[];
  /** Why there is nobody. */
  gap: string | null;
}

/** Nobody while nobody has to be is left out: it is what stays empty. */
export function stretchesOf({ id, name, workedOut, segments }: TeamTimeline): Stretch[] {
  const all: Stretch[] = [];
  for (const segment of segments) {
    const kind = isKnown(segment, workedOut) ? kindOf(segment) : 'unknown';
    if (kind === null) continue;
    const { people, decidedBy: by, gap } = segment;
    const one = { ...spanOf(segment), team: id, teamName: name, kind, people, by, gap };
    const last = all.at(-1);
    // The service also cuts where somebody begins to have to be on call: that is no end of a shift.
    if (last?.to === one.from && keyOf(last) === keyOf(one)) last.to = one.to;
    else all.push(one);
  }
  return all;
}

/** When somebody has to be on call. */
export function coverOf({ segments }: TeamTimeline): Span[] {
  const all: Span[] = [];
  for (const segment of segments) {
    if (!segment.required) continue;
    const one = spanOf(segment);
    const last = all.at(-1);
    if (last?.to === one.from) last.to = one.to;
    else all.push(one);
  }
  return all;
}

/** The service cuts where that what it has worked out begins and ends. */
function isKnown({ from, to }: Segment, workedOut: TeamTimeline['workedOut']): boolean {
  return (
    workedOut !== null && Date.parse(from) < Date.parse(workedOut.to) && Date.parse(to) > Date.parse(workedOut.from)
  );
}

function kindOf({ people, required }: Segment): Stretch['kind'] | null {
  if (people.length > 1) return 'double';
  if (people.length === 1) return 'duty';
  return required ? 'gap' : null;
}

function spanOf({ from, to }: Segment): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}

function keyOf({ people, by, gap }: Stretch): string {
  return JSON.stringify([people.map(({ id }) => id), by.map(({ rota, uid, line }) => [rota, uid, line]), gap]);
}

/** "Kim Lee", "Kim Lee and Alex Roe", "nobody". */
export function whoIs({ kind, people }: Pick<Stretch, 'kind' | 'people'>): string {
  if (kind === 'unknown') return 'not known';
  if (people.length === 0) return 'nobody';
  return people.map(({ name }) => name).join(' and ');
}

/** What is wrong with a stretch, or not known of it, in words; '' when nothing is. */
export function whatIsWrong({ kind, people }: Stretch): string {
  if (kind === 'gap') return 'nobody, though somebody has to be';
  if (kind === 'unknown') return 'not known';
  return kind === 'double' ? `${people.length} at once: each of them is woken` : '';
}
