import type { Tried } from '../apiTypes.ts';
import { numbered } from '../parts/numbered.ts';
import { sayNumber } from '../parts/sayNumber.ts';
import { sayLength, sayTime } from '../parts/times.ts';

/** Whom its pages would try, and what else would be sent, if nothing more happened and nobody accepted. */
export function TryWoken({ tried, zone }: { tried: Tried; zone: string }) {
  const at = Date.parse(tried.at);
  const none = tried.woken.length === 0 && tried.sends.length === 0;
  return (
    <section aria-labelledby="woken">
      <h3 id="woken">Who would be woken</h3>
      {tried.case !== null && (
        <p>
          Case: {tried.case.urgency} ({tried.case.priority})
          {tried.case.team === null ? '' : `, team ${tried.case.team}`}.
          {tried.case.expectation === null ? '' : ` The caller is told: ${tried.case.expectation}`}
        </p>
      )}
      {tried.case !== null && (
        <details>
          <summary>The timeline of the case</summary>
          <ul>
            {numbered(tried.case.timeline).map(({ nth, of: text }) => (
              <li key={nth}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      {none && <p>Nobody{tried.over ? '' : ', so far'}.</p>}
      {tried.woken.length > 0 && (
        <div className="scroll">
          <table>
            <caption className="dim">If nothing more happened, and nobody accepted</caption>
            <thead>
              <tr>
                <th scope="col">After</th>
                <th scope="col">At</th>
                <th scope="col">Team</th>
                <th scope="col">How</th>
                <th scope="col">Who</th>
              </tr>
            </thead>
            <tbody>
              {tried.woken.map((one) => (
                <tr key={`${one.team} ${one.at} ${one.way} ${one.person.id}`}>
                  <td>{sayLength(one.afterSeconds * 1000)}</td>
                  <td>{sayTime(one.at, zone, at)}</td>
                  <td>{one.team}</td>
                  <td>{one.way === 'ring' ? `rung for ${one.ringSeconds} s` : 'texted'}</td>
                  <td>{one.person.name}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ul>
        {tried.notes.map(({ team, afterSeconds, text }) => (
          <li key={`${team} ${afterSeconds} ${text}`} className="warning">
            {sayLength(afterSeconds * 1000)}, {team}: {text}
          </li>
        ))}
        {numbered(tried.sends).map(({ nth, of: one }) => (
          <li key={nth}>
            {sayLength(one.afterSeconds * 1000)}: {one.to === '' ? 'a phone' : sayNumber(one.to)} is{' '}
            {one.way === 'ring' ? 'rung' : 'texted'} ({one.for}){one.body === null ? '' : `: ${one.body}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
