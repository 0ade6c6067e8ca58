import type { HoldWords } from '../domain/conversation.ts';
import { holdTick } from '../flow/holdTick.ts';
import { lockLeg } from '../store/write/legs.ts';
import type { Context } from './context.ts';
import { gatherFacts } from './gatherFacts.ts';
import { flowNameOf, flowOf } from './takeTurn.ts';

/**
 * A look of the hold: what the caller hears at this tick, and whether the wait ends. It changes nothing.
 * @param keys what was pressed since the last look; star ends the wait
 */
export async function lookAtHold(context: Context, legId: string, tick: number, keys: string): Promise<HoldWords> {
  if (keys === '*') return { say: [], leave: true, everySeconds: 1 };
  return context.store.transact(async (tx) => {
    const leg = await lockLeg(tx, legId);
    if (!leg) return { say: [], leave: true, everySeconds: 1 };
    const facts = await gatherFacts(tx, context, leg, flowNameOf(leg), 'look');
    return holdTick(await flowOf(context, leg), leg.state, tick, facts);
  });
}
