/** Effects become rows in the transaction of their turn. A forgotten kind does not compile. */
import type { Effect, Instant } from '../../domain/conversation.ts';
import type { Leg } from '../../domain/records.ts';
import type { Tx } from '../../store/handle.ts';
import type { Context } from '../context.ts';
import { givePromise, keepRecording, note, openCase } from './caseEffects.ts';
import {
  acceptCases,
  bringPageForward,
  callLater,
  chooseTeam,
  keepPromise,
  passPage,
  startPage,
} from './pageEffects.ts';

/** What an effect is written with. */
export interface Work {
  tx: Tx;
  context: Context;
  /** The leg whose turn it is, with its state before the turn. */
  leg: Leg;
  now: Instant;
  /** The cases this leg speaks of: the caller's own, or those named to the technician. */
  named: readonly string[];
}

type Writers = { [K in Effect['kind']]: (work: Work, effect: Extract<Effect, { kind: K }>) => Promise<void> };

const writers = {
  openCase,
  startPage,
  chooseTeam,
  bringPageForward,
  keepRecording,
  givePromise,
  acceptCases,
  passPage,
  callLater,
  keepPromise,
  note,
} satisfies Writers;

export async function writeEffects(work: Work, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await write(work, effect);
}

function write<K extends Effect['kind']>(work: Work, effect: Extract<Effect, { kind: K }>): Promise<void> {
  const writer: Writers[K] = (writers as Writers)[effect.kind as K];
  return writer(work, effect);
}
