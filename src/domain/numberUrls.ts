/** What the hotline's numbers must point to at the carrier, and what is wrong with what they do point to. */
import type { Addresses } from './addresses.ts';
import { urlDifference } from './urlDifference.ts';

export const hookNames = ['voice', 'fallback', 'status', 'sms'] as const;
export type HookName = (typeof hookNames)[number];

/** One address of a number, and how it is asked. */
export interface Hook {
  url: string;
  method: string;
}

export type NumberUrls = Readonly<Record<HookName, Hook>>;

/** Something at the carrier that takes the calls or texts of a number, so that its own addresses are not asked. */
export interface Winner {
  kind: 'application' | 'trunk' | 'smsApplication' | 'messagingService';
  sid: string;
}

/** A number as the carrier shows it. */
export interface NumberSeen {
  sid: string;
  account: string;
  urls: NumberUrls;
  /** Can it be called, and texted? */
  voice: boolean;
  sms: boolean;
  winners: readonly Winner[];
}

/** How people at the carrier's console find each of them. */
export const hookWords = {
  voice: 'voice URL',
  fallback: 'voice fallback URL',
  status: 'call status callback',
  sms: 'messaging URL',
} as const satisfies Record<HookName, string>;

/** @param lifeboat where the lifeboat is kept, which takes the place of our own fallback; a static host answers GET alone */
export function wantedUrls({ voice, fallback, status, sms }: Addresses, lifeboat: string | null): NumberUrls {
  const post = (url: string) => ({ url, method: 'POST' });
  return {
    voice: post(voice),
    fallback: lifeboat === null ? post(fallback) : { url: lifeboat, method: 'GET' },
    status: post(status),
    sms: post(sms),
  };
}

/** @returns what is wrong with one of them, in words; null when it is right */
export function hookFault(wanted: Hook, found: Hook): string | null {
  const other = urlDifference(wanted.url, found.url);
  if (other !== null) return other;
  return wanted.method === found.method ? null : `it is asked with ${found.method} instead of ${wanted.method}`;
}

/** What the carrier does with a number that somebody else takes the calls or texts of. */
export function winnerWords({ kind, sid }: Winner): string {
  switch (kind) {
    case 'application':
      return `A TwiML app (${sid}) takes its calls and wins over the voice URLs; take the number out of the app.`;
    case 'trunk':
      return `A SIP trunk (${sid}) takes its calls and wins over the voice URLs; take the number out of the trunk.`;
    case 'smsApplication':
      return `A TwiML app (${sid}) takes its texts and wins over the messaging URL; take the number out of the app.`;
    case 'messagingService':
      return `A messaging service (${sid}) takes its texts and wins over the messaging URL; set the service to "defer to sender's webhook".`;
  }
}
