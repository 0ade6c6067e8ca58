import { Link } from 'wouter';
import type { Now, Session, WholePage } from '../apiTypes.ts';
import { PageAttempts, pageStates } from '../parts/PageAttempts.tsx';
import { sayTime, sayWhole } from '../parts/times.ts';
import { mayDo } from '../session.ts';
import { useNow } from '../ticking.ts';
import { CaseHere } from './CaseHere.tsx';

/** Efforts to find a human, the running ones first. */
export function Pages({ now, session }: { now: Now; session: Session }) {
  return (
    <section aria-labelledby="pages">
      <h2 id="pages">Pages</h2>
      {now.pages.length === 0 && <p className="dim">Nobody has been paged in the last hours.</p>}
      <div className="pages">
        {now.pages.map((whole) => (
          <PageCard key={whole.page.id} whole={whole} now={now} session={session} />
        ))}
      </div>
    </section>
  );
}

const caseStates = { taken: 'is taken', withdrawn: 'is another team’s' } as const;

interface PageCardProps {
  whole: WholePage;
  now: Now;
  session: Session;
}

function PageCard({ whole: { page, attempts, cases }, now, session }: PageCardProps) {
  const time = useNow(page.endedAt === null ? 1_000 : 60_000);
  const team = now.teams.find(({ id }) => id === page.team)?.name ?? page.team;
  const by = page.acceptedBy === null ? '' : ` by ${now.names[page.acceptedBy] ?? page.acceptedBy}`;
  // One is open by itself: each that is open is asked anew whenever something changes.
  const first = page.endedAt === null ? cases.find((one) => one.state === 'waiting') : undefined;
  return (
    <article
      className={`card page ${page.state}`}
      aria-label={`Page of ${team}, ${cases.map((one) => one.number).join(', ')}`}
    >
      <h3>
        {team} {pageStates[page.state]}
        {by}
      </h3>
      <p className="case-list">
        {cases.map((one) => (
          <span key={one.number}>
            <Link href={`/cases/${one.number}`} className="case">
              {one.number}
            </Link>
            {page.endedAt === null && one.state !== 'waiting' && ` ${caseStates[one.state]}`}
          </span>
        ))}
        <span className="dim">
          since{' '}
          <time dateTime={page.createdAt} title={sayWhole(page.createdAt, now.zone)}>
            {sayTime(page.createdAt, now.zone, time)}
          </time>
        </span>
      </p>
      <PageAttempts attempts={attempts} names={now.names} zone={now.zone} now={time} over={page.endedAt !== null} />
      {mayDo(session.user.role, 'technician') &&
        cases.map((one) => (
          <CaseHere key={one.number} number={one.number} session={session} team={team} urgent={one === first} />
        ))}
    </article>
  );
}
