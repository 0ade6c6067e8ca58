import { z } from 'zod';
import { type AuditRow, auditKinds } from '../../domain/audit.ts';
import { roles, signInWays } from '../../domain/identity.ts';
import { instant, type Table, table } from '../table.ts';

export const audit: Table<AuditRow> = table('audit', {
  id: z.string(),
  at: instant,
  kind: z.enum(auditKinds),
  name: z.string(),
  role: z.enum(roles).nullable(),
  person: z.string().nullable(),
  how: z.enum(signInWays),
  act: z.string(),
  about: z.string().nullable(),
  status: z.int().nullable(),
  detail: z.string().nullable(),
});
