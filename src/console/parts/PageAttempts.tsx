/** What a page has tried, as a chart and in words. */
import { lazy, Suspense } from 'react';
import type { Attempt } from '../apiTypes.ts';
import { sayTime } from './times.ts';

const PageChart = lazy(() => import('./PageChart.tsx').then((part) => ({ default: part.PageChart })));

/** What has become of a page, said behind its team's name. */
export const pageStates = {
  waiting: 'is about to begin',
  running: 'is looking for somebody',
  accepted: 'was taken',
  closed: 'was closed by a person',
  withdrawn: 'was not for this team after all',
} as const;

/** A ring that is stopped is no attempt of its own. */
const ways = { ring: 'rung', text: 'texted', cancel: null } as const;

interface PageAttemptsProps {
  attempts: readonly Attempt[];
  /** Of people, by id. */
  names: Readonly<Record<string, string>>;
  zone: string;
  now: number;
  /** Is the page over? Then no attempt of it goes on. */
  over: boolean;
}

export function PageAttempts({ attempts: all, names, zone, now, over }: PageAttemptsProps) {
  const attempts = all.filter(({ kind }) => ways[kind] !== null);
  if (attempts.length === 0) return <p className="dim">Nobody has been tried yet.</p>;
  return (
    <>
      <Suspense fallback={<div className="chart" />}>
        <PageChart attempts={all} names={names} zone={zone} until={over ? null : now} />
      </Suspense>
      <details>
        <summary>{attempts.length === 1 ? 'One attempt' : `${attempts.length} attempts`}</summary>
        <section className="scroll" aria-label="Attempts" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">How</th>
                <th scope="col">Outcome</th>
              </tr>
            </thead>
            <tbody>
              {attempts.map((one) => (
                <tr key={one.id}>
                  <td>{sayTime(one.sentAt ?? one.createdAt, zone, now)}</td>
                  <td>{one.person === null ? 'the caller' : (names[one.person] ?? one.person)}</td>
                  <td>{ways[one.kind]}</td>
                  <td>
                    {one.outcome ?? one.state}
                    {one.error !== null && ` (${one.error})`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  );
}
