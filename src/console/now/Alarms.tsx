import type { Now } from '../apiTypes.ts';
import { sayTime, sayWhole } from '../parts/times.ts';
import { useNow } from '../ticking.ts';

/** What the log has called out since this process started. */
export function Alarms({ now }: { now: Now }) {
  const time = useNow(60_000);
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">Alarms</h2>
      {now.alarms.length === 0 && <p className="dim">No alarm of the process that answers here since it started.</p>}
      <ul className="rows">
        {now.alarms.map((alarm) => (
          <li key={`${alarm.at} ${alarm.text} ${Object.values(alarm.about).join(' ')}`} className="row urgent">
            <time dateTime={alarm.at} title={sayWhole(alarm.at, now.zone)}>
              {sayTime(alarm.at, now.zone, time)}
            </time>
            <span>{alarm.text}</span>
            <span className="dim">
              {Object.entries(alarm.about)
                .map(([name, value]) => `${name} ${value}`)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
