/**
 * The facts each flow may use. `values` lists every value of a fact that can be branched on (the lint demands that
 * a branch covers them all); a fact without `values` can only be spoken. `example` is what scenarios and the drawing use.
 * An `unspoken` fact is never put into words: a step may only join, dial or play it; an empty one is nobody, and no sound.
 */
export interface FactEntry {
  about: string;
  values?: readonly string[];
  example: string;
  unspoken?: true;
}

export type FactCatalogue = Readonly<Record<string, FactEntry>>;

const hotline = {
  caller: {
    about: 'is the number that calls one of those that the directory blocks',
    values: ['blocked', 'other'],
    example: 'other',
  },
  deskOpen: { about: 'is the help desk open now', values: ['yes', 'no'], example: 'no' },
  deskHours: { about: 'business hours as people say them', example: 'Monday to Friday, 7 a.m. to 6 p.m.' },
  deskNumber: { about: "the desk's number, digit by digit", example: '6 0 8, 2 6 5, 6 9 0 0' },
  hotlineName: { about: 'what the hotline calls itself', example: 'the DoIT help desk hotline' },
  team: {
    about: 'the team of this call: known by the partner directory or chosen by key',
    // For scenarios; of a flow that is put in force, the directory says which teams there are.
    values: ['aims', 'ds', 'both', 'unknown'],
    example: 'unknown',
  },
  teamName: { about: 'the team as people say it', example: 'AIMS' },
  caseNumber: { about: 'the case number, digit by digit', example: 'C S, 0 0 0, 0 0 4 2' },
  caseUrgency: {
    about: 'what has been opened on this call',
    values: ['none', 'critical', 'routine', 'helpDesk'],
    example: 'none',
  },
  recorded: { about: 'has the caller left a recording on this call', values: ['yes', 'no'], example: 'no' },
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

const page = {
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

/** What each flow may look at; its file is `flows/<name>.yaml`. */
export const factCatalogues = { hotline, page } as const satisfies Readonly<Record<string, FactCatalogue>>;

export type FlowName = keyof typeof factCatalogues;

export function isFlowName(name: string): name is FlowName {
  return Object.hasOwn(factCatalogues, name);
}

/** The same for each flow. */
export function everyFlow<T>(make: (name: FlowName) => T): Record<FlowName, T> {
  return { hotline: make('hotline'), page: make('page') };
}

export const flowNames: readonly FlowName[] = Object.keys(factCatalogues).filter(isFlowName);

export type HotlineFact = keyof typeof hotline;
export type PageFact = keyof typeof page;
