/** A webhook moves a leg on: one transaction, and only when it has committed may anything ring. */
import type { Event, Reply, Transition } from '../domain/conversation.ts';
import { type FlowName, isFlowName } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import type { Leg } from '../domain/records.ts';
import type { Flow } from '../flow/flowSchema.ts';
import { firstState, step } from '../flow/step.ts';
import type { Tx } from '../store/handle.ts';
import { insertLeg, lockLeg, updateLeg } from '../store/write/legs.ts';
import { updateRecording } from '../store/write/recordings.ts';
import { insertTurn, newestReply, recordingsTold } from '../store/write/turns.ts';
import { attemptAlive } from './attemptAlive.ts';
import type { Context, LegFacts } from './context.ts';
import { writeEffects } from './effects/writeEffects.ts';
import { gatherFacts } from './gatherFacts.ts';
import { idsOfLeg } from './logIds.ts';
import { nameOutcome } from './nameOutcome.ts';

export interface Turn {
  legId: string;
  /** The number in the address; the leg knows which one it awaits. */
  n: number;
  event: Event;
  from: Origin;
}

/** The call a request is about, as the carrier names it: '' for what did not come. */
export interface Origin {
  callSid: string;
  account: string;
}

export interface Answer {
  legId: string;
  /** null when nothing can be heard any more. */
  reply: Reply | null;
  /** The carrier's account the leg runs over; null when it is not known. */
  account: string | null;
  /** The turn that takes what comes next. */
  next: number;
  /** Rows may have been written that are due at once. */
  mayBeDue: boolean;
}

/** What is said to a leg that has reached its last turn. */
const tooLong: Reply = {
  say: [{ say: 'This call has gone on for too long. Please call again if you still need us. Good-bye.' }],
  then: { do: 'hangUp' },
};

/**
 * Takes one turn. A turn that is not awaited (repeated, late, overtaken) is answered from the log and changes nothing.
 * @returns null when there is no such leg
 * @throws when the database or the flow fails, or the turn takes too long; the phone is then served by the lifeline, and
 * the turn has not happened
 */
export async function takeTurn(context: Context, turn: Turn): Promise<Answer | null> {
  const commitByMs = context.clock.elapsedMs() + limits.turnMilliseconds;
  const answer = await context.store.transact((tx) => takeAwaited(tx, context, turn), { commitByMs });
  if (answer?.mayBeDue) context.wake();
  return answer;
}

async function takeAwaited(tx: Tx, context: Context, turn: Turn): Promise<Answer | null> {
  const leg = await lockLeg(tx, turn.legId);
  if (!leg) return null;
  if (leg.turn !== turn.n) {
    const newest = await newestReply(tx, leg.id);
    return { legId: leg.id, reply: newest?.reply ?? null, account: leg.account, next: leg.turn, mayBeDue: false };
  }
  const event = await refine(tx, context, leg, turn.event);
  if (event.kind === 'recorded' && (await isTold(tx, context, leg, event))) {
    // A transcript, which came first, did not say how long it is.
    await updateRecording(tx, event.recording, { seconds: event.seconds });
    return { legId: leg.id, reply: null, account: leg.account, next: leg.turn, mayBeDue: false };
  }
  const answer = await moveLeg(tx, context, leg, event, turn.from);
  // The end overtook this turn, so the outcome was named without it.
  if (leg.kind === 'caller' && leg.endedAt !== null) await nameOutcome(tx, context, leg.id);
  return answer;
}

type Recorded = Extract<Event, { kind: 'recorded' }>;

/** After the end, news of a recording has told the leg of it; only that a key ended it is more than that. */
async function isTold(tx: Tx, context: Context, leg: Leg, event: Recorded): Promise<boolean> {
  if (leg.endedAt === null) return false;
  const def = (await flowOf(context, leg)).steps[leg.state.step];
  const keyTellsMore = event.byKey === true && def !== undefined && 'record' in def && def.byKey !== undefined;
  return !keyTellsMore && (await recordingsTold(tx, leg.id)).sids.has(event.recording);
}

/** `<Leave/>` is one word of the carrier for two things: the caller pressed star, or the wait was over. */
async function refine(tx: Tx, context: Context, leg: Leg, event: Event): Promise<Event> {
  if (event.kind !== 'left' || event.how !== 'starKey' || leg.state.waitingSince === null) return event;
  const then = (await newestReply(tx, leg.id))?.reply?.then;
  const maxSeconds = then?.do === 'wait' ? then.maxSeconds : limits.holdSeconds;
  const waitedMs = context.clock.now() - leg.state.waitingSince;
  return waitedMs >= maxSeconds * 1000 ? { kind: 'left', how: 'tooLong' } : event;
}

/**
 * One step of a locked leg, written with everything it causes.
 * @param known 'new' for a caller's leg that has no row yet: its row is written with its first step
 * @param newsAs the number in the log of what is news and no turn; null for a turn
 */
export async function moveLeg(
  tx: Tx,
  context: Context,
  before: Leg,
  event: Event,
  from: Origin,
  known: 'new' | 'kept' = 'kept',
  newsAs: number | null = null,
): Promise<Answer> {
  const now = context.clock.now();
  const isAnswered = before.callSid === null && from.callSid !== '';
  const leg = {
    ...before,
    callSid: before.callSid ?? (from.callSid || null),
    account: before.account ?? (from.account || null),
  };
  const { moved, asked: _asked, gathered, ...within } = await stepOn(tx, context, leg, event, known);
  const { then } = moved.reply ?? {};
  // After news the action of a recording may still come for the turn that is awaited.
  const isTurn = newsAs === null;
  const met = event.kind === 'left' && event.how === 'bridged';
  const patch: Partial<Leg> = {
    ...within,
    state: moved.state,
    turn: isTurn ? leg.turn + 1 : leg.turn,
    callSid: leg.callSid,
    account: leg.account,
    lastTurnAt: now,
    endedAt: isTurn ? leg.endedAt : (leg.endedAt ?? now),
    bridged: leg.bridged || met,
    joinsFailed: leg.joinsFailed + (joinFailed(leg, event) ? 1 : 0),
    joiningSince: then?.do === 'join' ? now : null,
    ...(then?.do === 'join' ? { joinedLeg: then.leg, will: 'talkNow' as const } : {}),
    inHand: leg.inHand ?? onlyOneOf(leg, gathered),
    ...(then?.do === 'dial' ? { will: 'callLater' as const } : {}),
  };
  if (known === 'new') await insertLeg(tx, { ...leg, ...patch });
  else await updateLeg(tx, leg.id, patch);
  if (isAnswered && leg.outboxId !== null) {
    context.log.info('a phone that we rang was answered', idsOfLeg(leg));
    await attemptAlive(tx, context, leg.outboxId, from.callSid);
  }
  await insertTurn(tx, {
    legId: leg.id,
    n: newsAs ?? leg.turn,
    at: now,
    event,
    reply: moved.reply,
    effects: moved.effects.map((effect) => effect.kind),
  });
  const { named } = gathered;
  const work = { tx, context, leg: { ...leg, ...patch, state: leg.state }, now, named, keyed: moved.state.keyed };
  await writeEffects(work, moved.effects);
  const next = isTurn ? leg.turn + 1 : leg.turn;
  return { legId: leg.id, reply: moved.reply, account: leg.account, next, mayBeDue: moved.effects.length > 0 };
}

/**
 * One step, by the facts of its flow. A number that is being keyed is among them. Where the step goes on in another flow,
 * that one's first step follows with the facts of its own, read before anything of this turn is written.
 * @returns what it does; `asked` are the facts by which the event was taken, `gathered` those of the flow it is in now
 */
export async function stepOn(tx: Tx, context: Context, leg: Leg, event: Event, known: 'new' | 'kept') {
  const { flow, flowHash } = leg;
  const current = await flowOf(context, leg);
  const asksForNumber = isAskedForNumber(current.steps[leg.state.step]);
  const heard = event.kind === 'keys' && asksForNumber ? { ...leg, state: { ...leg.state, keyed: event.keys } } : leg;
  const gathered = await gatherFacts(tx, context, heard, flowNameOf(leg), known);
  if (leg.turn >= limits.turnsPerLeg && leg.endedAt === null && event.kind !== 'ended') {
    const moved: Transition = { state: { ...leg.state, over: true }, reply: tooLong, effects: [] };
    return { moved, asked: gathered, gathered, flow, flowHash };
  }
  const moved = step(current, leg.state, event, gathered);
  const then = moved.reply?.then;
  if (then?.do !== 'continueIn' || !isFlowName(then.flow)) return { moved, asked: gathered, gathered, flow, flowHash };
  const other = context.inForce.flows[then.flow];
  // What has been keyed, and that a person is there, goes along.
  const { keyed, pressed } = moved.state;
  const more = await gatherFacts(tx, context, { ...leg, state: { ...leg.state, keyed, pressed } }, then.flow, known);
  const next = step(other.flow, { ...firstState(other.flow), keyed, pressed }, { kind: 'answered' }, more);
  const say = [...(moved.reply?.say ?? []), ...(next.reply?.say ?? [])];
  const joined: Transition = {
    state: next.state,
    reply: next.reply && { ...next.reply, say },
    effects: [...moved.effects, ...next.effects],
  };
  return { moved: joined, asked: gathered, gathered: more, flow: other.flow.name, flowHash: other.hash };
}

/** The flow a leg is in; of one that there is no more, the one of its kind. */
/** A key at any other step is no number: what was keyed before stays. */
function isAskedForNumber(def: Flow['steps'][string] | undefined): boolean {
  return def !== undefined && 'ask' in def && def.keyed !== undefined;
}

export function flowNameOf(leg: Leg): FlowName {
  return isFlowName(leg.flow) ? leg.flow : leg.kind === 'page' ? 'page' : 'hotline';
}

/** Somebody who called us and has the one case that is spoken of: on this line it stays the one, whoever else begins to hold. */
function onlyOneOf({ kind, person }: Leg, { values, named }: LegFacts): string | null {
  const isTheirs = kind === 'caller' && person !== null && values.caseState === 'mine';
  return isTheirs && named.length === 1 ? (named[0] ?? null) : null;
}

function joinFailed(leg: Leg, event: Event): boolean {
  return leg.joiningSince !== null && event.kind === 'dialled' && event.outcome !== 'talked';
}

/** The flow a leg began with, also after a newer one has come into force. */
export async function flowOf(context: Context, leg: Leg): Promise<Flow> {
  const current = context.inForce.flows[flowNameOf(leg)];
  if (current.hash === leg.flowHash) return current.flow;
  return (await context.flowByHash(leg.flow, leg.flowHash)) ?? current.flow;
}
