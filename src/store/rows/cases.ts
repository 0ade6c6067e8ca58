import { z } from 'zod';
import type { Case, CaseEvent, PromiseRow } from '../../domain/records.ts';
import { instant, type Table, table } from '../table.ts';

export const cases: Table<Case> = table('cases', {
  number: z.string(),
  legId: z.string(),
  urgency: z.enum(['critical', 'routine', 'helpDesk']),
  priority: z.enum(['P1', 'P2', 'P3', 'P4']),
  state: z.enum(['open', 'accepted', 'closed']),
  queue: z.string(),
  team: z.string().nullable(),
  department: z.string().nullable(),
  callBackNumber: z.string().nullable(),
  choice: z.enum(['asked', 'team', 'both', 'canWait']).nullable(),
  choiceBy: z.string().nullable(),
  expectation: z.string().nullable(),
  takenBy: z.string().nullable(),
  takenAt: instant.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  closedBy: z.enum(['caller']).nullable(),
});

export const caseEvents: Table<CaseEvent> = table('case_events', {
  caseNumber: z.string(),
  at: instant,
  text: z.string(),
});

export const promises: Table<PromiseRow> = table('promises', {
  caseNumber: z.string(),
  givenAt: instant,
  dueAt: instant,
  owner: z.string(),
  state: z.enum(['open', 'kept', 'broken']),
  stage: z.enum(['given', 'reminded', 'rung', 'reopened']),
  nextAt: instant.nullable(),
  confirmedAt: instant.nullable(),
  how: z.string().nullable(),
  settledAt: instant.nullable(),
});
