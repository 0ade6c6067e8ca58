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
  // Whoever of the directory calls about it, or only keyed its number, is none of its callers.
  const callers = (await legsOfCase(tx, one.number)).filter(
    ({ kind, flow, person }) => kind === 'caller' && flow !== 'existing' && person === null,
  );
  // A caller whose end was never reported is not on hold for longer than a hold can last.
  const since = context.clock.now() - limits.holdSeconds * 1000;
  const isHolding = callers.some(({ endedAt, state }) => endedAt === null && (state.waitingSince ?? -1) >= since);
  // Whoever has called again is not gone.
  const isGone = callers.length > 0 && callers.every(({ endedAt }) => endedAt !== null);
  return {
    ...one,
    hasRecording: recordings.length > 0,
    caller: isHolding ? 'holding' : isGone && recordings.length === 0 ? 'hungUpEarly' : 'unknown',
    said: recordings.find(({ transcript }) => transcript !== null)?.transcript ?? null,
  };
}
