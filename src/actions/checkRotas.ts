/** What a lead should put right in the rotas, or look at, in the days ahead. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Version } from '../domain/records.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { speakList } from '../domain/speak.ts';
import { writeStretch, writeTime } from '../domain/writeTime.ts';
import { endingRules } from '../oncall/endingRules.ts';
import { findDoubleCover } from '../oncall/findDoubleCover.ts';
import { requiredGaps } from '../oncall/requiredGaps.ts';
import { segments } from '../oncall/segments.ts';
import { allPeopleFacts } from '../store/read/allPeopleFacts.ts';
import type { PersonFact } from '../store/rows/outside.ts';
import { isHeld, notInForce } from '../store/write/versions.ts';
import type { Context, RotaInForce } from './context.ts';
import { nameOf, personOf } from './people.ts';
import { stillHolds } from './refusals.ts';

export interface Finding {
  kind: 'gap' | 'doubleCover' | 'unknownPerson' | 'unreachable' | 'endsSoon' | 'fault' | 'hint' | 'held';
  /** Somebody may not be woken; else it only deserves a look. */
  isFault: boolean;
  team: string | null;
  from: Instant | null;
  to: Instant | null;
  /** Directory ids. */
  people: readonly string[];
  file: string | null;
  line: number | null;
  /** A sentence, with times in the service's zone. */
  text: string;
}

/**
 * What is found in one stretch of time; what is about no team, at the end.
 * @param from now, as a rule: what is far from it is told with its year
 */
export async function checkRotas(
  context: Context,
  teams: readonly string[],
  from: Instant,
  to: Instant,
): Promise<Finding[]> {
  const known = await allPeopleFacts(context.store.read);
  const found = teams.flatMap((team) => {
    const rota = context.inForce.rotas[team];
    return rota ? checkTeam(context, team, rota, from, to, known) : [];
  });
  return [...found, ...(await notInForce(context.store.read)).map(sayVersion)];
}

/** A file that may not be what counts. */
function sayVersion(version: Version): Finding {
  const { id, name: file, why, acceptedBy } = version;
  if (isHeld(version)) return finding('held', true, { file, text: `${file} is held back (${id}): ${why ?? ''}` });
  const text = `${file} was rejected by ${acceptedBy}; while the file is as it was then, the one before it counts.`;
  return finding('held', false, { file, text });
}

function finding(kind: Finding['kind'], isFault: boolean, rest: Partial<Finding> & { text: string }): Finding {
  return { kind, isFault, team: null, from: null, to: null, people: [], file: null, line: null, ...rest };
}

function checkTeam(
  context: Context,
  team: string,
  rota: RotaInForce,
  from: Instant,
  to: Instant,
  known: readonly PersonFact[],
): Finding[] {
  const { inForce, timezone } = context;
  const cover = inForce.covers[team];
  const names = (people: readonly string[]) => speakList(people.map((id) => nameOf(inForce.directory, id)));
  const gaps = cover ? requiredGaps(rota.index, cover, from, to) : [];
  return [
    ...gaps.map((gap) =>
      finding('gap', true, {
        team,
        from: gap.from,
        to: gap.to,
        text: `Nobody is on call ${writeStretch(gap.from, gap.to, timezone, from)}: ${gap.reason}`,
      }),
    ),
    ...rota.problems.map((problem) => sayProblem(team, problem)),
    ...unreachable(context, team, rota, from, to, known),
    ...findDoubleCover(rota.index, from, to).map(({ from: start, to: end, people, sources }) =>
      finding('doubleCover', false, {
        team,
        from: start,
        to: end,
        people,
        text: `${names(people)} are on call together ${writeStretch(start, end, timezone, from)} (${sources
          .map(({ file, line }) => `${file} line ${line}`)
          .join(', ')}).`,
      }),
    ),
    ...endings(context, team, rota, from, to),
  ];
}

function sayProblem(team: string, { kind, loses, file, line, message }: RotaProblem): Finding {
  const what = kind === 'person' ? 'unknownPerson' : loses ? 'fault' : 'hint';
  return finding(what, loses, { team, file, line: line > 0 ? line : null, text: message });
}

/** Whoever is on call in the time and cannot be texted or rung: the number has refused us, or there is none any more. */
function unreachable(
  { inForce }: Context,
  team: string,
  { index }: RotaInForce,
  from: Instant,
  to: Instant,
  known: readonly PersonFact[],
): Finding[] {
  const cover = inForce.covers[team];
  if (!cover) return [];
  const firstDuty = new Map<string, Instant>();
  for (const { from: start, onCall } of segments(index, cover, from, to, limits.segmentsChecked))
    for (const person of onCall.people) if (!firstDuty.has(person)) firstDuty.set(person, start);
  return [...firstDuty].flatMap(([id, start]) => {
    const person = personOf(inForce.directory, id);
    const holds = known.filter((fact) => fact.address === person?.phone && isRefusal(fact) && stillHolds(fact, from));
    const why = person ? holds.map(({ fact }) => (fact === 'textsRefused' ? 'texts' : 'calls')) : ['texts', 'calls'];
    if (why.length === 0) return [];
    const name = nameOf(inForce.directory, id);
    const text = person
      ? `${name} is on call and takes no ${why.join(' and no ')} of ours: ${holds.map(({ detail }) => detail ?? 'refused').join(', ')}. Correct the number, or let them send START.`
      : `${name} is on call and is not in the directory any more.`;
    return finding('unreachable', true, { team, from: start, people: [id], text });
  });
}

function isRefusal({ fact }: PersonFact): boolean {
  return fact === 'textsRefused' || fact === 'callsRefused';
}

function endings({ inForce, timezone }: Context, team: string, { index }: RotaInForce, from: Instant, to: Instant) {
  const { rules, rotaEndsAt } = endingRules(index, from, to);
  const names = (people: readonly string[]) => speakList(people.map((id) => nameOf(inForce.directory, id)));
  const found = rules.map(({ source, people, endsAt, followedBy }) =>
    finding('endsSoon', false, {
      team,
      to: endsAt,
      people,
      file: source.file,
      line: source.line,
      text: `The series "${source.summary}" has its last shift until ${writeTime(endsAt, timezone, from)}; then ${
        followedBy.length > 0
          ? `${names(followedBy)} ${followedBy.length > 1 ? 'are' : 'is'} on call.`
          : 'nobody is on call.'
      }`,
    }),
  );
  if (rotaEndsAt !== null)
    found.push(
      finding('endsSoon', true, {
        team,
        from: rotaEndsAt,
        text: `The rota runs out: from ${writeTime(rotaEndsAt, timezone, from)} on nobody is on call.`,
      }),
    );
  return found;
}
