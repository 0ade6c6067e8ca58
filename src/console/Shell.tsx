/** The frame of every page: where to go, whether the line stands, and who is signed in. */
import { lazy, type ReactNode, Suspense } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { useAnswer } from './answers.ts';
import type { Now, Session } from './apiTypes.ts';
import { tell } from './ask.ts';
import { type Line, useLive } from './live.ts';
import { NowPage } from './now/NowPage.tsx';
import { Action } from './parts/Action.tsx';
import { useSession } from './session.ts';
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
        <Places toy={toy} />
        <LineSign line={line} />
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

function Places({ toy }: { toy: boolean }) {
  const [at] = useLocation();
  return (
    <nav aria-label="Pages">
      {places
        .filter(({ path }) => path !== '/phones' || toy)
        .map(({ path, name }) => (
          <Link key={path} href={path} aria-current={at.startsWith(path) ? 'page' : undefined}>
            {name}
          </Link>
        ))}
    </nav>
  );
}

const signs = { connecting: 'Connecting …', live: 'Live', lost: 'Line lost: what you see may be old' } as const;

function LineSign({ line }: { line: Line }) {
  return (
    <span className={`line ${line}`} role="status">
      {signs[line]}
    </span>
  );
}

function Who({ session: { user } }: { session: Session }) {
  const leave = () => void tell('/session', {}, 'DELETE').finally(() => window.location.assign('/'));
  return (
    <span className="who">
      {user.name} ({user.role}) <Action onPress={leave}>Sign out</Action>
    </span>
  );
}
