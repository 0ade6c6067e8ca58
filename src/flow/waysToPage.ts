import type { Event, State } from '../domain/conversation.ts';
import type { FactCatalogue } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import { speakingSeconds } from '../domain/speak.ts';
import { stepOf } from './behave.ts';
import type { Flow } from './flowSchema.ts';
import { happenings } from './happenings.ts';
import { firstState, step } from './step.ts';
import { underEveryFacts } from './underEveryFacts.ts';

/** A way from the first word to the turn that commits a page. */
export interface Way {
  keys: number;
  /** Seconds of speech of ours up to then, for somebody who hears all of it. */
  seconds: number;
  /** What happened, turn by turn. */
  turns: string[];
}

export interface Ways {
  shortest: Way;
  longest: Way;
  /** Were there more ways than limits.waysSearched? Then others may be longer. */
  more: boolean;
}

/** One turn before a page. */
interface Edge {
  /** null: a page is committed. */
  to: State | null;
  keys: number;
  seconds: number;
  turn: string;
}

type Better = (one: { seconds: number }, other: { seconds: number }) => boolean;

const isLonger: Better = (one, other) => one.seconds > other.seconds;
const isShorter: Better = (one, other) => one.seconds < other.seconds;

/**
 * The shortest and the longest way to a page that comes back to no step it has left: who goes in circles can go on for ever.
 * @returns null for a flow that starts no page
 */
export function waysToPage(flow: Flow, catalogue: FactCatalogue): Ways | null {
  const shortest = bestWay(flow, edgesBeforePage(flow, catalogue, isShorter), isShorter);
  const longest = bestWay(flow, edgesBeforePage(flow, catalogue, isLonger), isLonger);
  if (shortest.way === null || longest.way === null) return null;
  return { shortest: shortest.way, longest: longest.way, more: longest.more };
}

function bestWay(flow: Flow, edges: ReadonlyMap<string, Edge[]>, isBetter: Better): { way: Way | null; more: boolean } {
  const passed = new Set<string>();
  const left = new Set<string>();
  const turns: Edge[] = [];
  let best: Way | null = null;
  let looks: number = limits.waysSearched;
  const follow = (state: State) => {
    const name = standingOf(state);
    if (passed.has(name) || left.has(state.step) || looks <= 0) return;
    passed.add(name);
    for (const edge of edges.get(name) ?? []) {
      looks -= 1;
      turns.push(edge);
      const isElsewhere = edge.to !== null && edge.to.step !== state.step;
      if (isElsewhere) left.add(state.step);
      if (edge.to !== null) follow(edge.to);
      else {
        const way = wayOf(turns);
        if (best === null || isBetter(way, best)) best = way;
      }
      if (isElsewhere) left.delete(state.step);
      turns.pop();
    }
    passed.delete(name);
  };
  follow(firstState(flow));
  return { way: best, more: looks <= 0 };
}

/** What else is in a state makes no difference here: every value of a fact is tried anyway. */
function standingOf({ step: name, tries, unclear }: State): string {
  return `${name} ${tries} ${unclear}`;
}

function wayOf(edges: readonly Edge[]): Way {
  return {
    keys: edges.reduce((sum, { keys }) => sum + keys, 0),
    seconds: edges.reduce((sum, { seconds }) => sum + seconds, 0),
    turns: edges.map(({ turn }) => turn),
  };
}

/** Every turn before a page; of those between the same two standings the best one. */
function edgesBeforePage(flow: Flow, catalogue: FactCatalogue, isBetter: Better): Map<string, Edge[]> {
  const edges = new Map<string, Edge[]>();
  const first = firstState(flow);
  const next = [first];
  for (let before = next.pop(); before !== undefined; before = next.pop()) {
    const from = before;
    if (edges.has(standingOf(from))) continue;
    const best = new Map<string, Edge>();
    for (const event of standingOf(from) === standingOf(first) ? answered : eventsAt(flow, from.step))
      underEveryFacts(catalogue, (facts) => {
        const { state, reply, effects } = step(flow, from, event, facts);
        // Star is a question once more.
        if (state.step === from.step && event.kind === 'keys' && event.keys === '*') return;
        const pages = effects.some((effect) => effect.kind === 'startPage');
        if (!pages && (state.over || reply === null || reply.then.do === 'hangUp')) return;
        const seconds = pages ? 0 : speakingSeconds(reply?.say ?? []);
        const edge: Edge = { to: pages ? null : state, keys: keysOf(event), seconds, turn: tell(event) };
        if (!pages) next.push(state);
        const to = pages ? 'page' : standingOf(state);
        const known = best.get(to);
        if (known === undefined || isBetter(edge, known)) best.set(to, edge);
      });
    edges.set(standingOf(from), [...best.values()]);
  }
  return edges;
}

const answered: readonly Event[] = [{ kind: 'answered' }];

/** A leg is answered once, and no keys at all are silence. */
function eventsAt(flow: Flow, name: string): Event[] {
  return happenings(stepOf(flow, name)).filter((event) => event.kind !== 'answered' && tell(event) !== 'press ');
}

function keysOf(event: Event): number {
  if (event.kind === 'recorded') return event.byKey ? 1 : 0;
  return event.kind === 'keys' ? event.keys.length : 0;
}

function tell(event: Event): string {
  if (event.kind === 'keys') return `press ${event.keys}`;
  if (event.kind === 'speech') return `say "${event.text}"`;
  if (event.kind === 'recorded') return event.byKey ? 'a recording, and a key' : 'a recording';
  if (event.kind === 'dialled') return `a dial: ${event.outcome}`;
  return event.kind === 'left' ? `a hold: ${event.how}` : event.kind;
}
