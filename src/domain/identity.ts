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

/** Who of the directory does something, and who really does it. */
export interface InName {
  /** A short name of the directory. */
  person: string;
  /** The name of whoever does it for them; null when they do it themselves. */
  actor: string | null;
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

/** An organisation's own sign-in, such as Microsoft Entra ID: which application of it we are, and what its groups may do. */
export interface EntraSettings {
  clientId: string;
  clientSecret: string;
  /** Its address, which is also whom its tokens name as their issuer. */
  authority: string;
  /** Ids of groups for each role. */
  groups: Readonly<Record<Role, readonly string[]>>;
}

/** What a browser keeps from the beginning of a sign-in to its end, so that nobody else can end it. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
}

/** What comes back with the browser. */
export interface SignInAnswer {
  code: string;
  state: string;
  /** The provider's own word, when it refuses. */
  error: string;
}

/** Somebody whom the organisation knows, and whose groups let them in. */
export interface KnownPerson {
  name: string;
  /** Addresses under which the directory may know them, the surest one first. */
  addresses: string[];
  role: Role;
}

export interface IdentityProvider {
  begin(): Promise<{ url: string; pending: PendingSignIn }>;
  /** @throws SignInRefused */
  finish(answer: SignInAnswer, pending: PendingSignIn): Promise<KnownPerson>;
}

/** Somebody is not let in; the message is for them. */
export class SignInRefused extends Error {
  override name = 'SignInRefused';
  /** For the audit. */
  readonly why: string;
  constructor(why: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

/** How the organisation's sign-in is reached. */
export type AskProvider = (request: {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}) => Promise<{ status: number; headers: Record<string, string>; body: string }>;
