/** Calls that the lifeline served while the database was gone become cases and pages as soon as it is back. */
import type { LifelineEntry } from '../domain/lifeline.ts';
import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { insertLeg, lockLegByCallSid, updateLeg } from '../store/write/legs.ts';
import { newCallerLeg } from './answerCall.ts';
import type { Context } from './context.ts';
import { writeEffects } from './effects/writeEffects.ts';

/** Imports what the lifeline kept. Doing it twice changes nothing, so a crash in between is harmless. */
export async function importLifeline(context: Context): Promise<void> {
  const entries = context.lifeline.entries();
  for (const callSid of new Set(entries.map((entry) => entry.callSid)))
    await context.store.transact((tx) =>
      importCall(
        tx,
        context,
        callSid,
        entries.filter((entry) => entry.callSid === callSid),
      ),
    );
  context.lifeline.forget(entries.length);
}

async function importCall(tx: Tx, context: Context, callSid: string, entries: readonly LifelineEntry[]): Promise<void> {
  const now = context.clock.now();
  const from = entries.find((entry) => entry.from !== '')?.from ?? '';
  let leg: Leg | null = await lockLegByCallSid(tx, callSid);
  if (!leg) {
    leg = await newCallerLeg(tx, context, { sid: callSid, from, to: '', forwardedFrom: null });
    await insertLeg(tx, leg);
  }
  const number = leg.caseNumber ?? '';
  const isNew = leg.outcome !== 'served from memory';
  const work = { tx, context, leg, now, named: [number] };
  // Nothing could be asked, so it counts as critical: a second ring is a nuisance, a lost call is not.
  await writeEffects(work, [{ kind: 'openCase', urgency: 'critical' }, { kind: 'startPage' }]);
  for (const { recording } of entries)
    if (recording) await writeEffects(work, [{ kind: 'keepRecording', recording, seconds: 0, hungUp: false }]);
  if (!isNew || !(await lockCase(tx, number))) return;
  const how = entries.some((entry) => entry.screened) ? 'and a technician pressed 1 to talk' : 'and nobody was reached';
  await addCaseEvent(tx, {
    caseNumber: number,
    at: now,
    text: `The call was served from memory while the database was gone, ${how}.`,
  });
  await writeEffects(work, [{ kind: 'bringPageForward' }]);
  await updateLeg(tx, leg.id, { outcome: 'served from memory', endedAt: now, state: { ...leg.state, over: true } });
}
