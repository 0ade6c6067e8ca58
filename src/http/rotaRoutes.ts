/** Asking the rotas: who is on call, who comes next, why, and what to put right. The pager asks the same code. */
import { nextChange, stretchesOf, workedOutOf } from '../actions/askRotas.ts';
import { checkRotas } from '../actions/checkRotas.ts';
import type { Context } from '../actions/context.ts';
import { explain } from '../actions/explain.ts';
import {
  checkAnswer,
  checkQuery,
  explainAnswer,
  listOf,
  nextAnswer,
  nextQuery,
  onCallAnswer,
  onCallQuery,
  segmentAnswer,
  segmentsQuery,
} from '../domain/api.ts';
import { consoleLimits } from '../domain/consoleLimits.ts';
import { limits } from '../domain/limits.ts';
import { timelineAnswer, timelineQuery } from '../domain/timelineApi.ts';
import { iso } from './iso.ts';
import { presentExplained, presentFinding, presentOnCall, presentSegment } from './presentRota.ts';
import { Problem } from './problem.ts';
import { type Route, route } from './route.ts';

const dayMs = 86_400_000;

/** @throws Problem (404) for a team that there is not */
function expectTeam({ inForce: { rotas, directory } }: Context, team: string): void {
  if (Object.hasOwn(rotas, team)) return;
  throw new Problem(404, `There is no team "${team}"; the teams are ${Object.keys(directory.teams).join(', ')}.`);
}

/** The instant that is asked about: now, unless one is named. */
function instantOf({ clock }: Context, at: string | undefined): number {
  return at === undefined ? clock.now() : Date.parse(at);
}

/** @throws Problem (400) for a stretch that is none, or that is longer than a rota is worked out */
function stretchOf(query: { from: string; to: string }): [number, number] {
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
  const most = limits.rotaDaysBack + limits.rotaDaysAhead;
  if (!(from < to)) throw new Problem(400, '"from" has to be before "to".');
  if (to - from > most * dayMs) throw new Problem(400, `"from" and "to" are ${most} days apart at the most.`);
  return [from, to];
}

/** As many stretches of a team as one answer has, and where to go on. */
function listSegments({ inForce }: Context, team: string, [from, to]: [number, number]) {
  const list = stretchesOf(inForce, team, from, to);
  const end = list.at(-1)?.to ?? to;
  const segments = list.map((one) => presentSegment(inForce.directory, one));
  return { segments, next: end < to ? iso(end) : null };
}

export const rotaRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/on-call',
    role: 'viewer',
    about: 'Who is on call for a team at an instant, until when, and which event of which rota version decided it.',
    query: onCallQuery,
    body: null,
    answer: onCallAnswer,
    handle: async (context, { query }) => {
      expectTeam(context, query.team);
      return presentOnCall(context, query.team, instantOf(context, query.at));
    },
  }),
  route({
    method: 'get',
    path: '/on-call/next',
    role: 'viewer',
    about: 'The next change after an instant: when, and who is on call from then on.',
    query: nextQuery,
    body: null,
    answer: nextAnswer,
    handle: async (context, { query: { team, at } }) => {
      expectTeam(context, team);
      const instant = instantOf(context, at);
      const next = nextChange(context.inForce, team, instant);
      return {
        team,
        at: iso(instant),
        next: next === null ? null : presentOnCall(context, team, next),
      };
    },
  }),
  route({
    method: 'get',
    path: '/on-call/segments',
    role: 'viewer',
    about:
      'A rota as a list of stretches in which neither the people on call change nor whether somebody has to be; `next` is the `from` to go on with.',
    query: segmentsQuery,
    body: null,
    answer: listOf(segmentAnswer),
    handle: async (context, { query }) => {
      expectTeam(context, query.team);
      const { segments, next } = listSegments(context, query.team, stretchOf(query));
      return { items: segments, next };
    },
  }),
  route({
    method: 'get',
    path: '/on-call/timeline',
    role: 'viewer',
    about: 'The stretches of all teams over one time, or of one of them, as /on-call/segments lists them.',
    query: timelineQuery,
    body: null,
    answer: timelineAnswer,
    handle: async (context, { query }) => {
      if (query.team !== undefined) expectTeam(context, query.team);
      const [from, to] = stretchOf(query);
      const all = Object.entries(context.inForce.directory.teams);
      const wanted = query.team === undefined ? all : all.filter(([id]) => id === query.team);
      const shown = wanted.slice(0, consoleLimits.timelineTeams);
      return {
        zone: context.timezone,
        from: iso(from),
        to: iso(to),
        teams: shown.map(([id, { name }]) => {
          const known = workedOutOf(context.inForce, id);
          const workedOut = known && { from: iso(known.from), to: iso(known.to) };
          return { id, name, workedOut, ...listSegments(context, id, [from, to]) };
        }),
        left: wanted.length - shown.length,
      };
    },
  }),
  route({
    method: 'get',
    path: '/on-call/explain',
    role: 'viewer',
    about:
      'Who would be woken at an instant and in what order, if nobody accepted; by which event of which version; and why not somebody else.',
    query: onCallQuery,
    body: null,
    answer: explainAnswer,
    handle: async (context, { query: { team, at } }) => {
      expectTeam(context, team);
      const instant = instantOf(context, at);
      return presentExplained(context, team, instant, await explain(context, team, instant));
    },
  }),
  route({
    method: 'get',
    path: '/rotas/check',
    role: 'viewer',
    about:
      'What has to be put right in the days ahead, or deserves a look: gaps in required cover, double cover, unknown and unreachable people, rules that run out, files held back.',
    query: checkQuery,
    body: null,
    answer: checkAnswer,
    handle: async (context, { query: { team, days } }) => {
      if (team !== undefined) expectTeam(context, team);
      const { directory } = context.inForce;
      const from = context.clock.now();
      const to = from + (days ?? limits.checkDays) * dayMs;
      const teams = team === undefined ? Object.keys(directory.teams) : [team];
      const findings = await checkRotas(context, teams, from, to);
      return {
        from: iso(from),
        to: iso(to),
        zone: context.timezone,
        items: findings.map((one) => presentFinding(directory, one)),
      };
    },
  }),
];
