import { useState } from 'react';
import { useChange } from '../answers.ts';
import { Action } from '../parts/Action.tsx';
import { sayWhole } from '../parts/times.ts';
import { useNow } from '../ticking.ts';

const leaps = [
  { name: 'until a phone rings', body: { seconds: 14_400, untilPhone: true } },
  { name: '1 minute', body: { seconds: 60 } },
  { name: '10 minutes', body: { seconds: 600 } },
  { name: '1 hour', body: { seconds: 3_600 } },
] as const;

/** The clock of the demo, which can be run forward. */
export function DemoClock({ zone }: { zone: string }) {
  const forward = useChange();
  const time = useNow();
  const [leap, setLeap] = useState('');
  const run = (name: string, body: object) => {
    setLeap(name);
    forward.mutate({ path: '/demo/forward', body });
  };
  const whyNot = forward.isPending ? 'The clock is running forward.' : null;
  return (
    <section className="card" aria-labelledby="demo-clock">
      <h2 id="demo-clock">The clock of the demo</h2>
      <p>It is {sayWhole(time, zone)}.</p>
      <div className="acts">
        {leaps.map(({ name, body }) => (
          <Action key={name} whyNot={whyNot} onPress={() => run(name, body)}>
            {`Run forward ${name}`}
          </Action>
        ))}
      </div>
      <p role="status">{forward.isPending ? `Running forward ${leap} …` : (forward.error?.message ?? '')}</p>
    </section>
  );
}
