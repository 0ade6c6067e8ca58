import { z } from 'zod';
import type { Lifeboat } from '../../domain/lifeboat.ts';
import { instant, json, type Table, table } from '../table.ts';

const members = z.array(z.object({ person: z.string(), phone: z.string() }));

export const lifeboats: Table<Lifeboat> = table('lifeboats', {
  name: z.literal('lifeboat'),
  writtenAt: instant,
  crew: json(z.object({ onCall: members, leads: members })),
  answerHash: z.string(),
  wrongSince: instant.nullable(),
  toldAt: instant.nullable(),
  nextAt: instant,
});
