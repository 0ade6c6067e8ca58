/** Of several versions of an event the latest counts. */
import type { RotaProblem } from '../domain/rota.ts';
import type { RotaEvent } from './readEvent.ts';
import { wallIn } from './series.ts';

/**
 * One event for the series, and one for each instance of it that is replaced. Of several the highest SEQUENCE counts, then
 * the latest LAST-MODIFIED or DTSTAMP (RFC 5545 3.8.7); then the last of the file, which is reported, unless they are alike.
 * @param same the events of one UID, in the order of the file
 */
export function latestVersions(same: readonly RotaEvent[], problems: RotaProblem[]): RotaEvent[] {
  if (same.length === 1) return [...same];
  const latest = new Map<string, RotaEvent>();
  const keep = (key: string, event: RotaEvent) => {
    const other = latest.get(key);
    if (other && isLater(other, event)) return;
    latest.set(key, event);
    if (other && !isLater(event, other) && !isAlike(event, other)) problems.push(sameUid(other, event));
  };
  for (const event of same) if (event.replaces === null) keep('series', event);
  const series = latest.get('series')?.start;
  for (const event of same) {
    if (event.replaces === null) continue;
    const { moment, andFuture } = event.replaces;
    // Days are kept apart from instants where no series says which of them is meant.
    const at = series ? wallIn(moment, series) : `${moment.isDate ? 'day ' : ''}${moment.zone.instantOf(moment.wall)}`;
    keep(`${andFuture ? 'from ' : ''}${at}`, event);
  }
  return [...latest.values()];
}

function isLater(a: RotaEvent, b: RotaEvent): boolean {
  return a.sequence > b.sequence || (a.sequence === b.sequence && a.stamp > b.stamp);
}

function isAlike(a: RotaEvent, b: RotaEvent): boolean {
  const written = ({ text }: RotaEvent) => JSON.stringify(text.properties.map(({ line: _, ...property }) => property));
  return written(a) === written(b);
}

function sameUid({ file, line, uid }: RotaEvent, event: RotaEvent): RotaProblem {
  const message = `The event at line ${line} is left out: the event at line ${event.line} has the same UID. Give each its own.`;
  return { file, line, uid, message, kind: 'event', loses: true };
}
