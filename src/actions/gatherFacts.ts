import type { FlowName } from '../domain/facts.ts';
import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import type { Context, LegFacts } from './context.ts';
import { gatherCallBackFacts } from './gatherCallBackFacts.ts';
import { gatherChoiceFacts } from './gatherChoiceFacts.ts';
import { gatherDeskFacts } from './gatherDeskFacts.ts';
import { gatherExistingFacts } from './gatherExistingFacts.ts';
import { gatherHotlineFacts } from './gatherHotlineFacts.ts';
import { gatherKnownFacts } from './gatherKnownFacts.ts';
import { gatherOpeningFacts } from './gatherOpeningFacts.ts';
import { gatherPageFacts } from './gatherPageFacts.ts';
import { gatherStaffFacts } from './gatherStaffFacts.ts';
import { gatherTestFacts } from './gatherTestFacts.ts';

/** new: the leg has no row yet. look: nothing is locked, since who only looks must not wait for those who act. */
export type Known = 'new' | 'kept' | 'look';

type Gather = (tx: Tx, context: Context, leg: Leg, known: Known) => Promise<LegFacts>;

const gatherers = {
  hotline: gatherHotlineFacts,
  page: gatherPageFacts,
  callBack: gatherCallBackFacts,
  known: gatherKnownFacts,
  existing: gatherExistingFacts,
  opening: gatherOpeningFacts,
  desk: gatherDeskFacts,
  choice: gatherChoiceFacts,
  staff: gatherStaffFacts,
  test: gatherTestFacts,
} satisfies Record<FlowName, Gather>;

/** What a step of this flow may look at on a leg, read under the locks of the turn. */
export function gatherFacts(tx: Tx, context: Context, leg: Leg, flow: FlowName, known: Known): Promise<LegFacts> {
  const gather: Gather = gatherers[flow];
  return gather(tx, context, leg, known);
}
