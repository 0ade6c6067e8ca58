/** Effects become rows in the transaction of their turn. A forgotten kind does not compile. */
import type { Effect } from '../../domain/conversation.ts';
import { givePromise, keepRecording, note, openCase, setCallBack, tellLead } from './caseEffects.ts';
import { askLeadership, decide } from './choiceEffects.ts';
import { deskTook, helpDeskTook, ringDesk, stopDesk } from './deskEffects.ts';
import {
  askForOwner,
  joinCase,
  newCase,
  sameCase,
  sayWorse,
  solveCase,
  tellOwner,
  unsolveCase,
} from './knownEffects.ts';
import { noteProof } from './noteProof.ts';
import { toldNotice } from './noticeEffects.ts';

import {
  acceptCases,
  bringPageForward,
  callLater,
  chooseTeam,
  keepPromise,
  passPage,
  startPage,
} from './pageEffects.ts';
import { after, confirmPromise, deskTold, offerAgain, tellRang } from './promiseEffects.ts';
import { ringBack } from './ringBack.ts';
import type { Work } from './work.ts';
import { wrongTeam } from './wrongTeam.ts';

type Writers = { [K in Effect['kind']]: (work: Work, effect: Extract<Effect, { kind: K }>) => Promise<void> };

const writers = {
  openCase,
  startPage,
  chooseTeam,
  askLeadership,
  decide,
  bringPageForward,
  setCallBack,
  keepRecording,
  givePromise,
  acceptCases,
  passPage,
  wrongTeam,
  noteProof,
  ringBack,
  callLater,
  keepPromise,
  confirmPromise,
  after,
  tellRang,
  offerAgain,
  deskTold,
  askForOwner,
  sayWorse,
  solveCase,
  unsolveCase,
  newCase,
  toldNotice,
  joinCase,
  sameCase,
  tellOwner,
  ringDesk,
  stopDesk,
  deskTook,
  helpDeskTook,
  tellLead,
  note,
} satisfies Writers;

export async function writeEffects(work: Work, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await write(work, effect);
}

function write<K extends Effect['kind']>(work: Work, effect: Extract<Effect, { kind: K }>): Promise<void> {
  const writer: Writers[K] = (writers as Writers)[effect.kind as K];
  return writer(work, effect);
}
