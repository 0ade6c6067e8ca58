import { z } from 'zod';
import type { AttemptSid } from '../../domain/lines.ts';
import { purposes } from '../../domain/purposes.ts';
import type { OutboxRow, Page, PageCase } from '../../domain/records.ts';
import { flag, instant, json, type Table, table } from '../table.ts';

export const pages: Table<Page> = table('pages', {
  id: z.string(),
  team: z.string(),
  state: z.enum(['waiting', 'running', 'accepted', 'closed', 'withdrawn']),
  directoryHash: z.string(),
  daytime: flag,
  step: z.int(),
  round: z.int(),
  dueAt: instant.nullable(),
  heldUntil: instant.nullable(),
  lastStepSince: instant.nullable(),
  passedBy: json(z.array(z.string())),
  acceptedBy: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});

export const pageCases: Table<PageCase> = table('page_cases', {
  pageId: z.string(),
  caseNumber: z.string(),
  state: z.enum(['waiting', 'taken', 'withdrawn']),
  joinedAt: instant,
});

export const outbox: Table<OutboxRow> = table('outbox', {
  id: z.string(),
  kind: z.enum(['ring', 'text', 'cancel']),
  purpose: z.enum(purposes),
  state: z.enum(['waiting', 'sending', 'sent', 'done', 'refused', 'unknown', 'dropped']),
  dueAt: instant,
  deadlineAt: instant.nullable(),
  tries: z.int(),
  wantedAt: instant,
  claimedAt: instant.nullable(),
  account: z.string().nullable(),
  fromNumber: z.string().nullable(),
  refusedFrom: json(z.array(z.string())),
  checkAt: instant.nullable(),
  looks: z.int(),
  pageId: z.string().nullable(),
  step: z.int().nullable(),
  round: z.int().nullable(),
  legId: z.string().nullable(),
  person: z.string().nullable(),
  toNumber: z.string(),
  body: z.string().nullable(),
  ringSeconds: z.int().nullable(),
  code: z.int().nullable(),
  versionId: z.string().nullable(),
  cases: json(z.array(z.string())),
  sid: z.string().nullable(),
  outcome: z.string().nullable(),
  errorCode: z.int().nullable(),
  error: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  settledAt: instant.nullable(),
});

export const attemptSids: Table<AttemptSid> = table('attempt_sids', {
  sid: z.string(),
  outboxId: z.string(),
  notedAt: instant,
  replaced: flag,
});
