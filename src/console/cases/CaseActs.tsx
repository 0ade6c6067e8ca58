import { useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import type { CaseAct } from '../../domain/allowed.ts';
import { type Change, useAnswer, useChange } from '../answers.ts';
import type { Person, Session, WholeCase } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { Choose } from '../parts/Choose.tsx';
import { FormDialog } from '../parts/FormDialog.tsx';
import { mayDo } from '../session.ts';
import { nameIn } from './caseWords.ts';
import { whyNotHere } from './whyNotHere.ts';

type Act = CaseAct | 'note';

interface Question {
  button: string;
  title: string;
  /** What will happen, in the name of whoever has the case. */
  says: (owner: string) => string;
  does: string;
  look?: 'main' | 'danger';
  /** What is written into the timeline with it. */
  asks?: string;
}

const questions = {
  take: {
    button: 'Take it',
    title: 'Who takes the case?',
    says: () => 'Its pages end, phones that ring for it stop, and the others are told.',
    does: 'Take it',
  },
  call: {
    button: 'Call the caller',
    title: 'Call the caller?',
    says: (owner) => `The hotline rings ${owner}, and connects them with the caller when they press 1.`,
    does: 'Call',
  },
  done: {
    button: 'Spoken with the caller',
    title: 'Have you spoken with the caller?',
    says: (owner) => `The promise is kept then, as stated by ${owner}.`,
    does: 'Yes, it is done',
  },
  pass: {
    button: 'Pass it on',
    title: 'Pass the case on?',
    says: (owner) => `${owner} hands it back: whoever is on call is woken, and then the others.`,
    does: 'Pass it on',
  },
  lead: {
    button: 'Hand it to the lead',
    title: 'Hand the case to the lead?',
    says: (owner) => `${owner} hands it back, and the lead is woken.`,
    does: 'Hand it over',
  },
  note: {
    button: 'Add a note',
    title: 'Add a note',
    says: () => 'It stands in the timeline, with your name.',
    does: 'Add it',
    asks: 'Note',
  },
  close: {
    button: 'Close it',
    title: 'Close the case?',
    says: () => 'Nobody is looked for any more. Whoever was woken for it, or has it, is told.',
    does: 'Close it',
    look: 'danger',
    asks: 'Why it is closed',
  },
} as const satisfies Record<Act, Question>;

const acts = Object.keys(questions) as Act[];

interface CaseActsProps {
  whole: WholeCase;
  session: Session;
  /** Where it stands, when the heading is elsewhere: a case may be shown twice. */
  within?: string;
}

/** What may be done now. What may not stays where it is, and says why. */
export function CaseActs({ whole, session, within }: CaseActsProps) {
  const [asked, setAsked] = useState<Act | null>(null);
  const [said, setSaid] = useState('');
  const take = useChange();
  const whyNot = (act: Act) => (act === 'note' ? whyNotNote(session) : whyNotHere(act, whole, session));
  const press = (act: Act) => {
    setSaid('');
    // A technician takes a case for themselves, at night: there is nothing to ask.
    if (act !== 'take' || mayDo(session.user.role, 'lead')) return setAsked(act);
    take.mutate({ path: `/cases/${whole.case.number}/take` }, { onSuccess: () => setSaid('You have it now.') });
  };
  return (
    <section aria-label={`What may be done with ${whole.case.number}${within === undefined ? '' : `, ${within}`}`}>
      {within === undefined && <h2>What may be done</h2>}
      <div className="acts">
        {acts.map((act) => (
          <Action key={act} whyNot={whyNot(act)} look={lookOf(act, whole)} onPress={() => press(act)}>
            {questions[act].button}
          </Action>
        ))}
      </div>
      <p role="status">{said}</p>
      {take.error && <p role="alert">{take.error.message}</p>}
      {asked !== null && (
        <Ask act={asked} whole={whole} session={session} onClose={() => setAsked(null)} onDone={setSaid} />
      )}
    </section>
  );
}

/** What is to be done next stands out. */
function lookOf(act: Act, { case: { state }, promise }: WholeCase): 'plain' | 'main' {
  if (state === 'open') return act === 'take' ? 'main' : 'plain';
  return state === 'accepted' && promise?.state === 'open' && act === 'call' ? 'main' : 'plain';
}

function whyNotNote({ user }: Session): string | null {
  return mayDo(user.role, 'technician') ? null : 'Only technicians and leads do that.';
}

interface AskProps extends CaseActsProps {
  act: Act;
  onClose: () => void;
  onDone: (said: string) => void;
}

function Ask({ act, whole, session, onClose, onDone }: AskProps) {
  const { number, takenBy } = whole.case;
  const question: Question = questions[act];
  const [by, setBy] = useState(session.user.person ?? '');
  const [text, setText] = useState('');
  const change = useChange<{ answer?: string }>();
  const lacksText = question.asks !== undefined && text.trim() === '' ? `${question.asks}: write a sentence.` : null;
  const lacksPerson = act === 'take' && by === '' ? 'Choose who takes it.' : null;
  const submit = () =>
    change.mutate(changeOf(act, number, { by: act === 'take' ? by : takenBy, text: text.trim() }), {
      onSuccess: ({ answer }) => {
        onDone(answer ?? 'It is done.');
        onClose();
      },
    });
  return (
    <FormDialog
      title={question.title}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      does={question.does}
      look={question.look ?? 'main'}
      whyNot={change.isPending ? 'It is being done.' : (lacksPerson ?? lacksText)}
      error={change.error?.message ?? null}
    >
      <p>{question.says(takenBy === null ? 'nobody' : nameIn(whole, takenBy))}</p>
      {act === 'take' && <ForWhom by={by} onChange={setBy} />}
      {question.asks !== undefined && (
        <TextField value={text} onChange={setText} autoFocus>
          <Label>{question.asks}</Label>
          <TextArea rows={3} maxLength={act === 'close' ? 500 : 2000} />
        </TextField>
      )}
    </FormDialog>
  );
}

/** Without `by` it is done in the name of whoever is signed in. */
function changeOf(act: Act, number: string, { by, text }: { by: string | null; text: string }): Change {
  const path = `/cases/${number}/${act}`;
  if (act === 'note') return { path, body: { text } };
  if (act === 'close') return { path, body: { reason: text } };
  return { path, body: by === null ? {} : { by } };
}

function ForWhom({ by, onChange }: { by: string; onChange: (id: string) => void }) {
  const people = useAnswer<{ items: Person[] }>('/people', { fixed: true });
  const options = (people.data?.items ?? []).map(({ id, name }) => [id, name] as const);
  return <Choose label="Who takes it" value={by} onChange={onChange} options={[['', 'Choose'], ...options]} />;
}
