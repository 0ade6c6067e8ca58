/** Rows about what comes from outside: news and recordings of the carrier, versions of our files, facts about people. */
import { z } from 'zod';
import type { Instant } from '../../domain/conversation.ts';
import type { AccountRow } from '../../domain/lines.ts';
import type { CarrierEvent, Recording, Version } from '../../domain/records.ts';
import { instant, json, type Table, table } from '../table.ts';

export const carrierEvents: Table<CarrierEvent> = table('carrier_events', {
  id: z.string(),
  key: z.string(),
  kind: z.string(),
  path: z.string(),
  fields: json(z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
  receivedAt: instant,
  appliedAt: instant.nullable(),
});

/** Without the sound, which is read only by who wants to hear it. */
export const recordings: Table<Recording> = table('recordings', {
  sid: z.string(),
  account: z.string().nullable(),
  legId: z.string(),
  caseNumber: z.string().nullable(),
  seconds: z.int().nullable(),
  state: z.enum(['wanted', 'kept', 'failed', 'gone']),
  dueAt: instant.nullable(),
  tries: z.int(),
  contentType: z.string().nullable(),
  transcript: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: instant,
});

export const versions: Table<Version> = table('versions', {
  id: z.string(),
  kind: z.enum(['flow', 'rota', 'hours', 'directory']),
  name: z.string(),
  hash: z.string(),
  text: z.string(),
  state: z.enum(['inForce', 'quarantined', 'unreadable', 'rejected', 'superseded']),
  why: z.string().nullable(),
  changes: json(z.array(z.string())),
  seenAt: instant,
  inForceAt: instant,
  decidedAt: instant.nullable(),
  acceptedBy: z.string(),
  judgedBy: z.string(),
  together: json(z.array(z.string())),
});

/** `judgedBy` of a version that was in force and did not fit. */
export const putBackReason = 'does not fit';

export const accounts: Table<AccountRow> = table('accounts', {
  account: z.string(),
  nextCallAt: instant,
  nextTextAt: instant,
  timeouts: z.int(),
  outUntil: instant.nullable(),
});

/**
 * What we learnt about a telephone number: it takes no texts, or no calls, of ours; its person has been sent the hotline's
 * card, or needs none; a code by text, or a key on a ring, has shown that it works.
 */
export interface PersonFact {
  address: string;
  fact: 'textsRefused' | 'callsRefused' | 'greeted' | 'provenText' | 'provenRing';
  since: Instant;
  detail: string | null;
}

export const peopleFacts: Table<PersonFact> = table('people_facts', {
  address: z.string(),
  fact: z.enum(['textsRefused', 'callsRefused', 'greeted', 'provenText', 'provenRing']),
  since: instant,
  detail: z.string().nullable(),
});
