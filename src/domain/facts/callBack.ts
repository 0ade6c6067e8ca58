import type { FactCatalogue } from '../facts.ts';
import { page } from './page.ts';

/** What a step of a leg of a technician may look at who is rung about a case they have. */
export const callBack = {
  ringFor: {
    about: 'why a technician is rung who has a case: they asked to be connected, or a promise is due',
    values: ['call', 'promise'],
    example: 'promise',
  },
  promiseTime: { about: 'by when the caller was promised a call, as people say it', example: '3:05 a.m.' },
  personName: page.personName,
  hotlineName: page.hotlineName,
  caseNumber: { about: 'the case number, digit by digit', example: 'C S, 0 0 0, 0 0 4 2' },
  callBackNumber: page.callBackNumber,
  callBackKnown: page.callBackKnown,
  callerName: page.callerName,
  caseState: page.caseState,
  takenBy: page.takenBy,
  callerIs: page.callerIs,
  holdingLeg: page.holdingLeg,
  callerNumber: page.callerNumber,
} as const satisfies FactCatalogue;
