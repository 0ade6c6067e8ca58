import type { CallbackMeaning } from '../domain/ports.ts';
import type { Tx } from '../store/handle.ts';
import { lockLeg } from '../store/write/legs.ts';
import { insertRecording, lockRecording, updateRecording } from '../store/write/recordings.ts';
import type { Context } from './context.ts';
import { pageAfterAll } from './giveUpUnreachable.ts';
import { nameOutcome } from './nameOutcome.ts';
import { tellRecordings } from './tellRecordings.ts';

/**
 * News of a recording: it is ready, or there is none. It may come before the turn that ends the recording, and for a
 * caller who hung up it may be all we ever hear, so a row is made from it too.
 */
export async function noteRecording(
  tx: Tx,
  context: Context,
  legId: string,
  news: Extract<CallbackMeaning, { about: 'recording' }>,
): Promise<void> {
  const now = context.clock.now();
  const leg = await lockLeg(tx, legId);
  const known = await lockRecording(tx, news.recording);
  if (news.status !== 'completed') {
    if (known?.state === 'wanted')
      await updateRecording(tx, known.sid, {
        state: 'failed',
        dueAt: null,
        error: `The carrier says: ${news.status}.`,
      });
    return;
  }
  if (known) {
    // Its transcript, which came first, did not say how long it is.
    if (known.seconds === null && news.seconds !== null)
      await updateRecording(tx, known.sid, { seconds: news.seconds });
    if (known.state === 'wanted') await updateRecording(tx, known.sid, { dueAt: now });
    return;
  }
  await insertRecording(tx, {
    sid: news.recording,
    account: news.account || (leg?.account ?? null),
    legId,
    caseNumber: leg?.caseNumber ?? null,
    seconds: news.seconds,
    state: 'wanted',
    dueAt: now,
    tries: 0,
    contentType: null,
    transcript: null,
    error: null,
    createdAt: now,
  });
  // A live leg is told at its end, or the turn that is still on its way.
  if (leg?.kind !== 'caller' || leg.endedAt === null) return;
  await pageAfterAll(tx, context, leg.caseNumber ?? '');
  await tellRecordings(tx, context, leg.id);
  await nameOutcome(tx, context, leg.id);
}
