import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Case } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { liveCallersOf } from '../store/write/legs.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';

/** Is there a number, a recording, or a caller on the line: anything that whoever is woken could act on? */
export async function canBeReached(tx: Tx, opened: Case, now: Instant): Promise<boolean> {
  if (opened.callBackNumber !== null) return true;
  if ((await recordingsOfCase(tx, opened.number)).length > 0) return true;
  // A caller whose end was never reported is not believed to be there for longer than a turn can last.
  const since = now - (Math.max(limits.longestTurnSeconds, limits.holdSeconds) + 30) * 1000;
  return (await liveCallersOf(tx, opened.number)).some((leg) => !leg.state.over && leg.lastTurnAt >= since);
}
