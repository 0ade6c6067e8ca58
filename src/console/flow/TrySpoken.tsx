import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Tried } from '../apiTypes.ts';
import { numbered } from '../parts/numbered.ts';
import { sayLength } from '../parts/times.ts';

interface TrySpokenProps {
  tried: Tried;
  linkTo: (flow: string, step: string) => string;
  /** What may be done next. */
  children: ReactNode;
}

/** What has been said so far, turn by turn, and what it committed. */
export function TrySpoken({ tried, linkTo, children }: TrySpokenProps) {
  return (
    <section aria-labelledby="spoken">
      <h3 id="spoken">What is said</h3>
      <ol className="spoken" aria-live="polite">
        {numbered(tried.turns).map(({ nth, of: turn }) => (
          <li key={nth}>
            <p className="did">
              <span className="after">{sayLength(turn.afterSeconds * 1000)}</span> The caller {turn.did}.{' '}
              <Link href={linkTo(turn.flow, turn.step)}>{turn.step}</Link>
            </p>
            {turn.hears !== '' && <blockquote>{turn.hears}</blockquote>}
            {turn.effects.length > 0 && (
              <ul className="effects">
                {turn.effects.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {tried.over ? <p role="status">The call is over: {tried.outcome}.</p> : children}
    </section>
  );
}
