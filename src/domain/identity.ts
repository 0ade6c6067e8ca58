/** Who asks: roles, sessions, and what the rooms know of somebody who is signed in. */
import type { Instant } from './conversation.ts';

/** From the one that may do least to the one that may do everything. */
export const roles = ['viewer', 'technician', 'lead', 'admin'] as const;

export type Role = (typeof roles)[number];

/** May somebody of this role do what needs that one? */
export function mayAct(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** How somebody showed who they are. */
export const signInWays = ['token', 'link', 'entra'] as const;

export type SignInWay = (typeof signInWays)[number];

/** Somebody who may ask, as the server knows them. */
export interface Who {
  name: string;
  role: Role;
  /** Their short name in the directory; null when they are not one of its people. */
  person: string | null;
  how: SignInWay;
}

/** Somebody who is signed in with a browser. */
export interface Session extends Who {
  /** Of the secret in their cookie, which is kept nowhere else. */
  hash: string;
  /** What each change has to send back, so that no page of another site can make one. */
  csrf: string;
  createdAt: Instant;
  lastSeenAt: Instant;
  /** Over by then, whatever was done meanwhile. */
  expiresAt: Instant;
}

/** Links that sign an admin in once. */
export interface OneTimeLinks {
  /** Makes a new one. */
  make(): { secret: string; expiresAt: Instant };
  /** Uses it up. @returns false when it is none of ours, was used, or is too old */
  use(secret: string): boolean;
}
