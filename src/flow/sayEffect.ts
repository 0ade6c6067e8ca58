import type { Effect } from '../domain/conversation.ts';

type Say = { [K in Effect['kind']]: (effect: Extract<Effect, { kind: K }>) => string };

const urgencies = { critical: 'critical', routine: 'routine', helpDesk: 'help desk' } as const;
const decisions = {
  first: 'it is for the first team',
  second: 'it is for the second team',
  both: 'it is for both teams',
  canWait: 'it can wait',
} as const;
const acts = {
  call: 'wants to be connected with the caller',
  pass: 'hands it back: others are woken',
  lead: 'hands it to the lead',
  done: 'has spoken with the caller',
} as const;

const sayings: Say = {
  openCase: ({ urgency, major }) =>
    major ? 'A case is opened: a major incident.' : `A case is opened: ${urgencies[urgency]}.`,
  startPage: () => 'A page is committed, which goes out by itself after two minutes.',
  chooseTeam: ({ team }) => (team === 'both' ? 'Both teams are meant.' : `The team "${team}" is meant.`),
  askLeadership: () => 'Leadership is rung and asked which team it is for; the page waits for that, but not for long.',
  decide: ({ for: meant }) => `Leadership has decided: ${decisions[meant]}.`,
  bringPageForward: () => 'The page goes out now.',
  setCallBack: () => 'The keyed number is the one to call back.',
  keepRecording: ({ seconds }) => `The recording (${seconds} s) is kept.`,
  givePromise: () => 'The promise runs: a technician contacts the caller within one hour.',
  acceptCases: () => 'Whoever pressed the key has the case.',
  passPage: () => 'Whoever pressed the key does not take it.',
  wrongTeam: ({ to }) => (to === 'lead' ? 'It is for another team: the lead is asked.' : 'It is for another team.'),
  noteProof: () => 'Their phone has been proven.',
  ringBack: () => 'They are rung back.',
  callLater: () => 'The technician rings the caller without us.',
  keepPromise: ({ how }) => `The promise is kept. ${how}`,
  confirmPromise: () => 'Whoever has the case is on it.',
  after: ({ act }) => `Whoever has the case ${acts[act]}.`,
  tellRang: () => 'The caller is told by text that they were rung in vain.',
  offerAgain: () => 'Whoever was cut off is offered by text to be connected again.',
  deskTold: () => 'The desk has heard what still runs.',
  askForOwner: () => 'Whoever has the case is rung for its caller.',
  sayWorse: () => 'Whoever has the case is rung: it is worse.',
  solveCase: () => 'The case is closed: its caller says that it is solved.',
  unsolveCase: () => 'The case is open again.',
  newCase: () => 'The call goes on with a case number of its own.',
  toldNotice: () => 'The notice was all the caller wanted.',
  joinCase: () => 'The call is about the case that was keyed.',
  sameCase: () => 'The new case is closed: it is the older one.',
  tellOwner: () => 'Whoever has the case is told of the message by text.',
  ringDesk: () => 'The day desk is rung.',
  stopDesk: () => 'The day desk is not rung any more.',
  deskTook: () => 'The day desk has the caller.',
  helpDeskTook: () => 'The general help desk has the caller.',
  tellLead: ({ text }) => `The lead is told by text: ${text}`,
  note: ({ text }) => `Noted: ${text}`,
};

/** What an effect does, as a sentence. A kind without one does not compile. */
export function sayEffect<K extends Effect['kind']>(effect: Extract<Effect, { kind: K }>): string {
  const say: Say[K] = sayings[effect.kind as K];
  return say(effect);
}
