/** The end of a leg, whoever reports it. */
import { outcomeOf } from '../domain/outcome.ts';
import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { lockLeg, updateLeg } from '../store/write/legs.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';
import { answeredAnything, newestReply } from '../store/write/turns.ts';
import type { Context } from './context.ts';
import { moveLeg } from './takeTurn.ts';

/** Tells a leg that its phone has hung up; a second report changes nothing. */
export async function endLeg(tx: Tx, context: Context, legId: string): Promise<void> {
  const leg = await lockLeg(tx, legId);
  if (!leg || leg.endedAt !== null) return;
  await moveLeg(tx, context, leg, { kind: 'ended' }, '');
  if (leg.kind === 'caller') await nameOutcome(tx, context, leg);
}

/** Every call ends in exactly one outcome (promise 1). */
async function nameOutcome(tx: Tx, context: Context, leg: Leg): Promise<void> {
  const number = leg.caseNumber ?? '';
  const opened = await lockCase(tx, number);
  const recordings = (await recordingsOfCase(tx, number)).filter((recording) => recording.legId === leg.id);
  const outcome = outcomeOf({
    bridged: leg.bridged,
    urgency: opened?.urgency ?? null,
    recorded: recordings.length > 0,
    saidSomething: await answeredAnything(tx, leg.id),
    reachedEnd: (await newestReply(tx, leg.id))?.reply.then.do === 'hangUp',
  });
  await updateLeg(tx, leg.id, { outcome });
  if (opened)
    await addCaseEvent(tx, { caseNumber: number, at: context.clock.now(), text: `The call ended: ${outcome}.` });
}
