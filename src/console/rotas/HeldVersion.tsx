import { useState } from 'react';
import { writeTime } from '../../domain/writeTime.ts';
import { answers, useChange } from '../answers.ts';
import type { Session } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { mayDo } from '../session.ts';
import { Confirm } from './Confirm.tsx';
import { Difference } from './Difference.tsx';
import { checkPath } from './Findings.tsx';
import { fileOf } from './fileOf.ts';
import type { Waiting } from './rotaTypes.ts';

const changesShown = 6;

type Act = keyof Waiting['acts'];

const asked = {
  approve: (file: string) => ({
    title: `Put ${file} in force?`,
    text: 'From this moment whoever it names is woken. Shifts that have been stay as they were.',
    yes: 'Put it in force',
  }),
  reject: (file: string) => ({
    title: `Reject ${file}?`,
    text: 'What is in force stays so, until the file has another text.',
    yes: 'Reject it',
  }),
} as const satisfies Record<Act, (file: string) => object>;

/** One changed file that is held back: why, what it would change, and the decision. */
export function HeldVersion({ of, zone, session }: { of: Waiting; zone: string; session: Session }) {
  const { version, acts, comesWith } = of;
  const [asking, setAsking] = useState<Act | null>(null);
  const change = useChange();
  const file = fileOf(version);
  const whyNot = (act: Act) =>
    acts[act] ?? (mayDo(session.user.role, 'lead') ? null : 'Only a lead may decide what comes into force.');
  const decide = (act: Act) => {
    setAsking(null);
    change.mutate(
      { path: `/versions/${version.id}/${act}` },
      { onSettled: () => answers.invalidateQueries({ queryKey: ['fixed', checkPath] }) },
    );
  };
  return (
    <article className="card held" aria-labelledby={`version-${version.id}`}>
      <h3 id={`version-${version.id}`}>{file}</h3>
      <p className="dim">held back since {writeTime(Date.parse(version.seenAt), zone)}</p>
      {version.why !== null && <p className="wrong">{version.why}</p>}
      {version.changes.length > 0 && (
        <>
          <h4>What it would change</h4>
          <Texts texts={version.changes.slice(0, changesShown)} />
          {version.changes.length > changesShown && (
            <details>
              <summary>And {version.changes.length - changesShown} times more</summary>
              <Texts texts={version.changes.slice(changesShown)} />
            </details>
          )}
        </>
      )}
      {comesWith.length > 0 && <p>Decided together with it: {comesWith.map(fileOf).join(', ')}.</p>}
      <div className="acts">
        <Action look="main" whyNot={whyNot('approve')} onPress={() => setAsking('approve')}>
          Approve
        </Action>
        <Action whyNot={whyNot('reject')} onPress={() => setAsking('reject')}>
          Reject
        </Action>
      </div>
      {change.error && (
        <p role="alert" className="problem">
          {change.error.message}
        </p>
      )}
      {[version, ...comesWith].map((one) => (
        <Difference key={one.id} of={one} isOpen={one === version} />
      ))}
      {asking !== null && (
        <Confirm {...asked[asking](file)} onYes={() => decide(asking)} onNo={() => setAsking(null)} />
      )}
    </article>
  );
}

function Texts({ texts }: { texts: readonly string[] }) {
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
