/** What the rotas answer, as the API shows it. */
import type { z } from 'zod';
import { isWorkedOut, type stretchesOf } from '../actions/askRotas.ts';
import type { Finding } from '../actions/checkRotas.ts';
import type { Context } from '../actions/context.ts';
import { type Explained, sayPassedOver } from '../actions/explain.ts';
import { coverFrom, nameOf, onCallFor, personOf } from '../actions/people.ts';
import type {
  checkAnswer,
  explainAnswer,
  onCallAnswer,
  personAnswer,
  segmentAnswer,
  sourceAnswer,
} from '../domain/api.ts';
import type { Directory } from '../domain/directory.ts';
import type { ShiftSource } from '../domain/rota.ts';
import { iso, isoOrNull } from './iso.ts';

/** Somebody who has left the directory since has no number any more. */
function presentPerson(directory: Directory, id: string): z.infer<typeof personAnswer> {
  return { id, name: nameOf(directory, id), phone: personOf(directory, id)?.phone ?? '' };
}

function presentSource({ file, version, uid, summary, line, level }: ShiftSource): z.infer<typeof sourceAnswer> {
  return { rota: file, version, uid, summary, line, level };
}

export function presentOnCall({ inForce }: Context, team: string, at: number): z.infer<typeof onCallAnswer> {
  const answer = onCallFor(inForce, team, at);
  const [first] = answer.decidedBy;
  const required = coverFrom(inForce, team, at) === at;
  return {
    team,
    at: iso(at),
    people: answer.people.map((id) => presentPerson(inForce.directory, id)),
    until: isoOrNull(answer.until),
    decidedBy: first ? presentSource(first) : null,
    required,
    gap: required || !isWorkedOut(inForce, team, at) ? answer.gap : null,
    warnings: answer.warnings,
  };
}

export function presentSegment(
  directory: Directory,
  { from, to, onCall, required }: ReturnType<typeof stretchesOf>[number],
): z.infer<typeof segmentAnswer> {
  return {
    from: iso(from),
    to: iso(to),
    people: onCall.people.map((id) => presentPerson(directory, id)),
    decidedBy: onCall.decidedBy.map(presentSource),
    required,
    gap: onCall.gap,
    warnings: onCall.warnings,
  };
}

export function presentExplained(
  context: Context,
  team: string,
  at: number,
  { onCall, required, foreseen, others }: Explained,
): z.infer<typeof explainAnswer> {
  const { directory } = context.inForce;
  const after = (instant: number) => Math.round((instant - at) / 1000);
  return {
    team,
    at: iso(at),
    required,
    onCall: onCall.people.flatMap((id, i) => {
      const by = onCall.decidedBy[i];
      return by ? { person: presentPerson(directory, id), by: presentSource(by) } : [];
    }),
    until: isoOrNull(onCall.until),
    gap: onCall.gap,
    warnings: onCall.warnings,
    woken: foreseen.flatMap(({ at: instant, effect }) =>
      effect.kind === 'text' || effect.kind === 'ring'
        ? {
            afterSeconds: after(instant),
            way: effect.kind,
            person: presentPerson(directory, effect.person),
            ringSeconds: effect.kind === 'ring' ? effect.ringSeconds : null,
          }
        : [],
    ),
    notes: foreseen.flatMap((one) => {
      const text = sayPassedOver(one, context);
      return text === null ? [] : { afterSeconds: after(one.at), text };
    }),
    others: others.map(({ person, why, source }) => ({
      person: person === null ? null : presentPerson(directory, person),
      why,
      by: source ? presentSource(source) : null,
    })),
  };
}

export function presentFinding(
  directory: Directory,
  { from, to, people, ...rest }: Finding,
): z.infer<typeof checkAnswer>['items'][number] {
  return {
    ...rest,
    from: isoOrNull(from),
    to: isoOrNull(to),
    people: people.map((id) => presentPerson(directory, id)),
  };
}
