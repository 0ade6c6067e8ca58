import type { Instant } from '../../domain/conversation.ts';
import type { Leg } from '../../domain/records.ts';
import type { Tx } from '../../store/handle.ts';
import type { Context } from '../context.ts';

/** What an effect is written with. */
export interface Work {
  tx: Tx;
  context: Context;
  /** The leg whose turn it is, with its state before the turn. */
  leg: Leg;
  now: Instant;
  /** The cases this leg speaks of: the caller's own, or those named to the technician. */
  named: readonly string[];
  /** The number that was keyed last on this leg, this turn included; '' for none. */
  keyed: string;
}
