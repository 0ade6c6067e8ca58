/** Who comes next. */
import type { Instant } from '../domain/conversation.ts';
import type { OnCall } from '../domain/rota.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { whoIsOnCall } from './whoIsOnCall.ts';

/**
 * The next change after an instant: when, and who is on call from then on (nobody is an answer, too).
 * @returns null when the people on call stay the same as far as the rota was worked out
 */
export function nextOnCall(index: RotaIndex, at: Instant): { at: Instant; onCall: OnCall } | null {
  const { until } = whoIsOnCall(index, at);
  return until === null ? null : { at: until, onCall: whoIsOnCall(index, until) };
}
