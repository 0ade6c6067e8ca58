/** A change of one file must not have every calendar worked out anew. */
import type { RotaInput } from '../oncall/buildRota.ts';
import type { Window } from '../oncall/expandRule.ts';
import type { Holidays } from '../oncall/readHolidays.ts';
import type { BuildRota, BuiltRota } from './checkSources.ts';
import { hashOf } from './hashOf.ts';

/**
 * Remembers what was worked out, as long as the time that is asked for stays the same: a day. Rotas whose files carry no
 * version are not remembered.
 * @param most how many rotas, and how many calendars of holidays; those that were asked for least lately are forgotten
 */
export function rememberBuilds(build: BuildRota, most: number): BuildRota {
  const rotas = memory<BuiltRota>(most);
  const holidays = memory<Holidays>(most);
  const remembering = (input: RotaInput) =>
    input.files.some(({ version }) => version === undefined)
      ? build(input)
      : rotas(input, keyOf(input), () => build(input));
  return Object.assign(remembering, {
    holidays: (text: string, window: Window) => holidays(window, hashOf(text), () => build.holidays(text, window)),
  });
}

function memory<T>(most: number) {
  const known = new Map<string, Promise<T>>();
  let window = '';
  return ({ from, to }: Window, key: string, work: () => Promise<T>): Promise<T> => {
    const asked = `${from} ${to}`;
    if (asked !== window) known.clear();
    window = asked;
    const built = known.get(key) ?? work();
    // Whoever is asked for last stands last.
    known.delete(key);
    known.set(key, built);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    built.catch(() => known.delete(key));
    return built;
  };
}

function keyOf({ files, zone, people }: RotaInput): string {
  const texts = files.map(({ name, role, version }) => [name, role, version]);
  const known = people.map(({ id, name, phone, email, aliases }) => [id, name, phone, email, aliases]);
  return hashOf(JSON.stringify([texts, zone, known]));
}
