/** A caller's leg is over, and the turn that its recording would have been is lost, or late. */
import type { Tx } from '../store/handle.ts';
import { lockLeg } from '../store/write/legs.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';
import { recordingsTold } from '../store/write/turns.ts';
import type { Context } from './context.ts';
import { flowOf, moveLeg } from './takeTurn.ts';

/** Tells a leg that has ended of every recording that no turn of it told of: what was said counts, as if one had. */
export async function tellRecordings(tx: Tx, context: Context, legId: string): Promise<void> {
  const leg = await lockLeg(tx, legId);
  if (leg?.kind !== 'caller' || leg.endedAt === null || leg.outcome === 'served from memory') return;
  const def = (await flowOf(context, leg)).steps[leg.state.step];
  if (def === undefined || !('record' in def)) return;
  const { sids, lowest } = await recordingsTold(tx, leg.id);
  const lost = (await recordingsOfCase(tx, leg.caseNumber ?? '')).filter(
    ({ sid, legId: of }) => of === leg.id && !sids.has(sid),
  );
  let n = lowest;
  for (const { sid: recording, seconds } of lost) {
    n -= 1;
    const event = { kind: 'recorded' as const, recording, seconds: seconds ?? 0, hungUp: false };
    await moveLeg(tx, context, leg, event, { callSid: '', account: '' }, 'kept', n);
  }
}
