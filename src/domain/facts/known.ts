import type { FactCatalogue } from '../facts.ts';
import { hotline } from './hotline.ts';

const { hotlineName, deskHours, deskNumber, caseNumber, pageState, triedName, takenBy } = hotline;

/** What a step of the leg of a caller may look at whose number has a critical case. */
export const known = {
  hotlineName,
  deskHours,
  deskNumber,
  caseNumber,
  pageState,
  triedName,
  takenBy,
  caseIs: {
    about:
      'how the case stands: somebody has it, a technician is looked for, its caller said a short while ago that it is solved, or it is closed',
    values: ['taken', 'searching', 'solved', 'closed'],
    example: 'taken',
  },
  tried: { about: 'has anybody been rung or texted about it', values: ['yes', 'no'], example: 'yes' },
  triedNames: { about: 'everybody who has been', example: 'Kim Lee and Pat Moss' },
  ownerIs: {
    about:
      'what became of ringing whoever has the case since this call began: not rung, still ringing or listening, coming to the phone by key, will call by their own word, not reached',
    values: ['notRung', 'ringing', 'coming', 'willCall', 'notReached'],
    example: 'notRung',
  },
} as const satisfies FactCatalogue;

export type KnownFact = keyof typeof known;
