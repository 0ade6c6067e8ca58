/** The lifeboat is written, and watched: it rings whoever was on call then, until it is written again. */
import type { Instant } from '../domain/conversation.ts';
import { type Crew, type CrewMember, type Lifeboat, lifeboatFault, lifeboatFaultWords } from '../domain/lifeboat.ts';
import { limits } from '../domain/limits.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';
import { lifeboatText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { lockLifeboat, putLifeboat, removeLifeboat, updateLifeboat } from '../store/write/lifeboats.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import type { Context, InForce } from './context.ts';
import { newRow } from './newRow.ts';
import { onCallFor, personOf } from './people.ts';
import { whomToTell } from './whomToTell.ts';

/** Whom it would ring if it were written now. @returns also those on call who have not agreed to be in it */
export function crewNow(inForce: InForce, now: Instant): { crew: Crew; without: string[] } {
  const { directory } = inForce;
  const duty = Object.keys(directory.teams).flatMap((team) => onCallFor(inForce, team, now).people);
  const agrees = (id: string) => directory.people[id]?.lifeboat === true;
  const members = (ids: readonly string[]): CrewMember[] =>
    ids
      .filter(agrees)
      .flatMap((id) => personOf(directory, id) ?? [])
      .map(({ id, phone }) => ({ person: id, phone }))
      .slice(0, limits.lifelinePhones);
  const ids = [...new Set(duty)];
  return {
    crew: { onCall: members(ids), leads: members(directory.leads.filter((id) => !ids.includes(id))) },
    without: ids.filter((id) => !agrees(id)),
  };
}

/** It has been written for this crew: remembered, so that it is known when it grows old. */
export async function noteLifeboat(context: Context, crew: Crew, answerHash: string): Promise<Lifeboat> {
  const writtenAt = context.clock.now();
  const row: Lifeboat = {
    name: 'lifeboat',
    writtenAt,
    crew,
    answerHash,
    wrongSince: null,
    toldAt: null,
    nextAt: writtenAt + outsideLimits.lifeboatLookSeconds * 1000,
  };
  await context.store.transact((tx) => putLifeboat(tx, row));
  context.wake();
  return row;
}

/** Nobody keeps one any more: nothing is watched until it is written again. */
export async function forgetLifeboat({ store }: Context): Promise<void> {
  await store.transact(removeLifeboat);
}

/** Looks whether it still rings the right people, and tells a lead once a day that it does not. */
export async function lifeboatDue(context: Context): Promise<void> {
  const fault = await context.store.transact((tx) => look(tx, context));
  if (fault !== null) context.log.error('alarm: the lifeboat is out of date', { why: lifeboatFaultWords[fault] });
  context.wake();
}

/** @returns the fault that was told of just now */
async function look(tx: Tx, context: Context) {
  const row = await lockLifeboat(tx);
  const now = context.clock.now();
  if (row === null || row.nextAt > now) return null;
  const isRight = JSON.stringify(crewNow(context.inForce, now).crew) === JSON.stringify(row.crew);
  const wrongSince = isRight ? null : (row.wrongSince ?? now);
  const fault = lifeboatFault({ ...row, wrongSince }, now);
  const tells =
    fault !== null && (row.toldAt === null || now - row.toldAt >= outsideLimits.lifeboatTextHours * 3_600_000);
  const toldAt = fault === null ? null : tells ? now : row.toldAt;
  await updateLifeboat(tx, { wrongSince, toldAt, nextAt: now + outsideLimits.lifeboatLookSeconds * 1000 });
  if (!tells) return null;
  const lead = await whomToTell(tx, context, '', now);
  const body = lifeboatText(lifeboatFaultWords[fault]);
  if (lead)
    await insertOutbox(
      tx,
      newRow(context, { kind: 'text', purpose: 'alarm', toNumber: lead.phone, person: lead.id, body }),
    );
  return fault;
}
