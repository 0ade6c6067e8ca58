import { limits } from '../domain/limits.ts';
import { type Carrier, CarrierError } from '../domain/ports.ts';
import type { Recording } from '../domain/records.ts';
import { addCaseEvent } from '../store/write/cases.ts';
import { lockRecording, saveSound, updateRecording } from '../store/write/recordings.ts';
import type { Context } from './context.ts';

/** Brings a recording into our keeping by its sid. It may not be ready at the carrier yet; then it is asked for again. */
export async function fetchRecording(
  context: Context,
  carrier: Pick<Carrier, 'fetchRecording'>,
  { sid, account }: Pick<Recording, 'sid' | 'account'>,
): Promise<void> {
  const result = await carrier.fetchRecording(account, sid).catch((error: unknown) => {
    if (error instanceof CarrierError) return error;
    throw error;
  });
  await context.store.transact(async (tx) => {
    const recording = await lockRecording(tx, sid);
    if (recording?.state !== 'wanted') return;
    if (!(result instanceof CarrierError)) {
      await saveSound(tx, sid, result.sound, result.contentType);
      await updateRecording(tx, sid, { state: 'kept', dueAt: null, error: null });
      return;
    }
    const tries = recording.tries + 1;
    const isLast = tries >= limits.fetchTries;
    const dueAt = isLast ? null : context.clock.now() + limits.fetchRetrySeconds * 1000;
    await updateRecording(tx, sid, { state: isLast ? 'failed' : 'wanted', dueAt, tries, error: result.message });
    if (!isLast) return;
    const ids = { recording: sid, leg: recording.legId, case: recording.caseNumber ?? undefined };
    context.log.error('alarm: a recording could not be fetched', ids);
    const text = 'The recording could not be fetched from the carrier; it may still be there.';
    if (recording.caseNumber)
      await addCaseEvent(tx, { caseNumber: recording.caseNumber, at: context.clock.now(), text });
  });
}
