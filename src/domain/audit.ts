/** What is written down of people: what they changed and heard, and who came in or did not. */
import { z } from 'zod';
import type { Instant } from './conversation.ts';
import { type Role, roles, type SignInWay, signInWays } from './identity.ts';

export const auditKinds = ['change', 'heard', 'signIn', 'refused'] as const;

export interface AuditRow {
  id: string;
  at: Instant;
  kind: (typeof auditKinds)[number];
  /** Who; '' when nobody knows. */
  name: string;
  role: Role | null;
  person: string | null;
  how: SignInWay;
  /** The route, as POST /api/cases/:number/take. */
  act: string;
  /** What it was about: the id in the address. */
  about: string | null;
  /** Of the answer; null while there is none, or when we died before it. */
  status: number | null;
  /** For whom a lead did it, or why somebody was refused. */
  detail: string | null;
}

export const auditAnswer = z.object({
  id: z.string(),
  at: z.iso.datetime().meta({ description: 'ISO 8601, UTC' }),
  kind: z.enum(auditKinds),
  name: z.string(),
  role: z.enum(roles).nullable(),
  person: z.string().nullable(),
  how: z.enum(signInWays),
  act: z.string(),
  about: z.string().nullable(),
  status: z.int().nullable().meta({ description: 'of the answer; null when the process died before it' }),
  detail: z.string().nullable(),
});
