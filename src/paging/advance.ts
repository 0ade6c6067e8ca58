/** The page machine: what a page does next. Pure: time, people and attempts come in as facts, acts go out as effects. */
import type { Instant } from '../domain/conversation.ts';
import type { Policy, PolicyStep } from '../domain/directory.ts';
import { limits } from '../domain/limits.ts';
import type { Page } from '../domain/records.ts';
import { attemptsFor, tryInSpiteOfRefusals } from './attemptsFor.ts';
import { chooseSteps, leadStep, notBeyondDay, stepsOf } from './chooseSteps.ts';
import { whyNobody } from './whyNobody.ts';

export type PageEvent =
  /** Its due time has come. */
  | { kind: 'due' }
  /** The caller has said it, hung up, or something failed: start now. */
  | { kind: 'broughtForward' }
  /** Leadership, or a technician of another team, has said that it is for this team: start now. */
  | { kind: 'released' }
  /** Another critical case of the team has joined; its own dead man's time runs. */
  | { kind: 'caseJoined'; deadManSeconds: number }
  /** An attempt ended or was refused; the step may have nothing left that could still succeed. */
  | { kind: 'attemptOver' }
  | { kind: 'passed'; person: string }
  /** Somebody says that it is not theirs to take, and no other team is left to ask. */
  | { kind: 'toLead'; person: string }
  /** Somebody said whose these cases are, and that team is asked now; `left` still wait here. */
  | { kind: 'casesMoved'; by: string; cases: readonly string[]; team: string; left: number }
  /** Somebody took these cases of it; `left` still wait. */
  | { kind: 'casesTaken'; by: string; taken: readonly string[]; left: number }
  /** A case turned out to be another team's, and nobody had been told of it; `left` still wait. */
  | { kind: 'caseWithdrawn'; left: number }
  | { kind: 'closed' };

/** What became of one attempt of the page's current step. */
export interface StepAttempt {
  person: string;
  /** alive: may still be answered. tried: reached a phone and was not taken. refused: could not happen. */
  fate: 'alive' | 'tried' | 'refused';
}

export interface PageFacts {
  now: Instant;
  policy: Policy;
  /** Directory ids, resolved for this very moment. */
  onCall: readonly string[];
  /** Those of them who have not been told of every case that waits. */
  newTo: readonly string[];
  /** Why nobody is on call, as a sentence; null when somebody is. */
  gap: string | null;
  /** Somebody has to be on call at this moment: the desk is closed, or the team covers every hour. */
  required: boolean;
  /** When that begins, while it is not so; null when no such instant is in sight. */
  requiredFrom: Instant | null;
  lead: string;
  leads: readonly string[];
  /** Directory id that stands for the desk while it is open, else null. */
  desk: string | null;
  /** People whose phone we are ringing, or talking to, at this moment: for this page, or for another with the same cases. */
  beingRung: readonly string[];
  /** People whom another page has just texted about the same cases. */
  beingTexted: readonly string[];
  /** Addresses that have refused us for good. */
  textRefused: readonly string[];
  ringRefused: readonly string[];
  /** A major incident is among its cases: the lead is tried together with the first step. */
  major: boolean;
  /** People who have been rung as often as a phone may be; a ring more has to wait, and is not waited for. */
  ringThrottled: readonly string[];
  /** People whom pages have rung twice within five minutes for all of these cases; a ring being answered now is not told here. */
  rungTwice: readonly string[];
  /** Attempts of the step that ran last. */
  stepAttempts: readonly StepAttempt[];
}

export type PageEffect =
  | { kind: 'text'; person: string }
  | { kind: 'ring'; person: string; ringSeconds: number }
  /** Stops every ring that has not been answered and drops what has not been sent. */
  | { kind: 'cancelAttempts' }
  /**
   * Tells everybody else who was texted about these cases who has them, or which team is asked instead; null for by: a
   * human closed them.
   */
  | { kind: 'tellOthers'; by: string | null; taken: readonly string[] | null; movedTo?: string }
  /** Somebody is not tried this way, since the number has refused us. */
  | { kind: 'leftOut'; person: string; way: 'text' | 'ring' }
  /** A line for the timeline of the page's cases. */
  | { kind: 'note'; text: string }
  /** Something the operator must see at once. */
  | { kind: 'alarm'; text: string };

export interface Advanced {
  page: Page;
  effects: PageEffect[];
}

/**
 * One event on one page.
 * @returns the page as it is afterwards and what must be committed with it; an event on a page that is over changes nothing
 */
export function advance(page: Page, event: PageEvent, facts: PageFacts): Advanced {
  if (ignores(page, event)) return { page, effects: [] };
  switch (event.kind) {
    case 'due':
      return page.dueAt !== null && page.dueAt <= facts.now
        ? runSteps({ ...page, heldUntil: null }, facts)
        : { page, effects: [] };
    case 'broughtForward':
    case 'released':
    case 'caseJoined':
    case 'caseWithdrawn':
      return { page: byTimeAlone(page, event, facts.now) ?? page, effects: [] };
    case 'attemptOver':
      return moveOnIfHopeless(page, facts);
    case 'passed': {
      const passed = { ...page, passedBy: [...new Set([...page.passedBy, event.person])] };
      return moveOnIfHopeless(passed, facts);
    }
    case 'toLead':
      return toLead(page, event.person, facts);
    case 'casesMoved':
      return casesMoved(page, event, facts.now);
    case 'casesTaken':
      if (event.left > 0) return { page, effects: [{ kind: 'tellOthers', by: event.by, taken: event.taken }] };
      return end(page, 'accepted', event, facts.now);
    case 'closed':
      return end(page, 'closed', { by: null, taken: null }, facts.now);
  }
}

/**
 * What callers do to a page by the hundred needs no facts but the time: none are gathered for it under the page's lock.
 * @returns the page as it is afterwards; null for an event that needs more
 */
export function byTimeAlone(page: Page, event: PageEvent, now: Instant): Page | null {
  switch (event.kind) {
    case 'broughtForward':
      // A page that runs already is never slowed by a second case: its next step comes now.
      return { ...page, dueAt: Math.max(now, page.heldUntil ?? now) };
    case 'released':
      return { ...page, heldUntil: null, dueAt: now };
    case 'caseJoined': {
      const latest = now + event.deadManSeconds * 1000;
      // Who passed on another case has not been asked about this one.
      return { ...page, passedBy: [], dueAt: Math.min(page.dueAt ?? latest, latest) };
    }
    case 'caseWithdrawn':
      return event.left > 0 ? page : { ...page, state: 'withdrawn', dueAt: null, endedAt: now };
    default:
      return null;
  }
}

/** Does this event change nothing whatever the facts are? Then none need be gathered. */
export function ignores(page: Page, event: PageEvent): boolean {
  if (isOver(page)) return true;
  // The last step repeats by its own time: an attempt that ends does not hasten it.
  return event.kind === 'attemptOver' && (page.state !== 'running' || page.lastStepSince !== null);
}

export function isOver(page: Page): boolean {
  return page.state !== 'waiting' && page.state !== 'running';
}

type Ending = { by: string | null; taken: readonly string[] | null };

function end(page: Page, state: 'accepted' | 'closed', { by, taken }: Ending, now: Instant): Advanced {
  return {
    page: { ...page, state, acceptedBy: by, dueAt: null, endedAt: now },
    effects: [{ kind: 'cancelAttempts' }, { kind: 'tellOthers', by, taken }],
  };
}

/** The team that was asked first is done with these cases: its phones stop, and who was texted learns whose they are. */
function casesMoved(
  page: Page,
  { by, cases, team, left }: Extract<PageEvent, { kind: 'casesMoved' }>,
  now: Instant,
): Advanced {
  const tell: PageEffect = { kind: 'tellOthers', by, taken: cases, movedTo: team };
  if (left > 0) return { page, effects: [tell] };
  return {
    page: { ...page, state: 'withdrawn', dueAt: null, endedAt: now },
    effects: [{ kind: 'cancelAttempts' }, tell],
  };
}

/** The page goes on with the first step that tries a lead; one that is there already keeps its time. */
function toLead(page: Page, person: string, facts: PageFacts): Advanced {
  const passedBy = [...new Set([...page.passedBy, person])];
  if (page.lastStepSince !== null) return { page: { ...page, passedBy }, effects: [] };
  const step = Math.max(page.step, leadStep(stepsOf(page, facts.policy)));
  return { page: { ...page, passedBy, step, dueAt: facts.now }, effects: [] };
}

/**
 * Whoever is on call learns of a case that has joined a running page, at whatever step that stands (nobody else may know
 * the caller's team), and so does somebody whose duty has begun since. A last step then begins its quick rhythm again.
 */
function tellOfNewCases(page: Page, facts: PageFacts, effects: PageEffect[]): Page {
  const steps = stepsOf(page, facts.policy);
  // By day others may come before the people on call, who are told once a step of theirs has had its turn.
  const first = page.daytime ? steps.slice(0, page.step).find(({ who }) => who === 'on-call') : steps[0];
  const people = facts.newTo.filter((person) => !page.passedBy.includes(person));
  if (page.state !== 'running' || !first || people.length === 0) return page;
  attemptsFor({ ...first, who: 'on-call' }, people, facts, effects, false);
  const isNews = effects.some((effect) => effect.kind === 'text' || effect.kind === 'ring');
  return isNews && page.lastStepSince !== null ? { ...page, lastStepSince: facts.now } : page;
}

/** How the lead is tried beside the first step of a major incident. */
const atOnce: PolicyStep = { who: 'lead', text: true, ringSeconds: 25, thenAfterSeconds: 90 };

/** Tries the step that is due; a step with nobody to try moves on at once (promise 4). */
function runSteps(before: Page, facts: PageFacts): Advanced {
  const effects: PageEffect[] = [];
  const chosen = chooseSteps(before, facts, effects);
  const page = tellOfNewCases(chosen, facts, effects);
  const steps = stepsOf(page, facts.policy);
  for (let i = Math.min(page.step, steps.length - 1); i < steps.length; i++) {
    const step = steps[i];
    if (!step) break;
    const isLast = i === steps.length - 1;
    const people = peopleFor(step, isLast, page, facts);
    // The second ring to a phone that our first one still holds (a voicemail listens) waits until that one has ended.
    if (!isLast && !step.text && people.length > 0 && people.every((person) => facts.beingRung.includes(person)))
      return { page: { ...page, dueAt: facts.now + limits.stillRingingSeconds * 1000, step: i }, effects };
    const tried = attemptsFor(step, people, facts, effects, isLast);
    const isAsked = !page.passedBy.includes(facts.lead);
    if (facts.major && before.state === 'waiting' && isAsked) attemptsFor(atOnce, [facts.lead], facts, effects, false);
    if (!tried && !isLast) {
      effects.push({ kind: 'note', text: whyNobody(step, people, facts) });
      continue;
    }
    if (!tried) tryInSpiteOfRefusals(step, people, facts, effects);
    const after = isLast ? afterLastStep(page, i, facts) : afterStep(page, i, step, facts);
    return { page: notBeyondDay(after, facts), effects };
  }
  return { page, effects };
}

function peopleFor(step: PolicyStep, isLast: boolean, page: Page, facts: PageFacts): string[] {
  const named = whoIs(step.who, facts);
  // A page must not end because everybody said "not me": the last step asks again, and the desk too once it is open.
  if (isLast) return [...new Set([...named, ...(facts.desk ? [facts.desk] : [])])];
  return [...new Set(named)].filter((person) => !page.passedBy.includes(person));
}

function whoIs(who: PolicyStep['who'], facts: PageFacts): readonly string[] {
  if (who === 'on-call') return facts.onCall;
  if (who === 'lead') return [facts.lead];
  return who === 'leads' ? facts.leads : facts.desk === null ? [] : [facts.desk];
}

function afterStep(page: Page, index: number, step: PolicyStep, facts: PageFacts): Page {
  return {
    ...page,
    state: 'running',
    startedAt: page.startedAt ?? facts.now,
    step: index + 1,
    dueAt: facts.now + step.thenAfterSeconds * 1000,
  };
}

/** Every 5 minutes for 2 hours, then every 30, until a human accepts or closes it. */
function afterLastStep(page: Page, index: number, facts: PageFacts): Page {
  const since = page.lastStepSince ?? facts.now;
  const { everySeconds, forSeconds, thenEverySeconds } = facts.policy.repeat;
  const wait = facts.now - since < forSeconds * 1000 ? everySeconds : thenEverySeconds;
  return {
    ...page,
    state: 'running',
    startedAt: page.startedAt ?? facts.now,
    step: index,
    round: page.round + 1,
    lastStepSince: since,
    dueAt: facts.now + wait * 1000,
  };
}

/** Early only when every attempt of the step was refused or its person said no: a text that arrived may still be answered. */
function moveOnIfHopeless(page: Page, facts: PageFacts): Advanced {
  if (page.state !== 'running' || page.lastStepSince !== null || facts.stepAttempts.length === 0)
    return { page, effects: [] };
  const hopeless = facts.stepAttempts.every(
    (attempt) => attempt.fate === 'refused' || page.passedBy.includes(attempt.person),
  );
  return { page: hopeless ? { ...page, dueAt: facts.now } : page, effects: [] };
}
