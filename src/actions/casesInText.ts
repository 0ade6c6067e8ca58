import { limits } from '../domain/limits.ts';
import type { Case } from '../domain/records.ts';
import type { CaseInText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { legsOfCase } from '../store/write/legs.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';
import type { Context } from './context.ts';

/** Cases with what a text that pages somebody says of each. Those that have no room in it are not looked up. */
export async function casesInText(tx: Tx, context: Context, cases: readonly Case[]): Promise<CaseInText[]> {
  const described: CaseInText[] = [];
  for (const one of cases.slice(0, limits.casesInText)) described.push(await describe(tx, context, one));
  return [...described, ...cases.slice(limits.casesInText)];
}

async function describe(tx: Tx, context: Context, one: Case): Promise<CaseInText> {
  const recordings = await recordingsOfCase(tx, one.number);
  // Whoever of the directory calls about it is none of its callers.
  const caller = (await legsOfCase(tx, one.number)).find(({ kind, person }) => kind === 'caller' && person === null);
  const waitsSince = caller?.endedAt === null ? caller.state.waitingSince : null;
  // A caller whose end was never reported is not on hold for longer than a hold can last.
  const isHolding = waitsSince !== null && context.clock.now() - waitsSince <= limits.holdSeconds * 1000;
  const isGone = caller !== undefined && caller.endedAt !== null;
  return {
    ...one,
    hasRecording: recordings.length > 0,
    caller: isHolding ? 'holding' : isGone && recordings.length === 0 ? 'hungUpEarly' : 'unknown',
    said: recordings.find(({ transcript }) => transcript !== null)?.transcript ?? null,
  };
}
