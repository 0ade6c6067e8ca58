import { z } from 'zod';
import type { Event, Instant, Reply } from '../../domain/conversation.ts';
import type { Leg } from '../../domain/records.ts';
import { flag, instant, json, type Table, table } from '../table.ts';
import { eventShape, replyShape, stateShape } from './conversation.ts';

export const legs: Table<Leg> = table('legs', {
  id: z.string(),
  kind: z.enum(['caller', 'page']),
  flow: z.string(),
  flowHash: z.string(),
  state: json(stateShape),
  turn: z.int(),
  callSid: z.string().nullable(),
  account: z.string().nullable(),
  number: z.string().nullable(),
  caseNumber: z.string().nullable(),
  department: z.string().nullable(),
  team: z.string().nullable(),
  person: z.string().nullable(),
  outboxId: z.string().nullable(),
  pageId: z.string().nullable(),
  joinedLeg: z.string().nullable(),
  joiningSince: instant.nullable(),
  joinsFailed: z.int(),
  will: z.enum(['undecided', 'talkNow', 'callLater']),
  bridged: flag,
  fromDesk: flag,
  deskRing: z.string().nullable(),
  handedTo: z.enum(['desk', 'helpDesk']).nullable(),
  toldOf: z.string().nullable(),
  inHand: z.string().nullable(),
  startedAt: instant,
  lastTurnAt: instant,
  endedAt: instant.nullable(),
  outcome: z.string().nullable(),
});

/** One line of a leg's log: what happened, what was answered, and the kinds of effect it had. */
export interface Turn {
  legId: string;
  n: number;
  at: Instant;
  event: Event;
  /** null when nothing could be heard any more. */
  reply: Reply | null;
  effects: string[];
}

export const turns: Table<Turn> = table('turns', {
  legId: z.string(),
  n: z.int(),
  at: instant,
  event: json(eventShape),
  reply: json(replyShape).nullable(),
  effects: json(z.array(z.string())),
});
