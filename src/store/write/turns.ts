import type { Instant, Reply } from '../../domain/conversation.ts';
import type { Read, Tx } from '../handle.ts';
import { type Turn, turns } from '../rows/legs.ts';
import { insertRow, readAll, readOne, rowsOf } from '../table.ts';

/** Logs a turn. @throws when the leg has a turn of that number already */
export function insertTurn(tx: Tx, turn: Turn): Promise<void> {
  return insertRow(tx, turns, turn);
}

/** The newest reply that could be heard on the leg, and the turn it answered; null before the first one. */
export async function newestReply(read: Read, legId: string): Promise<{ n: number; at: Instant; reply: Reply } | null> {
  const turn = await readOne(turns, rowsOf(read, turns, { legId }).whereNotNull('reply').orderBy('n', 'desc'));
  return turn?.reply ? { n: turn.n, at: turn.at, reply: turn.reply } : null;
}

/** Has any key, word or sound come from the phone of this leg? */
export async function answeredAnything(read: Read, legId: string): Promise<boolean> {
  const all = await readAll(turns, rowsOf(read, turns, { legId }));
  return all.some(({ event }) => {
    if (event.kind === 'recorded') return event.seconds > 0;
    return event.kind === 'keys' || event.kind === 'speech';
  });
}

/** Has a turn of this leg, or its end, had an effect of this kind? News of a recording tells nothing that the caller chose. */
export async function hadEffect(read: Read, legId: string, kind: string): Promise<boolean> {
  const all = await readAll(turns, rowsOf(read, turns, { legId }));
  return all.some(({ n, event, effects }) => effects.includes(kind) && !(n < 0 && event.kind === 'recorded'));
}

/** The recordings that the log of a leg tells of, and the lowest number in that log: news stands below 0. */
export async function recordingsTold(read: Read, legId: string): Promise<{ sids: Set<string>; lowest: number }> {
  const all = await readAll(turns, rowsOf(read, turns, { legId }));
  const sids = all.flatMap(({ event }) => (event.kind === 'recorded' ? [event.recording] : []));
  return { sids: new Set(sids), lowest: Math.min(0, ...all.map(({ n }) => n)) };
}
