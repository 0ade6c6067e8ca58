/** What is going on: who is on call, calls, pages, promises, notices and alarms. */
import { useAnswer } from '../answers.ts';
import type { Now, Session } from '../apiTypes.ts';
import { Alarms } from './Alarms.tsx';
import { Calls } from './Calls.tsx';
import { Notices } from './Notices.tsx';
import { Pages } from './Pages.tsx';
import { Promises } from './Promises.tsx';
import { TeamCards } from './TeamCards.tsx';
import './now.css';

export function NowPage({ session }: { session: Session }) {
  const now = useAnswer<Now>('/now');
  if (now.error && !now.data) return <p role="alert">{now.error.message}</p>;
  if (!now.data) return <p role="status">Opening …</p>;
  return (
    <>
      <h1>Now</h1>
      {now.data.held > 0 && (
        <p className="card gap">
          <a href="/rotas?view=changes">
            {now.data.held === 1 ? 'One changed file waits' : `${now.data.held} changed files wait`} for a decision
          </a>
        </p>
      )}
      <TeamCards now={now.data} />
      <Pages now={now.data} session={session} />
      <Promises now={now.data} />
      <Calls now={now.data} />
      <Notices now={now.data} session={session} />
      <Alarms now={now.data} />
    </>
  );
}
