import type { FactCatalogue } from '../facts.ts';
import { page } from './page.ts';

/** What a step of the leg of somebody of the directory may look at who calls the hotline. */
export const staff = {
  hotlineName: page.hotlineName,
  personName: { about: 'who calls', example: 'Kim Lee' },
  pageIs: {
    about:
      'of a page that this person was told of within 48 hours, one whose case nobody has before any other: there is none, nobody has its cases, this person has, somebody else has, or it is over',
    values: ['none', 'open', 'mine', 'takenByOther', 'closed'],
    example: 'none',
  },
  caseNumber: page.caseNumber,
  callerName: page.callerName,
  takenBy: page.takenBy,
  codeSent: {
    about: 'has a text with its code gone to this person, as far as is known',
    values: ['yes', 'no'],
    example: 'yes',
  },
  codeIs: {
    about: "are the digits that were keyed those of this person's text about it",
    values: ['right', 'wrong'],
    example: 'right',
  },
  mayRingBack: {
    about: 'may the number that they call from be rung back, or has it been too often within the hour',
    values: ['yes', 'no'],
    example: 'yes',
  },
  whoIsOnCall: {
    about: 'who is on call for each team, and until when, as sentences',
    example: 'For AIMS, Kim Lee, until Monday 7 a.m. For DS, nobody.',
  },
} as const satisfies FactCatalogue;

export type StaffFact = keyof typeof staff;
