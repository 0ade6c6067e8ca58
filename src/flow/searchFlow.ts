import type { Effect, Event, State, Urgency } from '../domain/conversation.ts';
import type { FactCatalogue } from '../domain/facts.ts';
import { type Outcome, outcomeOf, outcomes } from '../domain/outcome.ts';
import { stepOf } from './behave.ts';
import { brokenPromises, opensCritical, type Turn } from './brokenPromises.ts';
import type { Flow } from './flowSchema.ts';
import { happenings } from './happenings.ts';
import { stateSchema } from './stateSchema.ts';
import { firstState, step } from './step.ts';
import { underEveryFacts } from './underEveryFacts.ts';

export interface Searched {
  /** Promises that broke, the first few, each with the turn that breaks it. */
  wrong: string[];
  /** How many different standings of a leg there are. */
  standings: number;
  /** How a leg that hangs up can have ended, if it is a caller's. */
  outcomes: Outcome[];
}

/** Where a leg stands, and what its outcome is told by. */
interface Standing {
  before: State;
  known: boolean;
  urgency: Urgency | null;
  recorded: boolean;
  saidSomething: boolean;
  bridged: boolean;
  blocked: boolean;
  handedTo: 'desk' | 'helpDesk' | null;
  toldOfNotice: boolean;
}

const WRONG_TOLD = 5;

/**
 * Plays everything that can happen (keys, words, silence, recordings, hang-ups) under all facts at every standing that can
 * be come to. Pure, and complete: what it does not find, no caller meets.
 */
export function searchFlow(flow: Flow, catalogue: FactCatalogue): Searched {
  const wrong: string[] = [];
  const ends = new Set<Outcome>();
  const seen = new Set<string>();
  const next: Standing[] = [];
  const add = (standing: Standing) => {
    const text = JSON.stringify(standing);
    if (seen.has(text)) return;
    seen.add(text);
    const { before } = standing;
    next.push({ ...standing, before: Object.freeze(stateSchema.parse(JSON.parse(JSON.stringify(before)))) });
  };
  add({
    before: firstState(flow),
    known: false,
    urgency: null,
    recorded: false,
    saidSomething: false,
    bridged: false,
    blocked: false,
    handedTo: null,
    toldOfNotice: false,
  });
  for (let at = next.pop(); at !== undefined && wrong.length < WRONG_TOLD; at = next.pop()) {
    const from = at;
    for (const event of happenings(stepOf(flow, from.before.step)))
      underEveryFacts(catalogue, (facts, looked) => {
        const moved = step(flow, from.before, event, facts);
        const known = from.known || looked.personThere === 'yes';
        const critical = from.urgency === 'critical';
        const turn: Turn = { before: from.before, critical, known, event, moved, looked };
        const after = standingAfter(from, turn);
        const broken = brokenPromises(flow, turn);
        if (Object.hasOwn(catalogue, 'caller') && !from.before.over && moved.state.over) {
          const outcome = outcomeAt(flow, after, from.before);
          ends.add(outcome);
          if (!endsWell(after, outcome)) broken.push(`a call does not end as "${outcome}" here`);
        }
        for (const promise of broken)
          wrong.push(`${promise}: ${JSON.stringify({ before: from.before, event, looked, effects: moved.effects })}`);
        add(after);
      });
  }
  return { wrong: wrong.slice(0, WRONG_TOLD), standings: seen.size, outcomes: outcomes.filter((one) => ends.has(one)) };
}

function standingAfter(from: Standing, { event, moved, known, looked }: Turn): Standing {
  const has = (kind: Effect['kind']) => moved.effects.some((effect) => effect.kind === kind);
  const opened = moved.effects.findLast((effect) => effect.kind === 'openCase');
  return {
    before: moved.state,
    known,
    urgency: opensCritical(moved) ? 'critical' : (from.urgency ?? opened?.urgency ?? null),
    recorded: from.recorded || event.kind === 'recorded',
    saidSomething: from.saidSomething || isFromCaller(event),
    bridged: from.bridged || (event.kind === 'left' && event.how === 'bridged'),
    blocked: from.blocked || looked.caller === 'blocked',
    handedTo: has('deskTook') ? 'desk' : has('helpDeskTook') ? 'helpDesk' : from.handedTo,
    toldOfNotice: from.toldOfNotice || has('toldNotice'),
  };
}

function isFromCaller(event: Event): boolean {
  return event.kind === 'keys' || event.kind === 'speech' || (event.kind === 'recorded' && event.seconds > 0);
}

function outcomeAt(flow: Flow, standing: Standing, last: State): Outcome {
  return outcomeOf({
    ...standing,
    ofOldCase: false,
    unreachable: false,
    isStaff: false,
    reachedEnd: 'end' in stepOf(flow, last.step),
    before: null,
  });
}

/** Critical is paged, a recording has a case, and who did nothing at all is not told of as anything else. */
function endsWell({ urgency, recorded, saidSomething, bridged, handedTo }: Standing, outcome: Outcome): boolean {
  if (handedTo === 'desk') return outcome === 'answered by or handed to the day desk';
  if (handedTo === 'helpDesk') return outcome === 'transferred';
  if (bridged) return outcome === 'bridged';
  if (urgency === 'critical') return outcome === 'paged with case';
  if (recorded) return outcome === 'voicemail with case';
  const quiet: readonly Outcome[] = ['silent', 'left before saying anything', 'blocked', 'told of a notice'];
  return saidSomething !== quiet.includes(outcome);
}
