/** Calls that the lifeline served while the database was gone become cases and pages as soon as it is back. */
import type { Instant } from '../domain/conversation.ts';
import type { LifelineEntry } from '../domain/lifeline.ts';
import { limits } from '../domain/limits.ts';
import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, addCaseEventOnce, lockCase } from '../store/write/cases.ts';
import { insertLeg, lockLeg, lockLegByCallSid, updateLeg } from '../store/write/legs.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import { insertRecording } from '../store/write/recordings.ts';
import { hadEffect } from '../store/write/turns.ts';
import { newCallerLeg } from './answerCall.ts';
import type { Context } from './context.ts';
import { openCaseBecause } from './effects/caseEffects.ts';
import type { Work } from './effects/work.ts';
import { writeEffects } from './effects/writeEffects.ts';
import { idsOfLeg } from './logIds.ts';
import { newCaseNumber } from './newCaseNumber.ts';

/** What the lifeline kept of one call. */
interface KeptCall {
  callSid: string;
  /** For a call whose CallSid did not come: the id its leg gets, the same whenever the lines are read. */
  legId: string;
  entries: LifelineEntry[];
}

/**
 * Imports what the lifeline kept, once the call it tells of is through: its phones are not rung a second time while they
 * ring. Doing it twice changes nothing, so a crash in between is harmless.
 * @throws the first error, after every call has been tried: one that cannot be imported must not hold up the others
 */
export async function importLifeline(context: Context): Promise<void> {
  const entries = context.lifeline.entries();
  const now = context.clock.now();
  const left: KeptCall[] = [];
  const errors: unknown[] = [];
  for (const call of callsOf(entries)) {
    if (dueAt(call) > now) left.push(call);
    else
      await context.store
        .transact((tx) => importCall(tx, context, call))
        .catch((error: unknown) => {
          left.push(call);
          errors.push(error);
        });
  }
  // Lines are forgotten from the first on, so those behind one that is left are read, and found imported, once more.
  const kept = entries.findIndex((entry) => left.some((call) => call.entries.includes(entry)));
  const done = kept < 0 ? entries.length : kept;
  if (done > 0) context.lifeline.forget(done);
  const later = left.map(dueAt).filter((at) => at > now);
  if (later.length > 0) wakeAt(context, Math.min(...later));
  if (errors.length > 0) throw errors[0];
}

function callsOf(entries: readonly LifelineEntry[]): KeptCall[] {
  const calls = new Map<string, KeptCall>();
  for (const entry of entries) {
    let key = entry.callSid;
    // Two calls without a CallSid are two calls.
    for (let twin = 0; key === '' || (entry.callSid === '' && calls.has(key)); twin++)
      key = `call_lifeline${entry.at}x${twin}`;
    const call = calls.get(key) ?? { callSid: entry.callSid, legId: key, entries: [] };
    call.entries.push(entry);
    calls.set(key, call);
  }
  return [...calls.values()];
}

/** A recording, or the end of a talk, is the last that comes of a call. */
function dueAt({ entries }: KeptCall): Instant {
  const last = Math.max(...entries.map((entry) => entry.at));
  const isThrough = entries.some((entry) => entry.recording !== null || entry.screened);
  return isThrough ? last : last + limits.lifelineSettleSeconds * 1000;
}

/** The moment for which a timer has been set, so that many looks set one. */
const wakesAt = new WeakMap<Context, Instant>();

function wakeAt(context: Context, at: Instant): void {
  if (wakesAt.get(context) === at) return;
  wakesAt.set(context, at);
  context.clock.after(at - context.clock.now(), () => context.wake());
}

const talked = 'A technician pressed 1 to talk, and the lifeline connected the caller.';

async function importCall(tx: Tx, context: Context, call: KeptCall): Promise<void> {
  const now = context.clock.now();
  const leg = await legOf(tx, context, call);
  const number = leg.caseNumber ?? '';
  const work = { tx, context, leg, now, named: [number], keyed: '' };
  if (leg.outcome !== 'served from memory') await openAndPage(work, call.entries);
  for (const { recording } of call.entries) if (recording !== null) await keepRecording(work, recording);
  if (call.entries.some((entry) => entry.screened))
    await addCaseEventOnce(tx, { caseNumber: number, at: now, text: talked });
}

async function legOf(tx: Tx, context: Context, { callSid, legId, entries }: KeptCall): Promise<Leg> {
  const known = callSid === '' ? await lockLeg(tx, legId) : await lockLegByCallSid(tx, callSid);
  if (known) return withOwnNumber(tx, known);
  const from = entries.find((entry) => entry.from !== '')?.from ?? '';
  const account = entries.find((entry) => entry.account !== '')?.account ?? '';
  const fresh = await newCallerLeg(tx, context, { sid: callSid, account, from, to: '', forwardedFrom: null });
  const leg = callSid === '' ? { ...fresh, id: legId } : fresh;
  await insertLeg(tx, leg);
  return leg;
}

/** A call about a case that another one opened broke off: nobody knows what it was to become, so it is a case of its own. */
async function withOwnNumber(tx: Tx, leg: Leg): Promise<Leg> {
  const opened = await lockCase(tx, leg.caseNumber ?? '');
  if (!opened || opened.legId === leg.id || leg.outcome === 'served from memory') return leg;
  const caseNumber = await newCaseNumber(tx);
  await updateLeg(tx, leg.id, { caseNumber });
  return { ...leg, caseNumber };
}

async function openAndPage(work: Work, entries: readonly LifelineEntry[]): Promise<void> {
  const { tx, leg, now } = work;
  const caseNumber = leg.caseNumber ?? '';
  await lockPagesOf(tx, [caseNumber]);
  const known = await lockCase(tx, caseNumber);
  // What the caller said of the urgency stands. A case that was opened only because the call broke off says nothing.
  const canWait = known !== null && known.urgency !== 'critical' && (await hadEffect(tx, leg.id, 'openCase'));
  if (!canWait) {
    // A second ring is a nuisance, a lost call is not.
    await openCaseBecause(work, 'critical', 'Its urgency could not be asked, so it counts as critical.');
    await writeEffects(work, [{ kind: 'startPage' }]);
  }
  const text = `The call was served from memory while the database was gone${howFar(entries)}.`;
  await addCaseEvent(tx, { caseNumber, at: now, text });
  if (!canWait) await writeEffects(work, [{ kind: 'bringPageForward' }]);
  const state = { ...leg.state, over: true };
  await updateLeg(tx, leg.id, { outcome: 'served from memory', endedAt: leg.endedAt ?? now, state });
  work.context.log.info('a call that the lifeline served was taken over', idsOfLeg(leg));
}

function howFar(entries: readonly LifelineEntry[]): string {
  if (entries.some((entry) => entry.screened)) return '';
  // The tone comes only after every phone has been tried.
  if (entries.some((entry) => entry.recording !== null)) return ', and nobody was reached';
  return '; whether somebody was reached is not known yet';
}

async function keepRecording({ tx, leg, now }: Work, sid: string): Promise<void> {
  const isNew = await insertRecording(tx, {
    sid,
    account: leg.account,
    legId: leg.id,
    caseNumber: leg.caseNumber,
    seconds: null,
    state: 'wanted',
    dueAt: now,
    tries: 0,
    contentType: null,
    transcript: null,
    error: null,
    createdAt: now,
  });
  if (!isNew || leg.caseNumber === null) return;
  await addCaseEvent(tx, { caseNumber: leg.caseNumber, at: now, text: 'The caller left a recording at the lifeline.' });
}
