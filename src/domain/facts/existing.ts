import type { FactCatalogue } from '../facts.ts';
import { hotline } from './hotline.ts';

/** What a step of the leg of a caller may look at who has keyed a case number. */
export const existing = {
  deskHours: hotline.deskHours,
  deskNumber: hotline.deskNumber,
  keyedIs: {
    about:
      'what was keyed: the number of a critical case of this caller, of one of theirs that can wait, of one of theirs that is closed, or anything else',
    values: ['known', 'waiting', 'closed', 'other'],
    example: 'known',
  },
  keyedNumber: { about: 'the case number that was keyed, digit by digit', example: 'C S, 0 0 0, 0 0 4 2' },
  promiseIs: { about: 'does a promise of this case still run', values: ['open', 'none'], example: 'open' },
  promiseTime: { about: 'by when the caller was promised a call, as people say it', example: '3:05 a.m.' },
} as const satisfies FactCatalogue;

export type ExistingFact = keyof typeof existing;
