import type { FactCatalogue } from '../facts.ts';

/** What a step of a leg of somebody who is rung for a page may look at. */
export const page = {
  personName: { about: 'the person rung', example: 'Kim Lee' },
  hotlineName: { about: 'what the hotline calls itself', example: 'the DoIT help desk hotline' },
  teamName: { about: 'the team as people say it', example: 'AIMS' },
  caseNumber: {
    about: 'the case number or numbers named to this person, digit by digit',
    example: 'C S, 0 0 0, 0 0 4 2',
  },
  whatItIs: {
    about: 'a critical work stoppage, or a major incident, as it is spoken',
    example: 'Critical work stoppage',
  },
  caseCount: { about: 'how many cases wait', values: ['one', 'several'], example: 'one' },
  callBackNumber: { about: "the caller's number, digit by digit", example: '6 0 8, 5 5 5, 0 1 4 2' },
  callBackKnown: { about: 'is there a number to call back', values: ['yes', 'no'], example: 'yes' },
  callerName: {
    about: 'the caller\'s department by the directory, or "name in the recording", or "no recording"',
    example: 'the Botany department',
  },
  caseState: {
    about:
      'of the cases named to this person: nobody has them, this person took them, somebody else did, or the page is over',
    values: ['open', 'mine', 'takenByOther', 'closed'],
    example: 'open',
  },
  takenBy: { about: 'who has the case', example: 'Alex Roe' },
  callerIs: {
    about:
      'where the caller is now: on hold, still talking to the hotline, on a line that this one cannot be joined to, with somebody else, or gone',
    values: ['holding', 'stillSpeaking', 'apart', 'connected', 'gone'],
    example: 'holding',
  },
  holdingLeg: {
    about: 'id of the leg of the caller who is on hold; empty unless callerIs is holding',
    example: 'leg_caller',
    unspoken: true,
  },
  callerNumber: {
    about: "the caller's number in E.164; empty unless callBackKnown is yes",
    example: '+16085550142',
    unspoken: true,
  },
  recorded: { about: 'is there a recording of the case in hand', values: ['yes', 'no'], example: 'yes' },
  recordingIs: {
    about:
      'can the newest recording of the case in hand be played: yes, not yet (it is being fetched), or there is none',
    values: ['ready', 'notYet', 'none'],
    example: 'ready',
  },
  recording: {
    about: 'that recording; empty unless recordingIs is ready',
    example: 'RE00000000000000000000000000000042',
    unspoken: true,
  },
  moreCases: {
    about: 'does this person have other cases named in this ring, after the one in hand',
    values: ['yes', 'no'],
    example: 'no',
  },
  otherCases: {
    about: 'those other cases with their numbers',
    example: 'C S, 0 0 0, 0 0 4 3, call back 6 0 8, 5 5 5, 0 1 4 3',
  },
  joins: {
    about: 'how often joining the caller failed on this leg, the one just told included',
    values: ['none', 'once', 'twice'],
    example: 'none',
  },
} as const satisfies FactCatalogue;

export type PageFact = keyof typeof page;
