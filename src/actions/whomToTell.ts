import type { Instant } from '../domain/conversation.ts';
import type { Tx } from '../store/handle.ts';
import { factsOf } from '../store/write/peopleFacts.ts';
import type { Context } from './context.ts';
import { personOf, type Reachable } from './people.ts';
import { stillHolds } from './refusals.ts';

/** The team's lead; of those who take our texts the first, should the lead's number refuse them. */
export async function whomToTell(tx: Tx, context: Context, team: string, now: Instant): Promise<Reachable | null> {
  const { directory } = context.inForce;
  const ids = [directory.teams[team]?.lead ?? '', ...directory.leads];
  const people = [...new Set(ids)].flatMap((id) => personOf(directory, id) ?? []);
  const facts = await factsOf(
    tx,
    people.map(({ phone }) => phone),
  );
  const refuses = ({ phone }: Reachable) =>
    facts.some((one) => one.address === phone && one.fact === 'textsRefused' && stillHolds(one, now));
  return people.find((person) => !refuses(person)) ?? people[0] ?? null;
}
