import type { Leg } from '../domain/records.ts';
import { firstState } from '../flow/step.ts';
import type { Context, HashedFlow } from './context.ts';

/** A leg that begins now with its flow in force; each kind fills in what it has. */
export function newLeg(
  context: Context,
  { flow, hash }: HashedFlow,
  own: Pick<Leg, 'id' | 'kind' | 'number'> & Partial<Leg>,
): Leg {
  const now = context.clock.now();
  return {
    flow: flow.name,
    flowHash: hash,
    state: firstState(flow),
    turn: 0,
    callSid: null,
    account: null,
    caseNumber: null,
    department: null,
    team: null,
    person: null,
    outboxId: null,
    pageId: null,
    joinedLeg: null,
    joiningSince: null,
    joinsFailed: 0,
    will: 'undecided',
    bridged: false,
    fromDesk: false,
    deskRing: null,
    handedTo: null,
    toldOf: null,
    inHand: null,
    startedAt: now,
    lastTurnAt: now,
    endedAt: null,
    outcome: null,
    ...own,
  };
}
