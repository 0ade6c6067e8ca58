/** The frame of every page: where to go, whether the line stands, and who is signed in. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { useAnswer } from './answers.ts';
import type { Now, Session } from './apiTypes.ts';
import { tell } from './ask.ts';
import { type Line, useLive } from './live.ts';
import { NowPage } from './now/NowPage.tsx';
import { Action } from './parts/Action.tsx';
import { mayDo, useSession } from './session.ts';
import { Welcome } from './Welcome.tsx';

const FlowPage = lazy(() => import('./flow/FlowPage.tsx').then((room) => ({ default: room.FlowPage })));
const PhonesPage = lazy(() => import('./phones/PhonesPage.tsx').then((room) => ({ default: room.PhonesPage })));
const RotasPage = lazy(() => import('./rotas/RotasPage.tsx').then((room) => ({ default: room.RotasPage })));
const CasesPage = lazy(() => import('./cases/CasesPage.tsx').then((room) => ({ default: room.CasesPage })));
const CasePage = lazy(() => import('./cases/CasePage.tsx').then((room) => ({ default: room.CasePage })));

const places = [
  { path: '/now', name: 'Now' },
  { path: '/cases', name: 'Cases' },
  { path: '/rotas', name: 'Rotas' },
  { path: '/flow', name: 'Flow' },
  { path: '/phones', name: 'Phones' },
] as const;

export function Shell() {
  const session = useSession();
  if (session.error) return <Alone title="Nightdesk">{session.error.message}</Alone>;
  if (session.data === undefined) return <Alone title="Nightdesk">Opening …</Alone>;
  if (session.data === null) return <Welcome />;
  return <Inside session={session.data} />;
}

function Alone({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="alone">
      <h1>{title}</h1>
      <p role="status">{children}</p>
    </main>
  );
}

function Inside({ session }: { session: Session }) {
  const line = useLive();
  const now = useAnswer<Now>('/now', { everyMs: 60_000 });
  const toy = now.data?.carrier === 'exchange';
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="top">
        <strong className="brand">Nightdesk</strong>
        <Places phones={toy && mayDo(session.user.role, 'technician')} />
        <LineSign line={line} refused={now.error?.message ?? null} />
        <Who session={session} />
        {toy && <p className="toy">Local exchange: no real phone will ring.</p>}
      </header>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<p role="status">Opening …</p>}>
          <Switch>
            <Route path="/now">
              <NowPage session={session} />
            </Route>
            <Route path="/rotas">
              <RotasPage session={session} />
            </Route>
            <Route path="/flow">
              <FlowPage />
            </Route>
            <Route path="/cases">
              <CasesPage />
            </Route>
            <Route path="/cases/:number">
              {({ number }) => <CasePage key={number} number={number} session={session} />}
            </Route>
            <Route path="/phones">
              <PhonesPage />
            </Route>
            <Route path="/">{now.data && <Redirect to={isNewcomer(now.data) ? '/phones' : '/now'} replace />}</Route>
            <Route>
              <h1>There is no such page</h1>
            </Route>
          </Switch>
        </Suspense>
      </main>
    </>
  );
}

/** Nothing has happened yet on toy telephones: somebody wants to try it. */
function isNewcomer(now: Now): boolean {
  return now.carrier === 'exchange' && now.calls.length === 0 && now.pages.length === 0 && now.promises.length === 0;
}

function Places({ phones }: { phones: boolean }) {
  const [at] = useLocation();
  return (
    <nav aria-label="Pages">
      {places
        .filter(({ path }) => path !== '/phones' || phones)
        .map(({ path, name }) => (
          <Link key={path} href={path} aria-current={at.startsWith(path) ? 'page' : undefined}>
            {name}
          </Link>
        ))}
    </nav>
  );
}

const signs = { connecting: 'Connecting …', live: 'Live', lost: 'Line lost: what you see may be old' } as const;

/** @param refused why the newest question had no answer: what is shown is from before */
function LineSign({ line, refused }: { line: Line; refused: string | null }) {
  return (
    <span className={`line ${refused === null ? line : 'lost'}`} role="status">
      {refused === null ? signs[line] : `What you see may be old: ${refused}`}
    </span>
  );
}

function Who({ session: { user } }: { session: Session }) {
  const [problem, setProblem] = useState<string | null>(null);
  const leave = async () => {
    try {
      await tell('/session', {}, 'DELETE');
      window.location.assign('/');
    } catch (error) {
      setProblem(`You are still signed in: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <span className="who">
      {user.name} ({user.role}) <Action onPress={() => void leave()}>Sign out</Action>
      {problem !== null && <span role="alert"> {problem}</span>}
    </span>
  );
}
