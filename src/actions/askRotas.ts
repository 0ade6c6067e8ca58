/** What the rotas in force answer beside "who is on call": who comes next, and a time as a list of stretches. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { nextOnCall } from '../oncall/nextOnCall.ts';
import { segments } from '../oncall/segments.ts';
import { segmentAt } from '../oncall/whoIsOnCall.ts';
import type { InForce } from './context.ts';

/** When the people on call of a team change next; null when they do not as far as its rota is worked out. */
export function nextChange({ rotas }: InForce, team: string, at: Instant): Instant | null {
  const rota = rotas[team];
  return rota ? (nextOnCall(rota.index, at)?.at ?? null) : null;
}

/** Is it known who is on call for a team at an instant? Else that is no answer, even while nobody has to be. */
export function isWorkedOut({ rotas }: InForce, team: string, at: Instant): boolean {
  const rota = rotas[team];
  return rota !== undefined && segmentAt(rota.index, at) !== null;
}

/** From when to when it is known who is on call for a team: half open; null when there is no such team. */
export function workedOutOf({ rotas }: InForce, team: string): { from: Instant; to: Instant } | null {
  const borders = rotas[team]?.index.borders ?? [];
  const [from, to] = [borders[0], borders.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/** The stretches of a time, the first `limits.segmentsListed` of them; none for a team that there is not. */
export function stretchesOf({ rotas, covers }: InForce, team: string, from: Instant, to: Instant) {
  const rota = rotas[team];
  const cover = covers[team];
  return rota && cover ? segments(rota.index, cover, from, to, limits.segmentsListed) : [];
}
