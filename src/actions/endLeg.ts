/** The end of a leg, whoever reports it. */
import { limits } from '../domain/limits.ts';
import type { Tx } from '../store/handle.ts';
import { appliedEvents } from '../store/write/carrierEvents.ts';
import { lockLeg } from '../store/write/legs.ts';
import type { Context } from './context.ts';
import { nameOutcome } from './nameOutcome.ts';
import { moveLeg } from './takeTurn.ts';
import { tellRecordings } from './tellRecordings.ts';

/** The carrier's last words about a call, and what they mean for the human. */
export const callEnds: Readonly<Record<string, string>> = {
  completed: 'answered',
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'noAnswer',
  canceled: 'canceled',
};

export function isEnd(status: string): boolean {
  return Object.hasOwn(callEnds, status);
}

/** Tells a leg that its phone has hung up; a second report changes nothing. */
export async function endLeg(tx: Tx, context: Context, legId: string): Promise<void> {
  const leg = await lockLeg(tx, legId);
  if (!leg || leg.endedAt !== null) return;
  await moveLeg(tx, context, leg, { kind: 'ended' }, { callSid: '', account: '' }, 'kept', -1);
  await tellRecordings(tx, context, leg.id);
  if (leg.kind === 'caller') await nameOutcome(tx, context, leg.id);
}

/** Under what the news of a call is kept, so that it can be found by the CallSid. */
export function callStatusKind(callSid: string): string {
  return `callStatus ${callSid}`;
}

/** Has the end of this call been reported, and found no leg to end, because it overtook the first turn? */
export async function endCameFirst(tx: Tx, context: Context, callSid: string): Promise<boolean> {
  if (callSid === '') return false;
  const since = context.clock.now() - limits.overtakenSeconds * 1000;
  const events = await appliedEvents(tx, callStatusKind(callSid), since);
  return events.some(({ fields }) => {
    const news = context.read.readCallback('call', fields);
    return news?.about === 'call' && isEnd(news.status);
  });
}
