import { type FormEvent, useState } from 'react';
import { Input, Label, TextArea, TextField } from 'react-aria-components';
import { useChange } from '../answers.ts';
import type { Now, Session } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { sayTime } from '../parts/times.ts';
import { mayDo } from '../session.ts';
import { useNow } from '../ticking.ts';

/** What every caller hears after the greeting, for a time. */
export function Notices({ now, session: { user } }: { now: Now; session: Session }) {
  const time = useNow(60_000);
  const end = useChange();
  const whyNot = mayDo(user.role, 'lead') ? null : 'Only a lead sets or ends a notice.';
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">Notices</h2>
      {now.notices.length === 0 && <p className="dim">Callers hear no notice.</p>}
      <ul className="rows">
        {now.notices.map((notice) => (
          <li key={notice.id} className="row">
            <q>{notice.text}</q>
            <span>
              from {sayTime(notice.from, now.zone, time)} until {sayTime(notice.until, now.zone, time)}, set by{' '}
              {notice.setBy}
            </span>
            <Action
              whyNot={whyNot}
              onPress={() => end.mutate({ path: `/notices/${notice.id}/end`, body: { by: user.name } })}
            >
              End it now
            </Action>
          </li>
        ))}
      </ul>
      {end.error && <p role="alert">It goes on: {end.error.message}</p>}
      <NewNotice by={user.name} whyNot={whyNot} />
    </section>
  );
}

function NewNotice({ by, whyNot }: { by: string; whyNot: string | null }) {
  const [text, setText] = useState('');
  const [hours, setHours] = useState('2');
  const set = useChange();
  const time = useNow(60_000);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = new Date(time + Number(hours) * 3_600_000).toISOString();
    set.mutate({ path: '/notices', body: { text, until, by } }, { onSuccess: () => setText('') });
  };
  const lacking = text.trim() === '' ? 'Write the sentence first.' : null;
  return (
    <details>
      <summary>Set a notice</summary>
      <form onSubmit={submit} className="form">
        <TextField value={text} onChange={setText}>
          <Label>A sentence that every caller hears after the greeting</Label>
          <TextArea maxLength={1000} rows={2} placeholder="The network is down until noon" />
        </TextField>
        <TextField value={hours} onChange={setHours} type="number">
          <Label>For so many hours</Label>
          <Input min={0.25} max={168} step={0.25} />
        </TextField>
        <Action type="submit" look="main" whyNot={whyNot ?? lacking}>
          Set it
        </Action>
        {set.error && <p role="alert">{set.error.message}</p>}
      </form>
    </details>
  );
}
