/** What a team's page finds at an instant, whatever has been tried before: who is on call, who leads, what is refused. */
import type { Instant } from '../domain/conversation.ts';
import { type Policy, policySchema } from '../domain/directory.ts';
import type { StandingFacts } from '../paging/foresee.ts';
import type { PersonFact } from '../store/rows/outside.ts';
import type { Context } from './context.ts';
import { coverFrom, DESK, leadOf, onCallFor, personOf } from './people.ts';
import { stillHolds } from './refusals.ts';

/** Everybody whom a page of the team may try at this instant, the desk among them. */
export function everybodyFor({ inForce }: Context, team: string, at: Instant): string[] {
  const { directory } = inForce;
  return [...new Set([...onCallFor(inForce, team, at).people, leadOf(directory, team), ...directory.leads, DESK])];
}

/** @param known what the numbers of `everybodyFor` have refused */
export function standingFacts(
  context: Context,
  team: string,
  at: Instant,
  known: readonly PersonFact[],
): StandingFacts {
  const { directory, desk } = context.inForce;
  const onCall = onCallFor(context.inForce, team, at);
  const begins = coverFrom(context.inForce, team, at);
  // Texts go to the first number of a person, rings to each. Who has left the directory has none, which refuses everything.
  const refusing = (what: 'textsRefused' | 'callsRefused') =>
    everybodyFor(context, team, at).filter((id) => {
      const phones = personOf(directory, id)?.phones.slice(0, what === 'textsRefused' ? 1 : undefined) ?? [];
      const isRefused = (phone: string) =>
        known.some((one) => one.address === phone && one.fact === what && stillHolds(one, at));
      return phones.every(isRefused);
    });
  return {
    now: at,
    policy: policyOf(context, team),
    onCall: onCall.people,
    gap: onCall.gap,
    required: begins === at,
    requiredFrom: begins,
    lead: leadOf(directory, team),
    leads: directory.leads,
    desk: desk.hours.isOpen(at) ? DESK : null,
    textRefused: refusing('textsRefused'),
    ringRefused: refusing('callsRefused'),
  };
}

function policyOf(context: Context, team: string): Policy {
  const { teams, policies } = context.inForce.directory;
  const policy = policies[teams[team]?.policy ?? ''] ?? Object.values(policies)[0];
  // A team that has left the directory while its page was open is still paged: through the leads.
  return policy ?? policySchema.parse({ steps: [{ who: 'leads', text: true }] });
}
