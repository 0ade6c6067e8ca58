import { z } from 'zod';
import { roles, type Session, signInWays } from '../../domain/identity.ts';
import { instant, type Table, table } from '../table.ts';

export const sessions: Table<Session> = table('sessions', {
  hash: z.string(),
  name: z.string(),
  role: z.enum(roles),
  person: z.string().nullable(),
  how: z.enum(signInWays),
  csrf: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
});
