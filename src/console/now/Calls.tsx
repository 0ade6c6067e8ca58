import { Link } from 'wouter';
import type { Now } from '../apiTypes.ts';
import { sayNumber } from '../parts/sayNumber.ts';
import { sayLength } from '../parts/times.ts';
import { useNow } from '../ticking.ts';

/** Callers on the line. */
export function Calls({ now }: { now: Now }) {
  const time = useNow();
  return (
    <section aria-labelledby="calls">
      <h2 id="calls">Calls in progress</h2>
      {now.calls.length === 0 && <p className="dim">Nobody is on the line.</p>}
      <ul className="rows">
        {now.calls.map((call) => (
          <li key={call.leg} className="row">
            <strong>{call.number === null ? 'Number withheld' : sayNumber(call.number)}</strong>
            <span>{call.department ?? 'unknown department'}</span>
            <Link href={`/flow?name=${encodeURIComponent(call.flow)}&step=${encodeURIComponent(call.step)}`}>
              at the step {call.step}
            </Link>
            {call.opened && call.caseNumber !== null && (
              <Link href={`/cases/${call.caseNumber}`}>{call.caseNumber}</Link>
            )}
            <span className="left">{sayLength(time - Date.parse(call.startedAt))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
