import { useMemo, useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { whyNotPage } from '../../domain/allowed.ts';
import { useChange } from '../answers.ts';
import type { Session, WholeCase } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { FormDialog } from '../parts/FormDialog.tsx';
import { PageAttempts, pageStates } from '../parts/PageAttempts.tsx';
import { mayDo } from '../session.ts';
import { nameIn } from './caseWords.ts';

interface CasePagesProps {
  whole: WholeCase;
  session: Session;
  /** Names of teams by id. */
  teams: Readonly<Record<string, string>>;
  zone: string;
  now: number;
}

/** The efforts to find somebody for a case, with everything that was tried. */
export function CasePages(props: CasePagesProps) {
  const { pages } = props.whole;
  return (
    <section aria-labelledby="pages">
      <h2 id="pages">{pages.length > 1 ? 'Pages' : 'Page'}</h2>
      {pages.length === 0 && <p className="dim">Nobody was paged for it.</p>}
      {pages.map((page) => (
        <CasePage key={page.id} page={page} {...props} />
      ))}
    </section>
  );
}

function CasePage({ page, whole, session, teams, zone, now }: CasePagesProps & { page: WholeCase['pages'][number] }) {
  const [closing, setClosing] = useState(false);
  const team = teams[page.team] ?? page.team;
  // The same list from second to second, so that its chart is not drawn anew with each.
  const attempts = useMemo(() => whole.attempts.filter((one) => one.page === page.id), [whole.attempts, page.id]);
  const by = page.acceptedBy === null ? '' : ` by ${nameIn(whole, page.acceptedBy)}`;
  const whyNot = mayDo(session.user.role, 'lead') ? whyNotPage('close', page.state) : 'Only a lead closes a page.';
  return (
    <article className={`card page ${page.state}`} aria-label={`Page of ${team}`}>
      <h3>
        {team} {pageStates[page.state]}
        {by}
      </h3>
      <PageAttempts attempts={attempts} names={whole.names} zone={zone} now={now} over={page.endedAt !== null} />
      <div className="acts">
        <Action whyNot={whyNot} onPress={() => setClosing(true)}>
          Close the page of {team}
        </Action>
      </div>
      {closing && <ClosePage id={page.id} team={team} onClose={() => setClosing(false)} />}
    </article>
  );
}

function ClosePage({ id, team, onClose }: { id: string; team: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const close = useChange();
  return (
    <FormDialog
      title={`Close the page of ${team}?`}
      isOpen
      onClose={onClose}
      onSubmit={() =>
        close.mutate({ path: `/pages/${id}/close`, body: { reason: reason.trim() } }, { onSuccess: onClose })
      }
      does="Close the page"
      look="danger"
      whyNot={reason.trim() === '' ? 'Write why, in a sentence.' : null}
      error={close.error?.message ?? null}
    >
      <p>Its cases close with it, save those that another team still carries. Whoever was texted is told.</p>
      <TextField value={reason} onChange={setReason} autoFocus>
        <Label>Why it is closed</Label>
        <TextArea rows={3} maxLength={500} />
      </TextField>
    </FormDialog>
  );
}
