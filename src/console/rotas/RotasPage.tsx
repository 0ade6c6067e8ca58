/** Who is on call when, and why; and what waits to become so. */
import { Link, useSearchParams } from 'wouter';
import { useAnswer } from '../answers.ts';
import type { Now, Session } from '../apiTypes.ts';
import { addressOf, type View, views } from './addresses.ts';
import { ChangesView } from './ChangesView.tsx';
import { ExplainView } from './ExplainView.tsx';
import { MonthView } from './MonthView.tsx';
import './rotas.css';
import { TimelineView } from './TimelineView.tsx';

export function RotasPage({ session }: { session: Session }) {
  const [search] = useSearchParams();
  const now = useAnswer<Now>('/now');
  const view = views.find((one) => one.view === search.get('view'))?.view ?? 'timeline';
  if (now.error && !now.data) return <p role="alert">{now.error.message}</p>;
  if (!now.data) return <p role="status">Opening …</p>;
  return (
    <>
      <h1>Rotas</h1>
      <Views at={view} held={now.data.held} />
      {view === 'timeline' && <TimelineView now={now.data} />}
      {view === 'month' && <MonthView now={now.data} />}
      {view === 'explain' && <ExplainView now={now.data} />}
      {view === 'changes' && <ChangesView session={session} />}
    </>
  );
}

function Views({ at, held }: { at: View; held: number }) {
  return (
    <nav aria-label="Views of the rotas" className="views">
      {views.map(({ view, name }) => (
        <Link key={view} href={addressOf(view)} aria-current={view === at ? 'page' : undefined}>
          {name}
          {view === 'changes' && held > 0 && (
            <>
              {' '}
              <strong className="count">{held}</strong>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
}
