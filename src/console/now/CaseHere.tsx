import { lazy, Suspense, useState } from 'react';
import { useAnswer } from '../answers.ts';
import type { Session, WholeCase } from '../apiTypes.ts';

const CaseActs = lazy(() => import('../cases/CaseActs.tsx').then((part) => ({ default: part.CaseActs })));

interface CaseHereProps {
  number: string;
  session: Session;
  /** Whose page it stands in: a case may be on several. */
  team: string;
  /** Nobody has it yet: what may be done is shown without being asked for. */
  urgent: boolean;
}

/** What may be done with a case, without leaving the page. */
export function CaseHere({ number, session, team, urgent }: CaseHereProps) {
  const [open, setOpen] = useState(urgent);
  const whole = useAnswer<WholeCase>(`/cases/${number}`, { enabled: open });
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What may be done with {number}</summary>
      {open && whole.error && <p role="alert">{whole.error.message}</p>}
      {open && whole.data && (
        <Suspense fallback={<p role="status">Opening …</p>}>
          <CaseActs whole={whole.data} session={session} within={`page of ${team}`} />
        </Suspense>
      )}
    </details>
  );
}
