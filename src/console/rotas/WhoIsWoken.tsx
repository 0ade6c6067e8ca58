import { sayNumber } from '../parts/sayNumber.ts';
import type { Explained, OnDuty } from './rotaTypes.ts';

interface Try {
  afterSeconds: number;
  ways: ('text' | 'ring')[];
  person: OnDuty;
  ringSeconds: number | null;
}

/** A text and a ring of one person at one time are one line. */
function triesOf({ woken }: Explained): Try[] {
  const tries = new Map<string, Try>();
  for (const { afterSeconds, way, person, ringSeconds } of woken) {
    const key = `${afterSeconds} ${person.id}`;
    const before = tries.get(key);
    if (before) Object.assign(before, { ways: [...before.ways, way], ringSeconds: before.ringSeconds ?? ringSeconds });
    else tries.set(key, { afterSeconds, ways: [way], person, ringSeconds });
  }
  return [...tries.values()];
}

/** Whom a page that begins at this instant would try, in this order, while nobody accepts; and what it passes over. */
export function WhoIsWoken({ of }: { of: Explained }) {
  const notes = new Map(of.notes.map((note) => [`${note.afterSeconds} ${note.text}`, note]));
  const rows = [
    ...[...notes].map(([key, { afterSeconds, text }]) => ({ key, after: afterSeconds, what: text })),
    ...triesOf(of).map((one) => ({
      key: `${one.afterSeconds} ${one.person.id}`,
      after: one.afterSeconds,
      what: <Tried of={one} />,
    })),
  ].sort((a, b) => a.after - b.after);
  return (
    <section aria-labelledby="woken">
      <h2 id="woken">Who would be woken</h2>
      <p>If a critical call came then, and nobody accepted:</p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ after, what, key }) => (
              <tr key={key}>
                <td>{sayAfter(after)}</td>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Tried({ of: { ways, person, ringSeconds } }: { of: Try }) {
  const words = ways.map((way) => (way === 'text' ? 'texts' : `rings for ${ringSeconds ?? 0} seconds`)).join(' and ');
  return (
    <>
      {words} <strong>{person.name}</strong> <span className="number">{sayNumber(person.phone)}</span>
    </>
  );
}

function sayAfter(seconds: number): string {
  if (seconds === 0) return 'at once';
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ];
  return `after ${parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ')}`;
}
