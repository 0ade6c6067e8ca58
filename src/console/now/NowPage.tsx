/** What is going on. */
import { useAnswer } from '../answers.ts';
import type { Now, Session } from '../apiTypes.ts';
import { TeamCards } from './TeamCards.tsx';

export function NowPage({ session: _session }: { session: Session }) {
  const now = useAnswer<Now>('/now');
  if (now.error && !now.data) return <p role="alert">{now.error.message}</p>;
  if (!now.data) return <p role="status">Opening …</p>;
  return (
    <>
      <h1>Now</h1>
      <TeamCards now={now.data} />
    </>
  );
}
