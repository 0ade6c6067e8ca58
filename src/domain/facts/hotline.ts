import type { FactCatalogue } from '../facts.ts';

/** What a step of a caller's leg may look at. */
export const hotline = {
  caller: {
    about: 'is the number that calls one of those that the directory blocks',
    values: ['blocked', 'other'],
    example: 'other',
  },
  deskOpen: { about: 'is the help desk open now', values: ['yes', 'no'], example: 'no' },
  noticeIs: { about: 'is there something that every caller is told now', values: ['none', 'some'], example: 'none' },
  notice: { about: 'what it says, without its full stop', example: 'The network of the campus is down until noon' },
  dayDesk: {
    about:
      'how the day desk takes this call: by a key of whoever answers, as a queue of its own, not this one (it came from there, or is there already), or not now, since it is closed',
    values: ['people', 'queue', 'away', 'closed'],
    example: 'closed',
  },
  deskCall: {
    about:
      "the desk's phone rings for this caller, has been answered, or it is over without anybody having taken the call",
    values: ['ringing', 'answered', 'over'],
    example: 'ringing',
  },
  deskPhone: { about: "the desk's number in E.164", example: '+16082656900', unspoken: true },
  deskHours: { about: 'business hours as people say them', example: 'Monday to Friday, 7 a.m. to 6 p.m.' },
  deskNumber: { about: "the desk's number, digit by digit", example: '6 0 8, 2 6 5, 6 9 0 0' },
  helpDeskOpen: {
    about: 'is the general help desk open now; where the directory names none: no',
    values: ['yes', 'no'],
    example: 'no',
  },
  helpDeskName: { about: 'what the general help desk calls itself', example: 'the DoIT help desk' },
  helpDeskHours: { about: 'its hours as people say them', example: 'every day, 7 a.m. to 10 p.m.' },
  helpDeskNumber: { about: 'its number, digit by digit', example: '6 0 8, 2 6 4, 4 3 5 7' },
  helpDeskPhone: { about: 'its number in E.164', example: '+16082644357', unspoken: true },
  hotlineName: { about: 'what the hotline calls itself', example: 'the DoIT help desk hotline' },
  team: {
    about: 'the team of this call: known by the partner directory or chosen by key',
    // For scenarios; of a flow that is put in force, the directory says which teams there are.
    values: ['aims', 'ds', 'both', 'unknown'],
    example: 'unknown',
  },
  contract: {
    about: "does the department's contract cover help after hours; of a number that the directory does not know: yes",
    values: ['yes', 'no'],
    example: 'yes',
  },
  choice: {
    about: 'leadership is being asked which team it is for, or has decided that it can wait',
    values: ['none', 'asked', 'canWait'],
    example: 'none',
  },
  teamName: { about: 'the team as people say it', example: 'AIMS' },
  callBack: {
    about: 'the number to call back: known, withheld, or one that we do not call (another country, a premium number)',
    values: ['known', 'withheld', 'notCalled'],
    example: 'known',
  },
  callBackNumber: { about: 'that number, digit by digit', example: '6 0 8, 5 5 5, 0 1 4 2' },
  keyedIs: {
    about: 'the number that was keyed last: one that we may call, no telephone number, or one that we do not call',
    values: ['good', 'notANumber', 'notCalled'],
    example: 'good',
  },
  keyedNumber: { about: 'that number, digit by digit', example: '6 0 8, 5 5 5, 0 1 5 0' },
  caseNumber: { about: 'the case number, digit by digit', example: 'C S, 0 0 0, 0 0 4 2' },
  caseUrgency: {
    about: 'what has been opened on this call; a major incident is critical, too',
    values: ['none', 'major', 'critical', 'routine', 'helpDesk'],
    example: 'none',
  },
  recent: {
    about: 'has this number another critical case of the last hour that is not closed',
    values: ['yes', 'no'],
    example: 'no',
  },
  recentNumber: { about: 'that case, digit by digit', example: 'C S, 0 0 0, 0 0 4 1' },
  recorded: { about: 'has the caller left a recording on this call', values: ['yes', 'no'], example: 'no' },
  personThere: {
    about:
      'is there a sign of a person so far: a key, or a number of the directory or of an open critical case (a machine has none of them)',
    values: ['yes', 'no'],
    example: 'no',
  },
  pageState: {
    about:
      'how far the effort to find a technician is: none or not begun, somebody is being tried right now, waiting for the next try, accepted, closed by a human',
    values: ['notYet', 'trying', 'between', 'taken', 'closed'],
    example: 'notYet',
  },
  triedName: { about: 'who is being tried now or was tried last', example: 'Kim Lee' },
  takenBy: { about: 'who has the case', example: 'Kim Lee' },
  technicianWill: {
    about: 'what the technician who took the case is about to do',
    values: ['undecided', 'talkNow', 'callLater'],
    example: 'undecided',
  },
} as const satisfies FactCatalogue;

export type HotlineFact = keyof typeof hotline;
