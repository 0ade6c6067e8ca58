/** A change of one file must not have every rota worked out anew. */
import type { RotaInput } from '../oncall/buildRota.ts';
import type { BuildRota, BuiltRota } from './checkSources.ts';
import { hashOf } from './hashOf.ts';

/**
 * Remembers what was worked out, as long as the time that is asked for stays the same: a day. Rotas whose files carry no
 * version are not remembered.
 * @param most how many rotas; those that were asked for least lately are forgotten
 */
export function rememberBuilds(build: BuildRota, most: number): BuildRota {
  const known = new Map<string, Promise<BuiltRota>>();
  let window = '';
  return (input) => {
    if (input.files.some(({ version }) => version === undefined)) return build(input);
    const asked = `${input.from} ${input.to}`;
    if (asked !== window) known.clear();
    window = asked;
    const key = keyOf(input);
    const built = known.get(key) ?? build(input);
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
