/** How somebody comes in: what every request of a person is looked at with. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Context } from '../actions/context.ts';
import { sessionOf } from '../actions/sessions.ts';
import type { IdentityProvider, OneTimeLinks, Session, Who } from '../domain/identity.ts';
import { signInLimits } from '../domain/signInLimits.ts';

export interface Door {
  context: Context;
  adminToken: string;
  /** The organisation's sign-in; null when none is set up. */
  provider: IdentityProvider | null;
  /** null: they are off. */
  links: OneTimeLinks | null;
  newSecret(): string;
  /** The address that browsers come by, without a slash at the end. */
  publicUrl: string;
  /** Where we listen on this machine. */
  localUrl: string;
}

/** Somebody who may ask; with their session when it is a browser. */
export interface Asker {
  who: Who;
  session: Session | null;
}

/** A hash of a secret, under which it is kept and compared: the time taken says nothing about the secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** An empty secret is nobody's. */
export function sameSecret(given: string, secret: string): boolean {
  return secret !== '' && timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(secret)));
}

/** Do browsers come by https? */
export const isSecure = ({ publicUrl }: Door) => publicUrl.startsWith('https:');

/** Browsers take a cookie of the prefix only over https, from this host, for all of it. */
export function cookieName(door: Door): string {
  return isSecure(door) ? '__Host-nightdesk' : 'nightdesk';
}

/** The value of a cookie; '' when it is not there. Of several of one name the first counts. */
export function cookieOf(request: Request, name: string, most: number = signInLimits.secretCharacters): string {
  const pair = (request.header('cookie') ?? '').split(';').find((one) => one.trim().startsWith(`${name}=`));
  const value = pair?.trim().slice(name.length + 1) ?? '';
  return value.length > most ? '' : value;
}

/** @param secret of the session; null takes the cookie away */
export function setCookie(door: Door, response: Response, secret: string | null): void {
  const options = { httpOnly: true, sameSite: 'lax', secure: isSecure(door), path: '/' } as const;
  if (secret === null) response.clearCookie(cookieName(door), options);
  else response.cookie(cookieName(door), secret, options);
}

/**
 * Who asks, by the bearer token or by the session's cookie.
 * @returns null when the request says nothing that we know
 */
export async function askerOf(door: Door, request: Request): Promise<Asker | null> {
  const authorization = request.header('authorization');
  if (authorization !== undefined) {
    const given = /^Bearer (.+)$/.exec(authorization)?.[1] ?? '';
    if (!sameSecret(given, door.adminToken)) return null;
    return { who: { name: 'the admin token', role: 'admin', person: null, how: 'token' }, session: null };
  }
  const secret = cookieOf(request, cookieName(door));
  const session = secret === '' ? null : await sessionOf(door.context, hashOf(secret));
  return session && { who: session, session };
}

/** @returns null when a change comes from a page of ours, else why it is not made */
export function whyNotOurPage(door: Door, request: Request, session: Session): string | null {
  const origin = request.header('origin');
  if (origin !== undefined && !ourOrigins(door).includes(origin))
    return `A page of ${origin.slice(0, 100)} may not change anything here; use ${door.publicUrl}.`;
  if (!sameSecret(request.header('x-csrf-token') ?? '', session.csrf))
    return 'Send the "csrf" of GET /api/session as the header x-csrf-token with each change.';
  return null;
}

function ourOrigins({ publicUrl, localUrl }: Door): string[] {
  const { port } = new URL(localUrl);
  return [new URL(publicUrl).origin, ...['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}:${port}`)];
}
