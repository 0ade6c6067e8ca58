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
  casesWaiting: { about: 'how many cases wait, as a number', example: '2' },
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
  ringFor: {
    about:
      'why this person is rung: for a page, or because the caller of their case wants to talk, or says that it is worse',
    values: ['page', 'wanted', 'worse'],
    example: 'page',
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
  transcriptIs: {
    about: 'is there a transcript of what the caller of the case in hand said',
    values: ['ready', 'none'],
    example: 'none',
  },
  saidFirst: { about: 'how that transcript begins', example: 'bot12 is dead, nobody can print' },
  otherTeams: {
    about: 'how many other teams a page of the team can be given to, the first four of the directory',
    values: ['none', 'one', 'two', 'three', 'four'],
    example: 'one',
  },
  otherTeam1: { about: 'the first of them as people say it', example: 'DS' },
  otherTeam2: { about: 'the second of them', example: 'Networks' },
  otherTeam3: { about: 'the third of them', example: 'Storage' },
  otherTeam4: { about: 'the fourth of them', example: 'Voice' },
  sentTo1: {
    about: 'what happens when the first of them is named, as a sentence; a team is asked once for a case',
    example: 'DS is paged now.',
  },
  sentTo2: { about: 'the same of the second', example: 'Networks is paged now.' },
  sentTo3: { about: 'the same of the third', example: 'Storage is paged now.' },
  sentTo4: { about: 'the same of the fourth', example: 'Voice is paged now.' },
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
