/** Alarms before a gap comes (promise 7). */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { GapTold } from '../domain/records.ts';
import { writeStretch, writeTime } from '../domain/writeTime.ts';
import type { Gap } from '../oncall/findGaps.ts';
import { gapsAhead } from '../oncall/requiredGaps.ts';
import type { RotaIndex } from '../oncall/rotaIndex.ts';
import { gapText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { gapsToldOf, insertGapTold } from '../store/write/gapsTold.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { whomToTell } from './whomToTell.ts';

/** The largest instant that every room can keep: no end has been seen. */
const noEnd = Number.MAX_SAFE_INTEGER;

/**
 * Looks for gaps in required cover within `limits.gapDaysAhead`. Each time there is one, the log has an alarm line; of
 * each gap the team's lead is told once by text, and by one text about all that are new, at most one a day.
 */
export async function gapAhead(context: Context): Promise<void> {
  const { clock, inForce, log } = context;
  const now = clock.now();
  const until = now + limits.gapDaysAhead * 86_400_000;
  for (const [team, { index, files }] of Object.entries(inForce.rotas)) {
    const cover = inForce.covers[team];
    const gaps = cover ? gapsAhead(index, cover, now, until) : [];
    const [first] = gaps;
    if (!first) continue;
    // The reason may quote a name, so the line has none (promise 10).
    const [from, to] = [first.from, first.to].map((at) => new Date(at).toISOString());
    log.error('alarm: nobody is on call in required cover', {
      team,
      rota: files[0]?.name,
      from,
      to,
      gaps: gaps.length,
    });
    await context.store.transact((tx) => tellLead(tx, context, team, gaps, now));
  }
  context.wake();
}

async function tellLead(tx: Tx, context: Context, team: string, gaps: readonly Gap[], now: Instant): Promise<void> {
  const { index, files } = context.inForce.rotas[team] ?? {};
  // Which of them is to blame cannot be told: the shift may be missing in any.
  const rota = files && (files.length > 2 ? 'its rota' : files.map((file) => file.name).join(' or '));
  const { name } = context.inForce.directory.teams[team] ?? {};
  const since = now - limits.gapTextHours * 3_600_000;
  const told = await gapsToldOf(tx, team, now, since);
  if (!index || rota === undefined || told.some(({ toldAt }) => toldAt > since)) return;
  const fresh: Gap[] = [];
  for (const gap of gaps) {
    const row = { ...boundsOf(gap, index), team, toldAt: now };
    if (!told.some((one) => one.fromAt <= row.fromAt && one.toAt >= row.toAt) && (await insertGapTold(tx, row)))
      fresh.push(gap);
  }
  const [first] = fresh;
  const lead = first ? await whomToTell(tx, context, team, now) : null;
  if (!first || !lead) return;
  const when = `${whenIs(first, index, now, context.timezone)}${howManyMore(fresh, context.timezone)}`;
  const body = gapText(name ?? team, when, first.reason, rota);
  await insertOutbox(
    tx,
    newRow(context, { kind: 'text', purpose: 'alarm', toNumber: lead.phone, person: lead.id, body }),
  );
}

/** What is told of a gap: what lies outside the days that were worked out is not seen, and moves from day to day. */
function boundsOf({ from, to }: Gap, { borders }: RotaIndex): Pick<GapTold, 'fromAt' | 'toAt'> {
  return { fromAt: from <= (borders[0] ?? from) ? 0 : from, toAt: to >= (borders.at(-1) ?? to) ? noEnd : to };
}

function whenIs(gap: Gap, index: RotaIndex, now: Instant, zone: string): string {
  const hasEnd = boundsOf(gap, index).toAt !== noEnd;
  if (gap.from > now) return hasEnd ? writeStretch(gap.from, gap.to, zone) : `from ${writeTime(gap.from, zone)} on`;
  return hasEnd ? `now and until ${writeTime(gap.to, zone)}` : 'now and from now on';
}

function howManyMore(fresh: readonly Gap[], zone: string): string {
  const last = fresh.at(-1);
  const more = fresh.length - 1;
  if (!last || more < 1) return '';
  return more === 1
    ? `, and again ${writeTime(last.from, zone)}`
    : `, and ${more} times more, the last ${writeTime(last.from, zone)}`;
}
