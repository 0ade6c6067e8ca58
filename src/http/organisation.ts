/** Signing in with the organisation: out to its page, and back. */
import type { Request, RequestHandler, Response, Router } from 'express';
import { z } from 'zod';
import { noteRefused } from '../actions/audited.ts';
import type { Directory } from '../domain/directory.ts';
import { errorText } from '../domain/errorText.ts';
import { type IdentityProvider, SignInRefused } from '../domain/identity.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { comeIn } from './comeIn.ts';
import { cookieOf, type Door, isSecure } from './door.ts';
import { isOnlyLooking } from './isOnlyLooking.ts';
import { signInPage } from './signInPage.ts';
import { whereTo } from './whereTo.ts';

const pendingShape = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() });

const again = 'To try again, open /sign-in.';

/** What a sign-in needs between its two halves is kept by the browser that began it: nothing of it grows here. */
const pendingCookie = (door: Door) => (isSecure(door) ? '__Host-nightdesk-sign-in' : 'nightdesk-sign-in');
const cookieOptions = (door: Door) => ({ httpOnly: true, sameSite: 'lax', secure: isSecure(door), path: '/' }) as const;

export function organisationRoutes(
  door: Door,
  provider: IdentityProvider,
  router: Router,
  limited: RequestHandler,
): void {
  // To begin fails nobody: it stays open while attempts of this address are not looked at.
  router.get('/sign-in', (request, response) => leave(door, provider, request, response));
  router.get('/sign-in/callback', limited, (request, response) => comeBack(door, provider, request, response));
}

async function leave(door: Door, provider: IdentityProvider, request: Request, response: Response): Promise<void> {
  const { log } = door.context;
  const begun = await provider.begin().catch((error: unknown) => {
    log.error('alarm: the sign-in of the organisation does not answer', { error: errorText(error) });
    return null;
  });
  if (!begun)
    return signInPage(response, 503, 'Your organisation does not answer', [
      'Nobody can sign in at the moment; the hotline and its pages go on.',
      again,
    ]);
  const value = Buffer.from(JSON.stringify({ ...begun.pending, to: whereTo(request.query.to) })).toString('base64url');
  response
    .cookie(pendingCookie(door), value, { ...cookieOptions(door), maxAge: signInLimits.pendingMinutes * 60_000 })
    .set({ 'cache-control': 'no-store' })
    .redirect(303, begun.url);
}

async function comeBack(door: Door, provider: IdentityProvider, request: Request, response: Response): Promise<void> {
  if (isOnlyLooking(request)) return signInPage(response, 503, 'Not yet', [again]);
  const pending = readPending(cookieOf(request, pendingCookie(door), signInLimits.pendingCharacters));
  response.clearCookie(pendingCookie(door), cookieOptions(door));
  try {
    if (!pending)
      throw new SignInRefused('nothing was begun here', 'This browser has not begun to sign in, or it took too long.');
    const word = (name: string) => (typeof request.query[name] === 'string' ? request.query[name] : '');
    const answer = { code: word('code'), state: word('state'), error: word('error') };
    const { name, addresses, role } = await provider.finish(answer, pending);
    const person = personBy(door.context.inForce.directory, addresses);
    await comeIn(door, request, response, { name, role, person, how: 'entra' }, pending.to);
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    const detail = `${error.why}, from ${request.ip}`.slice(0, signInLimits.auditCharacters);
    await noteRefused(door.context, { who: null, how: 'entra', act: 'GET /sign-in/callback', detail });
    signInPage(response, 403, 'You are not signed in', [error.message, again]);
  }
}

function readPending(value: string): z.infer<typeof pendingShape> | null {
  try {
    return pendingShape.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
  } catch {
    return null;
  }
}

/** Whose e-mail address is it? One that two have tells nobody. */
function personBy({ people }: Directory, addresses: readonly string[]): string | null {
  for (const address of addresses) {
    const found = Object.keys(people).filter((id) => people[id]?.email?.toLowerCase() === address);
    if (found.length === 1) return found[0] ?? null;
  }
  return null;
}
