import { Link } from 'wouter';
import type { Now } from '../apiTypes.ts';
import { sayLength, sayTime } from '../parts/times.ts';
import { useNow } from '../ticking.ts';

/** Promises to callers, running down. */
export function Promises({ now }: { now: Now }) {
  const time = useNow();
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">Promises</h2>
      {now.promises.length === 0 && <p className="dim">No promise to a caller is running.</p>}
      <ul className="rows">
        {now.promises.map(({ caseNumber, givenAt, dueAt, owner, state }) => {
          const [given, due] = [Date.parse(givenAt), Date.parse(dueAt)];
          const left = due - time;
          const urgent = state === 'broken' || left < 20 * 60_000;
          return (
            <li key={caseNumber} className={`row ${urgent ? 'urgent' : ''}`}>
              <Link href={`/cases/${caseNumber}`}>{caseNumber}</Link>
              <span>{now.names[owner] ?? owner} is to contact the caller</span>
              <span>
                {state === 'broken' ? 'broken: it was due at ' : 'due at '}
                <time dateTime={dueAt}>{sayTime(due, now.zone, time)}</time>
              </span>
              {state === 'open' && (
                <>
                  <progress
                    aria-label={`Time that has passed for ${caseNumber}`}
                    max={due - given}
                    value={time - given}
                  />
                  <strong className="left">{left > 0 ? `${sayLength(left)} left` : 'over'}</strong>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
