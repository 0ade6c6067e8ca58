import type { OpeningFact } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import type { Leg } from '../domain/records.ts';
import { speakCaseNumber } from '../domain/speak.ts';
import { writeClock } from '../domain/writeTime.ts';
import type { Tx } from '../store/handle.ts';
import { type StillRunning, stillRunning } from '../store/write/stillRunning.ts';
import type { Context, LegFacts } from './context.ts';
import { nameOf } from './people.ts';

/** What is said to the desk when it opens: what runs at that moment, not what ran when the phone began to ring. */
export async function gatherOpeningFacts(tx: Tx, context: Context, _leg: Leg): Promise<LegFacts> {
  const { directory } = context.inForce;
  const running = await stillRunning(
    tx,
    context.clock.now() - limits.stillTellSeconds * 1000,
    limits.casesListedInText,
  );
  const describe = ({ case: one, promise }: StillRunning) => {
    const who = one.takenBy === null ? 'nobody has it yet' : `${nameOf(directory, one.takenBy)} has it`;
    const due = promise ? `, a call was promised by ${writeClock(promise.dueAt, context.timezone)}` : '';
    return `Case ${speakCaseNumber(one.number)}: ${who}${due}.`;
  };
  const more = running.length - limits.casesInText;
  const values: Record<OpeningFact, string> = {
    hotlineName: directory.hotline.name,
    deskName: directory.desk.name,
    running: running.length > 0 ? 'yes' : 'no',
    runningCases: [
      ...running.slice(0, limits.casesInText).map(describe),
      ...(more > 0 ? [`And ${more} more.`] : []),
    ].join(' '),
  };
  return { now: context.clock.now(), values, named: running.map((one) => one.case.number) };
}
