import type { Request, Response } from 'express';
import { beginSession } from '../actions/sessions.ts';
import type { Who } from '../domain/identity.ts';
import { cookieName, cookieOf, type Door, hashOf, setCookie } from './door.ts';
import { whereTo } from './whereTo.ts';

/**
 * Begins a session under a new secret.
 * @param wanted where it leads; to the front page where that is no page of ours
 */
export async function comeIn(
  door: Door,
  request: Request,
  response: Response,
  who: Who,
  wanted?: string,
): Promise<void> {
  const secret = door.newSecret();
  const old = cookieOf(request, cookieName(door));
  const before = old === '' ? null : hashOf(old);
  await beginSession(door.context, { who, hash: hashOf(secret), csrf: door.newSecret(), before });
  setCookie(door, response, secret);
  response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(303, whereTo(wanted));
}
