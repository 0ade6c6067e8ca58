/** Who has been rung too often to be rung once more. */
import type { Instant } from '../domain/conversation.ts';
import type { OutboxRow } from '../domain/records.ts';
import type { PageFacts } from '../paging/advance.ts';
import { isRungTwice, mayRing, throttleSeconds } from '../paging/throttle.ts';
import type { Tx } from '../store/handle.ts';
import { ringsTo } from '../store/write/outbox.ts';
import type { PageWork } from './attempts.ts';
import type { Reachable } from './people.ts';
import { takingCalls } from './takingCalls.ts';

/** The first ring of a page to a person is never throttled; for the same cases nobody is rung a third time within minutes. */
export async function ringLimits(
  tx: Tx,
  { attempts, cases }: Pick<PageWork, 'attempts' | 'cases'>,
  people: readonly (Reachable | null)[],
  now: Instant,
): Promise<Pick<PageFacts, 'ringThrottled' | 'rungTwice'>> {
  const ringThrottled: string[] = [];
  const rungTwice: string[] = [];
  const numbers = cases.map((one) => one.number);
  for (const person of people) {
    if (!person) continue;
    const before = attempts.filter((row) => row.kind === 'ring' && row.person === person.id);
    const rings = await ringsTo(tx, person.phones, now - throttleSeconds * 1000);
    if (isRungTwice(rings.filter(hasWoken).map(asRing), numbers, now)) rungTwice.push(person.id);
    if (before.length === 0) continue;
    const isNews = !cases.every((one) => before.some((row) => row.cases.includes(one.number)));
    // A step begins with the first number of a person; the others are rung in its train.
    const [first] = await takingCalls(tx, person, now);
    const times = rings.flatMap((row) => (row.toNumber === first ? [row.createdAt] : []));
    if (!mayRing(times, now, isNews)) ringThrottled.push(person.id);
  }
  return { ringThrottled, rungTwice };
}

/** A line that was busy, or a call that failed, has woken nobody. */
function hasWoken({ outcome }: OutboxRow): boolean {
  return outcome !== 'busy' && outcome !== 'failed';
}

function asRing({ createdAt, pageId, step, round, cases }: OutboxRow) {
  return { at: createdAt, of: `${pageId} ${step} ${round}`, cases };
}
