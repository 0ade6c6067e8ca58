import type { FactCatalogue } from '../facts.ts';
import { page } from './page.ts';

/** What a step of a leg may look at of somebody who is asked which team an unsure caller's case is for. */
export const choice = {
  choiceState: {
    about: 'nobody has decided yet, somebody has, or there is nothing to decide any more',
    values: ['open', 'decided', 'over'],
    example: 'open',
  },
  decidedBy: { about: 'who has decided', example: 'Robin Hale' },
  decision: { about: 'what was decided, as the end of a sentence', example: 'it goes to AIMS' },
  firstTeam: { about: 'the first team of the directory, as people say it', example: 'AIMS' },
  secondTeam: { about: 'the second team of the directory, as people say it', example: 'DS' },
  personName: page.personName,
  hotlineName: page.hotlineName,
  caseNumber: { about: 'the case number, digit by digit', example: 'C S, 0 0 0, 0 0 4 2' },
  callerName: page.callerName,
  recordingIs: page.recordingIs,
  recording: page.recording,
} as const satisfies FactCatalogue;

export type ChoiceFact = keyof typeof choice;
