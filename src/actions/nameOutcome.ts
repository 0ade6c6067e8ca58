import type { Instant } from '../domain/conversation.ts';
import { needsCase, outcomeOf } from '../domain/outcome.ts';
import type { Case } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { lockLeg, updateLeg } from '../store/write/legs.ts';
import { pagesOfCase } from '../store/write/pages.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';
import { answeredAnything, newestReply } from '../store/write/turns.ts';
import { canBeReached } from './canBeReached.ts';
import type { Context } from './context.ts';
import { openCaseBecause } from './effects/caseEffects.ts';
import { idsOfLeg } from './logIds.ts';
import { isBlocked } from './people.ts';
import { hasToldOf } from './withdrawCase.ts';

const whyOpened =
  'The call ended before its urgency was known, but the caller left something: a key, a word or a recording.';

/**
 * Names how a caller's leg ended, at its end and again when news comes after the end: every call ends in exactly one
 * outcome, and one that promises a case has one (promise 1).
 */
export async function nameOutcome(tx: Tx, context: Context, legId: string): Promise<void> {
  const leg = await lockLeg(tx, legId);
  if (leg?.kind !== 'caller') return;
  const now = context.clock.now();
  const number = leg.caseNumber ?? '';
  const opened = await lockCase(tx, number);
  const recordings = (await recordingsOfCase(tx, number)).filter((recording) => recording.legId === leg.id);
  const isOld = opened !== null && opened.legId !== leg.id;
  const outcome = outcomeOf({
    bridged: leg.bridged,
    urgency: isOld ? null : (opened?.urgency ?? null),
    ofOldCase: isOld,
    recorded: recordings.length > 0,
    saidSomething: await answeredAnything(tx, leg.id),
    reachedEnd: (await newestReply(tx, leg.id))?.reply.then.do === 'hangUp',
    blocked: isBlocked(context.inForce.directory, leg.number),
    toldOfNotice: leg.toldOf !== null,
    isStaff: leg.person !== null,
    unreachable: opened !== null && !isOld && (await isUnreachable(tx, opened, now)),
    handedTo: leg.handedTo,
    before: leg.outcome,
  });
  if (opened === null && needsCase(outcome)) await openCaseBecause({ tx, context, leg, now }, 'routine', whyOpened);
  if (outcome === leg.outcome) return;
  await updateLeg(tx, leg.id, { outcome });
  context.log.info('a call has ended', { ...idsOfLeg(leg), outcome });
  if (opened === null && !needsCase(outcome)) return;
  const text =
    leg.outcome === null
      ? `${isOld ? 'A later call about it' : 'The call'} ended: ${outcome}.`
      : `By news that came late, the call ended: ${outcome}.`;
  await addCaseEvent(tx, { caseNumber: number, at: now, text });
}

async function isUnreachable(tx: Tx, opened: Case, now: Instant): Promise<boolean> {
  if (opened.urgency !== 'critical' || (await canBeReached(tx, opened, now))) return false;
  for (const page of await pagesOfCase(tx, opened.number)) if (await hasToldOf(tx, page, opened.number)) return false;
  return true;
}
