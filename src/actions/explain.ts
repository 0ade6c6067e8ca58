/** Who would be woken at an instant, in what order, by which event of which version, and why not somebody else. */
import type { Instant } from '../domain/conversation.ts';
import type { Page } from '../domain/records.ts';
import type { OnCall, ShiftSource } from '../domain/rota.ts';
import { writeTime } from '../domain/writeTime.ts';
import { whyNotOthers } from '../oncall/whyNotOthers.ts';
import { type Foreseen, foresee } from '../paging/foresee.ts';
import { allPeopleFacts } from '../store/read/allPeopleFacts.ts';
import type { Context } from './context.ts';
import { coverFrom, onCallFor } from './people.ts';
import { sayLeftOut } from './sayLeftOut.ts';
import { standingFacts } from './standingFacts.ts';

export interface Explained {
  onCall: OnCall;
  required: boolean;
  /** What a page of the team would do if it began at that instant and nobody accepted, by the page machine itself. */
  foreseen: Foreseen[];
  others: { person: string | null; why: string; source: ShiftSource | null }[];
}

/** @param team one that has a rota in force */
export async function explain(context: Context, team: string, at: Instant): Promise<Explained> {
  const { inForce, store, timezone, clock } = context;
  const known = await allPeopleFacts(store.read);
  const rota = inForce.rotas[team];
  return {
    onCall: onCallFor(inForce, team, at),
    required: coverFrom(inForce, team, at) === at,
    foreseen: foresee(newPage(team, inForce.directoryHash, at), at, (now) => standingFacts(context, team, now, known)),
    others: rota ? whyNotOthers(rota.index, at, (time) => writeTime(time, timezone, clock.now())) : [],
  };
}

/** What a page of the team would note about somebody or something it passes over. */
export function sayPassedOver({ effect }: Foreseen, context: Context): string | null {
  if (effect.kind === 'note') return effect.text;
  return effect.kind === 'leftOut' ? sayLeftOut(context.inForce.directory, effect) : null;
}

/** As it is before its first step; no row of it is written. */
function newPage(team: string, directoryHash: string, at: Instant): Page {
  return {
    id: '',
    team,
    state: 'waiting',
    directoryHash,
    daytime: false,
    step: 0,
    round: 0,
    dueAt: at,
    heldUntil: null,
    lastStepSince: null,
    passedBy: [],
    acceptedBy: null,
    createdAt: at,
    startedAt: null,
    endedAt: null,
  };
}
