import type { Facts } from '../domain/conversation.ts';
import type { FactCatalogue } from '../domain/facts.ts';
import { exampleFacts } from './runScenario.ts';

/** The facts that were looked at, and what they were. */
export type Looked = Readonly<Record<string, string>>;

/**
 * Runs once for every combination of values of the facts that are really looked at on the way: a fact that is read for
 * the first time takes its first value now, and the others are queued. An address is there, or empty.
 */
export function underEveryFacts(catalogue: FactCatalogue, run: (facts: Facts, looked: Looked) => void): void {
  const example = exampleFacts(catalogue, 1000, {}).values;
  const waiting: Record<string, string>[] = [{}];
  for (let chosen = waiting.pop(); chosen !== undefined; chosen = waiting.pop()) {
    const looked = chosen;
    const values = new Proxy(example, {
      get(target, name) {
        const entry = typeof name === 'string' ? catalogue[name] : undefined;
        const options = entry?.values ?? (entry?.unspoken ? [entry.example, ''] : undefined);
        if (typeof name !== 'string' || options === undefined) return Reflect.get(target, name);
        if (!(name in looked)) {
          for (const value of options.slice(1)) waiting.push({ ...looked, [name]: value });
          looked[name] = options[0] ?? '';
        }
        return looked[name];
      },
    });
    run({ now: 1000, values }, looked);
  }
}
