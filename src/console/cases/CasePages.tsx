import { lazy, Suspense, useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { whyNotPage } from '../../domain/allowed.ts';
import { useChange } from '../answers.ts';
import type { Session, WholeCase } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { FormDialog } from '../parts/FormDialog.tsx';
import { sayTime } from '../parts/times.ts';
import { mayDo } from '../session.ts';
import { nameIn } from './caseWords.ts';

const PageChart = lazy(() => import('../now/PageChart.tsx').then((part) => ({ default: part.PageChart })));

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

const states = {
  waiting: 'is about to begin',
  running: 'is looking for somebody',
  accepted: 'was taken',
  closed: 'was closed by a person',
  withdrawn: 'was not for this team after all',
} as const;

function CasePage({ page, whole, session, teams, zone, now }: CasePagesProps & { page: WholeCase['pages'][number] }) {
  const [closing, setClosing] = useState(false);
  const team = teams[page.team] ?? page.team;
  const attempts = whole.attempts.filter((one) => one.page === page.id);
  const by = page.acceptedBy === null ? '' : ` by ${nameIn(whole, page.acceptedBy)}`;
  const whyNot = mayDo(session.user.role, 'lead') ? whyNotPage('close', page.state) : 'Only a lead closes a page.';
  return (
    <article className={`card page ${page.state}`} aria-label={`Page of ${team}`}>
      <h3>
        {team} {states[page.state]}
        {by}
      </h3>
      {attempts.length > 0 && (
        <Suspense fallback={<div className="chart" />}>
          <PageChart attempts={attempts} names={whole.names} zone={zone} until={page.endedAt === null ? now : null} />
        </Suspense>
      )}
      <Attempts attempts={attempts} whole={whole} zone={zone} now={now} />
      <div className="acts">
        <Action whyNot={whyNot} onPress={() => setClosing(true)}>
          Close the page of {team}
        </Action>
      </div>
      {closing && <ClosePage id={page.id} team={team} onClose={() => setClosing(false)} />}
    </article>
  );
}

const ways = { ring: 'rung', text: 'texted', cancel: 'ring stopped' } as const;

interface AttemptsProps extends Pick<CasePagesProps, 'whole' | 'zone' | 'now'> {
  attempts: WholeCase['attempts'];
}

/** What the chart shows, in words. */
function Attempts({ attempts, whole, zone, now }: AttemptsProps) {
  if (attempts.length === 0) return <p className="dim">Nobody has been tried yet.</p>;
  return (
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
                <td>{one.person === null ? 'the caller' : nameIn(whole, one.person)}</td>
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
