/** The flows in force, and a call that is tried on them without being made. */
import type { z } from 'zod';
import type { Context } from '../actions/context.ts';
import { describeFlow, listFlows } from '../actions/describeFlow.ts';
import { sayPassedOver } from '../actions/explain.ts';
import { nameOf, personOf } from '../actions/people.ts';
import { type Rehearsed, rehearseCall } from '../actions/rehearsal/rehearseCall.ts';
import { sayTurn } from '../actions/rehearsal/sayTurn.ts';
import { isFlowName } from '../domain/facts.ts';
import { flowAnswer, flowsAnswer, tryAnswer, tryBody } from '../domain/flowApi.ts';
import { flowLimits } from '../domain/flowLimits.ts';
import { limits } from '../domain/limits.ts';
import { parsePhone } from '../domain/phone.ts';
import { iso } from './iso.ts';
import { Problem } from './problem.ts';
import { type Route, route } from './route.ts';

const dayMs = 86_400_000;

/** @throws Problem (400) for an instant that no rota is worked out for */
function instantOf({ clock }: Context, written: string | undefined): number {
  const now = clock.now();
  const at = written === undefined ? now : Date.parse(written);
  if (at >= now - limits.rotaDaysBack * dayMs && at <= now + limits.rotaDaysAhead * dayMs) return at;
  const range = `${limits.rotaDaysBack} days back to ${limits.rotaDaysAhead} days ahead`;
  throw new Problem(400, `at: the rotas are worked out from ${range}.`);
}

/** @returns '' for a number that is withheld @throws Problem (400) for what is no number */
function numberOf(written: string | null): string {
  if (written === null || written === '') return '';
  const number = parsePhone(written, 'US');
  if (number === null) throw new Problem(400, `from: "${written}" is no telephone number; null is a withheld one.`);
  return number;
}

let running = 0;

/** A try is work: a few at a time, so that no call waits for them. @throws Problem (429) */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= flowLimits.triesAtOnce) throw new Problem(429, 'Other tries are running just now; ask again.');
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
  }
}

export const flowRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/flows',
    role: 'viewer',
    about: 'The flows in force.',
    query: null,
    body: null,
    answer: flowsAnswer,
    handle: async ({ inForce }) => ({ items: listFlows(inForce), next: null }),
  }),
  route({
    method: 'get',
    path: '/flows/:id',
    role: 'viewer',
    about: 'A flow in force: its steps, what they say and commit, and the ways between them.',
    query: null,
    body: null,
    answer: flowAnswer,
    handle: async ({ inForce }, { id }) => {
      if (!isFlowName(id)) throw new Problem(404, `There is no flow "${id}".`);
      return describeFlow(inForce, id);
    },
  }),
  route({
    method: 'post',
    path: '/flows/try',
    role: 'viewer',
    onlyAsks: true,
    about:
      'Plays a call that nobody makes, at any instant: what would be said and committed, and who would be woken. Nothing is written, and nothing rings.',
    query: null,
    body: tryBody,
    answer: tryAnswer,
    handle: (context, { body }) => {
      const at = instantOf(context, body.at);
      const from = numberOf(body.from);
      return inTurn(async () => presentTry(context, at, from, await rehearseCall(context, at, from, body.turns)));
    },
  }),
];

function presentTry(context: Context, at: number, from: string, tried: Rehearsed): z.input<typeof tryAnswer> {
  const { directory } = context.inForce;
  const after = (instant: number) => Math.round((instant - at) / 1000);
  return {
    at: iso(at),
    from: from || null,
    turns: tried.turns.map(({ did, at: instant, say, effects, ...turn }) => ({
      ...turn,
      did: did === null ? 'calls' : sayTurn(did),
      afterSeconds: after(instant),
      hears: say.flatMap((part) => ('say' in part ? [part.say] : [])).join(' '),
      effects,
    })),
    over: tried.over,
    outcome: tried.outcome,
    case: presentCase(tried.whole),
    woken: tried.foreseen.flatMap(({ team, at: instant, effect }) =>
      effect.kind === 'text' || effect.kind === 'ring'
        ? [
            {
              team,
              at: iso(instant),
              afterSeconds: after(instant),
              way: effect.kind,
              person: {
                id: effect.person,
                name: nameOf(directory, effect.person),
                phone: personOf(directory, effect.person)?.phone ?? '',
              },
              ringSeconds: effect.kind === 'ring' ? effect.ringSeconds : null,
            },
          ]
        : [],
    ),
    notes: tried.foreseen.flatMap((one) => {
      const text = sayPassedOver(one, context);
      return text === null ? [] : [{ team: one.team, afterSeconds: after(one.at), text }];
    }),
    sends: tried.sends.map((row) => ({
      way: row.kind === 'ring' ? ('ring' as const) : ('text' as const),
      afterSeconds: after(row.dueAt),
      to: row.person === null ? row.toNumber : nameOf(directory, row.person),
      for: row.purpose,
      body: row.body,
    })),
    scenarios: tried.scenarios.map((one) => ({ ...one, file: `flows/${one.flow}.scenarios.yaml` })),
  };
}

function presentCase(whole: Rehearsed['whole']): z.input<typeof tryAnswer>['case'] {
  if (whole === null) return null;
  const { number, urgency, priority, team, expectation } = whole.case;
  return { number, urgency, priority, team, expectation, timeline: whole.events.map(({ text }) => text) };
}
