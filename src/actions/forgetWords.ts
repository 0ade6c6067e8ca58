/** What was said goes after so many days, here and at the carrier; cases stay with their facts. */
import type { Instant } from '../domain/conversation.ts';
import { keepingLimits } from '../domain/keepingLimits.ts';
import { withoutWords } from '../domain/quotes.ts';
import type { CarrierEvent, Leg, OutboxRow, Recording, Removal } from '../domain/records.ts';
import type { Read, Tx } from '../store/handle.ts';
import { sidsOfAttempt } from '../store/write/attemptSids.ts';
import {
  appliedNews,
  type Behind,
  casesOfPages,
  forgetBody,
  forgetLeg,
  forgetNews,
  forgetRecording,
  neededCases,
  type QuotingLine,
  quotingEvents,
  recordingsOfLeg,
  rememberedLegs,
  rewriteEvent,
  strayRecordings,
  wordyAttempts,
} from '../store/write/forget.ts';
import { noteRemoval } from '../store/write/removals.ts';
import type { Context } from './context.ts';

/** What every batch of one sweep goes by. */
interface Sweep {
  now: Instant;
  before: Instant;
  needed: Set<string>;
}

type Work<Row> = (tx: Tx, row: Row, sweep: Sweep) => Promise<boolean>;

/**
 * Takes the words out of everything that is older than they are kept, some rows at a time, each batch one transaction in which
 * the removal at the carrier is noted as well. A case that somebody still works on keeps everything of it.
 */
export async function forgetWords(context: Context): Promise<void> {
  const now = context.clock.now();
  const before = now - context.retentionDays * 86_400_000;
  const sweep = { now, before, needed: await neededCases(context.store.read) };
  const counts = {
    calls: await throughAll(context, sweep, rememberedLegs, ({ startedAt, id }) => ({ at: startedAt, id }), leg),
    recordings: await throughAll(
      context,
      sweep,
      strayRecordings,
      ({ createdAt, sid }) => ({ at: createdAt, id: sid }),
      stray,
    ),
    lines: await throughAll(context, sweep, quotingEvents, ({ at, id }) => ({ at, id }), line),
    texts: await throughAll(context, sweep, wordyAttempts, ({ createdAt, id }) => ({ at: createdAt, id }), text),
    news: await throughAll(context, sweep, appliedNews, ({ receivedAt, id }) => ({ at: receivedAt, id }), news),
  };
  if (Object.values(counts).some((count) => count > 0))
    context.log.info('words were kept long enough and are gone', counts);
}

/** @returns how many rows have lost their words */
async function throughAll<Row>(
  context: Context,
  sweep: Sweep,
  look: (read: Read, before: Instant, behind: Behind | null, limit: number) => Promise<Row[]>,
  placeOf: (row: Row) => Behind,
  work: Work<Row>,
): Promise<number> {
  const { store } = context;
  let behind: Behind | null = null;
  let done = 0;
  for (;;) {
    const rows: Row[] = await look(store.read, sweep.before, behind, keepingLimits.forgottenAtOnce);
    const last = rows.at(-1);
    if (last === undefined) break;
    behind = placeOf(last);
    done += await store.transact(async (tx) => {
      let gone = 0;
      for (const row of rows) if (await work(tx, row, sweep)) gone += 1;
      return gone;
    });
  }
  if (done > 0) context.wake();
  return done;
}

const leg: Work<Leg> = async (tx, one, { now, needed }) => {
  const sounds = await recordingsOfLeg(tx, one.id);
  const numbers = [one.caseNumber, one.inHand, ...sounds.map(({ caseNumber }) => caseNumber)];
  const paged = one.pageId === null ? [] : await casesOfPages(tx, one.pageId);
  if ([...numbers, ...paged].some((number) => number !== null && needed.has(number))) return false;
  for (const { sid, account, state } of sounds) {
    if (state === 'gone') continue;
    await forgetRecording(tx, sid);
    await noteRemoval(tx, { sid, kind: 'recording', account: account ?? one.account }, now);
  }
  await forgetLeg(tx, one, now);
  return true;
};

const stray: Work<Recording> = async (tx, { sid, account, caseNumber }, { now, needed }) => {
  if (caseNumber !== null && needed.has(caseNumber)) return false;
  await forgetRecording(tx, sid);
  await noteRemoval(tx, { sid, kind: 'recording', account }, now);
  return true;
};

const line: Work<QuotingLine> = async (tx, { id, caseNumber, text: words }, { needed }) => {
  if (needed.has(caseNumber)) return false;
  await rewriteEvent(tx, id, withoutWords(words));
  return true;
};

const text: Work<OutboxRow> = async (tx, row, { now, needed }) => {
  if (row.cases.some((number) => needed.has(number))) return false;
  await forgetBody(tx, row.id);
  if (row.kind !== 'text') return true;
  const sids = (await sidsOfAttempt(tx, row.id)).map(({ sid }) => sid);
  for (const sid of new Set(row.sid === null ? sids : [...sids, row.sid]))
    await noteRemoval(tx, { sid, kind: 'text', account: row.account }, now);
  return true;
};

/** What raw news tells of and is kept at the carrier: a text that came, a transcript. */
const news: Work<CarrierEvent> = async (tx, { id, kind, fields }, { now }) => {
  const told: Readonly<Record<string, [Removal['kind'], string]>> = {
    text: ['text', 'MessageSid'],
    transcript: ['transcription', 'TranscriptionSid'],
  };
  const [what, name] = told[kind.split(' ')[0] ?? ''] ?? [];
  const sid = name === undefined ? undefined : fields[name];
  const { AccountSid: account } = fields;
  if (what !== undefined && typeof sid === 'string' && sid !== '')
    await noteRemoval(
      tx,
      { sid, kind: what, account: typeof account === 'string' && account !== '' ? account : null },
      now,
    );
  await forgetNews(tx, [id]);
  return true;
};
