/** Sessions of browsers: begun, looked at with each request, ended. */
import type { Session, Who } from '../domain/identity.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { insertAudit } from '../store/write/audit.ts';
import {
  deleteSession,
  deleteSessionsOver,
  insertSession,
  sessionByHash,
  touchSession,
} from '../store/write/sessions.ts';
import type { Context } from './context.ts';

const hourMs = 3_600_000;

export interface NewSession {
  who: Who;
  /** Of the secret that the browser gets. */
  hash: string;
  csrf: string;
  /** Of the secret that it had until now: that session ends. */
  before: string | null;
}

/** Somebody has shown who they are: a session begins, always under a secret that nobody had before. */
export async function beginSession(context: Context, { who, hash, csrf, before }: NewSession): Promise<Session> {
  const now = context.clock.now();
  const { idle, most } = context.sessionHours;
  const expiresAt = now + most * hourMs;
  const session = { ...who, hash, csrf, createdAt: now, lastSeenAt: now, expiresAt };
  const id = context.ids.next('audit');
  await context.store.transact(async (tx) => {
    await deleteSessionsOver(tx, now, now - idle * hourMs);
    if (before !== null) await deleteSession(tx, before);
    await insertSession(tx, session);
    const { name, role, person, how } = who;
    const known = { name, role, person, how, act: 'GET /sign-in', about: null, status: null, detail: null };
    await insertAudit(tx, { id, at: now, kind: 'signIn', ...known });
  });
  context.log.info('a session has begun', { how: who.how, role: who.role });
  return session;
}

/** The session under a hash, seen now; null when there is none, or it is over. */
export async function sessionOf(context: Context, hash: string): Promise<Session | null> {
  const { store, clock, inForce } = context;
  const now = clock.now();
  const session = await sessionByHash(store.read, hash);
  if (session === null || isOver(context, session)) return null;
  if (now >= session.lastSeenAt + signInLimits.sessionSeenSeconds * 1000)
    await store.transact((tx) => touchSession(tx, hash, now), { isUnseen: true });
  // Whoever has left the directory is nobody of it any more, also while signed in.
  const isKnown = session.person !== null && Object.hasOwn(inForce.directory.people, session.person);
  return { ...session, person: isKnown ? session.person : null };
}

/** Is the session under a hash over, or was it signed out? To ask is not to be seen: a page left open ends as well. */
export async function isSessionOver(context: Context, hash: string): Promise<boolean> {
  const session = await sessionByHash(context.store.read, hash);
  return session === null || isOver(context, session);
}

function isOver({ clock, sessionHours }: Context, { expiresAt, lastSeenAt }: Session): boolean {
  return clock.now() >= expiresAt || clock.now() >= lastSeenAt + sessionHours.idle * hourMs;
}

/** Signs out. */
export async function endSession(context: Context, hash: string): Promise<void> {
  await context.store.transact((tx) => deleteSession(tx, hash));
  context.log.info('a session was ended');
}
