/** A call arrives: its row, its reserved case number and its first words are one transaction. */
import { limits } from '../domain/limits.ts';
import type { ArrivingCall } from '../domain/ports.ts';
import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { legAtDesk, lockLegByCallSid } from '../store/write/legs.ts';
import { waitForCounter } from '../store/write/numbers.ts';
import { newestReply } from '../store/write/turns.ts';
import type { Context, HashedFlow } from './context.ts';
import { endCameFirst, endLeg } from './endLeg.ts';
import { knownCaseOf } from './knownCaseOf.ts';
import { idsOfLeg } from './logIds.ts';
import { newCaseNumber } from './newCaseNumber.ts';
import { newLeg } from './newLeg.ts';
import { isBlocked, partnerByPhone, personByPhone } from './people.ts';
import { type Answer, moveLeg } from './takeTurn.ts';
import { toldOfPage } from './toldOfPage.ts';

/**
 * @param call as the carrier tells it; its sid recognises a repeated webhook, which hears the newest words again
 * @throws when the database fails or takes too long; the caller is then served by the lifeline
 */
export async function answerCall(context: Context, call: ArrivingCall): Promise<Answer> {
  const commitByMs = context.clock.elapsedMs() + limits.turnMilliseconds;
  const take = () => context.store.transact((tx) => takeCall(tx, context, call), { commitByMs });
  // The same call may arrive twice at once: one of the two finds its row taken, and then finds the row.
  const answer = await take().catch(take);
  if (answer.mayBeDue) context.wake();
  return answer;
}

async function takeCall(tx: Tx, context: Context, call: ArrivingCall): Promise<Answer> {
  const known = await lockLegByCallSid(tx, call.sid);
  if (known) {
    const newest = await newestReply(tx, known.id);
    const { id, account, turn } = known;
    return { legId: id, reply: newest?.reply ?? null, account, next: turn, mayBeDue: false };
  }
  const leg = await legOfCall(tx, context, call);
  context.log.info('a call was answered', idsOfLeg(leg));
  const answer = await moveLeg(
    tx,
    context,
    leg,
    { kind: 'answered' },
    { callSid: call.sid, account: call.account },
    'new',
  );
  if (await endCameFirst(tx, context, call.sid)) await endLeg(tx, context, leg.id);
  return answer;
}

/** The leg that a call begins with, in the flow that is for whoever calls; its row is written with its first step. */
export async function legOfCall(tx: Tx, context: Context, call: ArrivingCall): Promise<Leg> {
  return (
    (await newStaffLeg(tx, context, call)) ??
    (await newKnownLeg(tx, context, call)) ??
    (await newCallerLeg(tx, context, call))
  );
}

/** Somebody of the directory hears of the page they were told of first; null for anybody else. */
async function newStaffLeg(tx: Tx, context: Context, call: ArrivingCall): Promise<Leg | null> {
  const person = call.from === '' ? null : personByPhone(context.inForce.directory, call.from);
  if (!person) return null;
  const told = await toldOfPage(tx, context, person.id);
  const leg = await callerLeg(tx, context, call, context.inForce.flows.staff, await newCaseNumber(tx));
  return { ...leg, person: person.id, outboxId: told?.row.id ?? null, pageId: told?.pageId ?? null };
}

/** Whoever calls from the number of a critical case hears of that first; null when there is none. */
async function newKnownLeg(tx: Tx, context: Context, call: ArrivingCall): Promise<Leg | null> {
  if (isBlocked(context.inForce.directory, call.from)) return null;
  const known = await knownCaseOf(tx, call.from, context.clock.now());
  if (!known) return null;
  // News of this call's end waits for the counter, whether a number is taken or not (applyNews).
  await waitForCounter(tx, 'case');
  return callerLeg(tx, context, call, context.inForce.flows.known, known.number);
}

/** A caller's leg with its reserved case number: the number can be spoken, and a case is opened under it or never. */
export async function newCallerLeg(tx: Tx, context: Context, call: ArrivingCall): Promise<Leg> {
  return callerLeg(tx, context, call, context.inForce.flows.hotline, await newCaseNumber(tx));
}

async function callerLeg(
  tx: Tx,
  context: Context,
  call: ArrivingCall,
  flow: HashedFlow,
  caseNumber: string,
): Promise<Leg> {
  const { number, fromDesk } = await whoCalls(tx, context, call);
  const partner = number ? partnerByPhone(context.inForce.directory, number) : null;
  return newLeg(context, flow, {
    id: context.ids.next('call'),
    kind: 'caller',
    callSid: call.sid || null,
    account: call.account || null,
    number,
    fromDesk,
    caseNumber,
    department: partner?.department ?? null,
    team: partner?.team ?? null,
  });
}

/**
 * Whose call it is, and whether it came back from the day desk: forwarded by it, made by it, or made from a number for
 * which the desk is being rung at this moment. A desk that we ring and that forwards the ring shows our own number; the
 * caller is then the one who waits for it.
 */
async function whoCalls(
  tx: Tx,
  context: Context,
  { from, forwardedFrom }: ArrivingCall,
): Promise<{ number: string | null; fromDesk: boolean }> {
  const desk = context.inForce.directory.desk.number;
  const isOurs = from !== '' && context.lines.some((line) => line.number === from);
  const since = context.clock.now() - limits.deskLoopSeconds * 1000;
  const atDesk = from === '' ? null : await legAtDesk(tx, isOurs ? null : from, since);
  return {
    number: isOurs ? (atDesk?.number ?? null) : from || null,
    fromDesk: isOurs || from === desk || forwardedFrom === desk || atDesk !== null,
  };
}
