import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Now, Step } from '../apiTypes.ts';
import { sayCall } from './sayCall.ts';

const kinds = {
  say: 'says something and goes on',
  ask: 'asks, and waits for a key or a word',
  branch: 'looks at one fact',
  record: 'records a message',
  wait: 'keeps the caller on hold',
  join: 'connects with a caller on hold',
  dial: 'rings a number and connects it',
  comeBack: 'says something and comes back',
  act: 'commits something and goes on',
  continueIn: 'goes on in another flow',
  end: 'says good-bye and hangs up',
} as const satisfies Record<Step['kind'], string>;

interface StepCardProps {
  step: Step;
  calls: Now['calls'];
  /** The address of a step of this flow, and of another flow. */
  linkTo: (step: string) => string;
  linkToFlow: (name: string) => string;
}

/** One step: what it says, where each key leads, and what it commits. */
export function StepCard({ step, calls, linkTo, linkToFlow }: StepCardProps) {
  const here = calls.filter((call) => call.step === step.name);
  return (
    <article className="card step-card" aria-labelledby="step-name" aria-live="polite">
      <h2 id="step-name">{step.name}</h2>
      <p className="dim">It {kinds[step.kind]}.</p>
      {step.fact && (
        <p>
          <code>{step.fact.name}</code>: {step.fact.about}
        </p>
      )}
      {step.words.map((words) => (
        <blockquote key={words}>{words}</blockquote>
      ))}
      {step.ways.length > 0 && (
        <Part title="Leads to">
          <ul className="ways">
            {step.ways.map(({ to, label, byPerson }) => (
              <li key={`${label} ${to}`}>
                {label !== '' && <span className={byPerson ? 'by-person' : ''}>{label}: </span>}
                <Link href={linkTo(to)}>{to}</Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {step.continuesIn !== null && (
        <p>
          Goes on in the flow <Link href={linkToFlow(step.continuesIn)}>{step.continuesIn}</Link>.
        </p>
      )}
      {step.commits.length > 0 && (
        <Part title="Commits">
          <Sentences list={step.commits} />
        </Part>
      )}
      {step.onHangUp.length > 0 && (
        <Part title="When the caller hangs up here">
          <Sentences list={step.onHangUp} />
        </Part>
      )}
      {here.length > 0 && (
        <Part title="Calls here now">
          <ul>
            {here.map((call) => (
              <li key={call.leg}>
                {call.opened && call.caseNumber !== null ? (
                  <Link href={`/cases/${call.caseNumber}`}>{sayCall(call)}</Link>
                ) : (
                  sayCall(call)
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Sentences({ list }: { list: readonly string[] }) {
  return (
    <ul>
      {list.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
