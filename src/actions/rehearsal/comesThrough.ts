import type { Event } from '../../domain/conversation.ts';
import { isFlowName } from '../../domain/facts.ts';
import type { Leg } from '../../domain/records.ts';
import { firstState } from '../../flow/step.ts';
import { stepsPassed } from '../../flow/stepsPassed.ts';
import type { Context } from '../context.ts';
import { flowOf, type stepOn } from '../takeTurn.ts';

/** The steps that a move of a leg comes through, in both flows where it goes on in another. @param leg as it was before */
export async function comesThrough(
  context: Context,
  leg: Leg,
  event: Event,
  { asked, gathered, moved, flow }: Awaited<ReturnType<typeof stepOn>>,
): Promise<{ flow: string; step: string }[]> {
  const passed = stepsPassed(await flowOf(context, leg), leg.state, event, asked);
  const before = passed.map((step) => ({ flow: leg.flow, step }));
  if (gathered === asked || !isFlowName(flow)) return before;
  const other = context.inForce.flows[flow].flow;
  const { keyed, pressed } = moved.state;
  const after = stepsPassed(other, { ...firstState(other), keyed, pressed }, { kind: 'answered' }, gathered);
  return [...before, ...after.map((step) => ({ flow, step }))];
}
