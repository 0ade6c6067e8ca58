import type { Now, TeamNow } from '../apiTypes.ts';
import { PhoneLink } from '../parts/PhoneLink.tsx';
import { sayTime, sayWhole } from '../parts/times.ts';
import { useNow } from '../ticking.ts';

/** Who is on call, until when, and who comes next. */
export function TeamCards({ now }: { now: Now }) {
  const time = useNow(30_000);
  return (
    <section aria-labelledby="on-call">
      <h2 id="on-call">On call</h2>
      <div className="cards">
        {now.teams.map((team) => (
          <TeamCard key={team.id} team={team} zone={now.zone} time={time} />
        ))}
      </div>
    </section>
  );
}

function TeamCard({ team: { id, name, onCall, next }, zone, time }: { team: TeamNow; zone: string; time: number }) {
  return (
    <article className={`card ${onCall.gap === null ? '' : 'gap'}`} aria-labelledby={`team-${id}`}>
      <h3 id={`team-${id}`}>{name}</h3>
      {onCall.people.map((person) => (
        <p key={person.id} className="on-call">
          <strong>{person.name}</strong> <PhoneLink number={person.phone} />
        </p>
      ))}
      {onCall.people.length === 0 && <p className="on-call">{onCall.gap ?? 'Nobody, and nobody has to be.'}</p>}
      {onCall.until !== null && (
        <p>
          until{' '}
          <time dateTime={onCall.until} title={sayWhole(onCall.until, zone)}>
            {sayTime(onCall.until, zone, time)}
          </time>
        </p>
      )}
      {next !== null && (
        <p>
          next: {next.people.map((person) => person.name).join(', ') || (next.gap ?? 'nobody, and nobody has to be')}
        </p>
      )}
      {onCall.warnings.map((warning) => (
        <p key={warning} className="warning">
          {warning}
        </p>
      ))}
    </article>
  );
}
