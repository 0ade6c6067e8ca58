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

interface Edge {
  /** null: a page is committed. */
  to: State | null;
  keys: number;
  seconds: number;
  turn: string;
}

/**
 * The shortest and the longest way to a page that comes back to no step it has left: who goes in circles can go on for ever.
 * @returns null for a flow that starts no page
 */
export function waysToPage(flow: Flow, catalogue: FactCatalogue): Ways | null {
  const edges = edgesBeforePage(flow, catalogue);
  const way: Edge[] = [];
  const passed = new Set<string>();
  const left = new Set<string>();
  const found: { shortest: Way | null; longest: Way | null } = { shortest: null, longest: null };
  let looks: number = limits.waysSearched;
  const follow = (state: State) => {
    const standing = JSON.stringify(state);
    if (passed.has(standing) || left.has(state.step) || looks <= 0) return;
    passed.add(standing);
    for (const edge of edges.get(standing) ?? []) {
      looks -= 1;
      way.push(edge);
      const isElsewhere = edge.to !== null && edge.to.step !== state.step;
      if (isElsewhere) left.add(state.step);
      if (edge.to !== null) follow(edge.to);
      else keepBest(found, wayOf(way));
      if (isElsewhere) left.delete(state.step);
      way.pop();
    }
    passed.delete(standing);
  };
  follow(firstState(flow));
  const { shortest, longest } = found;
  return shortest === null || longest === null ? null : { shortest, longest, more: looks <= 0 };
}

function keepBest(found: { shortest: Way | null; longest: Way | null }, way: Way): void {
  const { shortest, longest } = found;
  const rank = (one: Way) => one.seconds + one.keys / 100;
  if (shortest === null || rank(way) < rank(shortest)) found.shortest = way;
  if (longest === null || rank(way) > rank(longest)) found.longest = way;
}

function wayOf(edges: readonly Edge[]): Way {
  return {
    keys: edges.reduce((sum, { keys }) => sum + keys, 0),
    seconds: edges.reduce((sum, { seconds }) => sum + seconds, 0),
    turns: edges.map(({ turn }) => turn),
  };
}

/** Every turn before a page, the wordiest and the shortest of those between the same two standings. */
function edgesBeforePage(flow: Flow, catalogue: FactCatalogue): Map<string, Edge[]> {
  const edges = new Map<string, Edge[]>();
  const next = [firstState(flow)];
  for (let before = next.pop(); before !== undefined; before = next.pop()) {
    const from = before;
    const name = JSON.stringify(from);
    if (edges.has(name)) continue;
    const best = new Map<string, Edge>();
    const events =
      name === JSON.stringify(firstState(flow)) ? [{ kind: 'answered' as const }] : eventsAt(flow, from.step);
    for (const event of events)
      underEveryFacts(catalogue, (facts) => {
        const { state, reply, effects } = step(flow, from, event, facts);
        const pages = effects.some((effect) => effect.kind === 'startPage');
        // Star is a question once more.
        if (state.step === from.step && event.kind === 'keys' && event.keys === '*') return;
        if (!pages && (state.over || reply === null || reply.then.do === 'hangUp')) return;
        const edge: Edge = {
          to: pages ? null : state,
          keys: keysOf(event),
          seconds: pages ? 0 : speakingSeconds(reply?.say ?? []),
          turn: tell(event),
        };
        if (!pages) next.push(state);
        keepEnds(best, edge);
      });
    edges.set(name, [...best.values()]);
  }
  return edges;
}

/** A leg is answered once. */
function eventsAt(flow: Flow, name: string): Event[] {
  return happenings(stepOf(flow, name)).filter((event) => event.kind !== 'answered' && tell(event) !== 'press ');
}

function keepEnds(best: Map<string, Edge>, edge: Edge): void {
  const to = JSON.stringify(edge.to);
  const most = best.get(`most ${to}`);
  const least = best.get(`least ${to}`);
  if (most === undefined || edge.seconds > most.seconds) best.set(`most ${to}`, edge);
  if (least === undefined || edge.seconds < least.seconds) best.set(`least ${to}`, edge);
}

function keysOf(event: Event): number {
  if (event.kind === 'recorded') return event.byKey ? 1 : 0;
  return event.kind === 'keys' ? event.keys.length : 0;
}

function tell(event: Event): string {
  if (event.kind === 'keys') return `press ${event.keys}`;
  if (event.kind === 'speech') return `say "${event.text}"`;
  if (event.kind === 'recorded') return event.byKey ? 'a recording, and a key' : 'a recording';
  return event.kind;
}
