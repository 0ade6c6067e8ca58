import type { Effect, Instant, Reply, Words } from '../../domain/conversation.ts';
import { type FlowName, factCatalogues } from '../../domain/facts.ts';
import type { TriedTurn } from '../../domain/flowApi.ts';
import { limits } from '../../domain/limits.ts';
import type { Leg } from '../../domain/records.ts';
import { speakingSeconds } from '../../domain/speak.ts';
import { holdTick } from '../../flow/holdTick.ts';
import type { KnownTurn } from '../../flow/scenarioOf.ts';
import type { Tx } from '../../store/handle.ts';
import { legById, lockLeg } from '../../store/write/legs.ts';
import { legOfCall } from '../answerCall.ts';
import { endLeg } from '../endLeg.ts';
import { gatherFacts } from '../gatherFacts.ts';
import { flowNameOf, flowOf, moveLeg, stepOn } from '../takeTurn.ts';
import { comesThrough } from './comesThrough.ts';
import { type Fitted, fitTurn } from './fitTurn.ts';
import { letTimePass } from './letTimePass.ts';
import type { Rehearsal } from './rehearsalContext.ts';

/** A turn as it was played. */
export interface PlayedTurn {
  /** null: the call was answered. */
  did: TriedTurn | null;
  at: Instant;
  flow: string;
  step: string;
  /** The steps it came through, the one where it stands now included. */
  through: { flow: string; step: string }[];
  say: Words[];
  awaits: Reply['then']['do'] | 'nothing';
  effects: Effect[];
}

/** The turns that one flow took, for its scenario. */
export interface FlowPart {
  flow: FlowName;
  turns: KnownTurn[];
}

export interface PlayedCall {
  turns: PlayedTurn[];
  parts: FlowPart[];
  leg: Leg;
}

const nobody = { callSid: '', account: '' };

/** Where the call stands between two turns. */
interface Line {
  legId: string;
  then: Reply['then'];
  /** Looks of the hold so far, and how long the next one waits. */
  looks: number;
  everySeconds: number;
  lastAt: Instant;
  /** How long the words last that are being heard. */
  hearsSeconds: number;
  recordings: number;
}

/**
 * Plays a call by the code that takes real ones. Whoever calls hears every word; the phones of its pages ring, and nobody
 * answers. A reply that hangs up is the end.
 * @param from in E.164; '' when it is withheld
 */
export async function playCall(
  rehearsal: Rehearsal,
  from: string,
  tried: readonly TriedTurn[],
): Promise<PlayedCall | null> {
  const { context } = rehearsal;
  const turns: PlayedTurn[] = [];
  const parts: FlowPart[] = [];
  let line = await answer(rehearsal, from, turns, parts);
  for (const did of tried) {
    if (line.then.do === 'hangUp') break;
    const fitted = fitTurn(did, line.then, await holdOf(rehearsal, line), `RE${line.recordings + 1}`);
    await letTimePass(rehearsal, line.legId, Math.max(line.hearsSeconds, fitted.event === 'look' ? fitted.seconds : 0));
    if (fitted.event !== 'look') await letTimePass(rehearsal, line.legId, fitted.seconds);
    line =
      fitted.event === 'look'
        ? await look(rehearsal, line, did, turns, parts)
        : await take(rehearsal, line, did, fitted, turns, parts);
  }
  if (line.then.do === 'hangUp') {
    await letTimePass(rehearsal, line.legId, line.hearsSeconds);
    await context.store.transact((tx) => endLeg(tx, context, line.legId));
  }
  const leg = await legById(context.store.read, line.legId);
  return leg && { turns, parts, leg };
}

async function answer(rehearsal: Rehearsal, from: string, turns: PlayedTurn[], parts: FlowPart[]): Promise<Line> {
  const { context, now } = rehearsal;
  const call = {
    sid: 'CA1',
    account: context.lines[0]?.account ?? '',
    from,
    to: context.hotlineNumber,
    forwardedFrom: null,
  };
  const { leg, stepped } = await context.store.transact(async (tx) => {
    const leg = await legOfCall(tx, context, call);
    const stepped = await stepOn(tx, context, leg, { kind: 'answered' }, 'new');
    await moveLeg(tx, context, leg, { kind: 'answered' }, { callSid: call.sid, account: call.account }, 'new');
    return { leg, stepped };
  });
  const through = await comesThrough(context, leg, { kind: 'answered' }, stepped);
  noteParts(parts, flowNameOf(leg), 'answered', 0, stepped);
  return noteTurn(rehearsal, turns, { did: null, through }, stepped, {
    legId: leg.id,
    then: { do: 'hangUp' },
    looks: 0,
    everySeconds: 0,
    lastAt: now(),
    hearsSeconds: 0,
    recordings: 0,
  });
}

type Stepped = Awaited<ReturnType<typeof stepOn>>;

async function take(
  rehearsal: Rehearsal,
  line: Line,
  did: TriedTurn,
  { event, written }: Fitted,
  turns: PlayedTurn[],
  parts: FlowPart[],
): Promise<Line> {
  const { context, now } = rehearsal;
  if (event === 'look') return line;
  const afterSeconds = line.then.do === 'wait' ? secondsSince(line, now()) : 0;
  const { leg, stepped } = await context.store.transact(async (tx) => {
    const leg = await expectLeg(tx, line.legId);
    const stepped = await stepOn(tx, context, leg, event, 'kept');
    if (event.kind === 'ended') await endLeg(tx, context, leg.id);
    else await moveLeg(tx, context, leg, event, nobody);
    return { leg, stepped };
  });
  const through = await comesThrough(context, leg, event, stepped);
  noteParts(parts, flowNameOf(leg), written, afterSeconds, stepped);
  const recordings = line.recordings + (event.kind === 'recorded' ? 1 : 0);
  return noteTurn(rehearsal, turns, { did, through }, stepped, { ...line, recordings, lastAt: now() });
}

/** A look of the hold changes nothing, save that it may be the last. */
async function look(
  rehearsal: Rehearsal,
  line: Line,
  did: TriedTurn,
  turns: PlayedTurn[],
  parts: FlowPart[],
): Promise<Line> {
  const { context, now } = rehearsal;
  const seen = await context.store.transact(async (tx) => {
    const leg = await expectLeg(tx, line.legId);
    const facts = await gatherFacts(tx, context, leg, flowNameOf(leg), 'look');
    return { leg, facts, words: holdTick(await flowOf(context, leg), leg.state, line.looks, facts) };
  });
  const written = { event: { look: line.looks }, afterSeconds: secondsSince(line, now()), values: seen.facts.values };
  parts.at(-1)?.turns.push(written);
  const { flow, state } = seen.leg;
  const standing = { flow, step: state.step };
  turns.push({ did, at: now(), ...standing, through: [standing], say: seen.words.say, awaits: 'wait', effects: [] });
  const hearsSeconds = speakingSeconds(seen.words.say);
  const next = { ...line, looks: line.looks + 1, everySeconds: seen.words.everySeconds, hearsSeconds, lastAt: now() };
  return seen.words.leave ? leaveHold(rehearsal, next, turns, parts) : next;
}

/** After the last words of a hold the leg goes on by itself. */
async function leaveHold(rehearsal: Rehearsal, line: Line, turns: PlayedTurn[], parts: FlowPart[]): Promise<Line> {
  await letTimePass(rehearsal, line.legId, line.hearsSeconds);
  const how = (await holdOf(rehearsal, line)).leftSeconds <= 0 ? 'tooLong' : 'starKey';
  const left: Fitted = { event: { kind: 'left', how }, written: { left: how }, seconds: 0 };
  return take(rehearsal, line, 'hold', left, turns, parts);
}

function noteTurn(
  { now }: Rehearsal,
  turns: PlayedTurn[],
  done: Pick<PlayedTurn, 'did' | 'through'>,
  { moved, flow }: Stepped,
  line: Line,
): Line {
  const { state, reply, effects } = moved;
  const say = reply?.say ?? [];
  turns.push({ ...done, at: now(), flow, step: state.step, say, awaits: reply?.then.do ?? 'nothing', effects });
  // The first look of a hold comes at once.
  return {
    ...line,
    then: reply?.then ?? { do: 'hangUp' },
    hearsSeconds: speakingSeconds(say),
    looks: 0,
    everySeconds: 0,
  };
}

/** Where a flow goes on in another, its scenario ends, and one of the other begins. */
function noteParts(
  parts: FlowPart[],
  from: FlowName,
  event: KnownTurn['event'],
  afterSeconds: number,
  { asked, gathered, flow }: Stepped,
): void {
  if (parts.length === 0) parts.push({ flow: from, turns: [] });
  parts.at(-1)?.turns.push({ event, afterSeconds, values: asked.values });
  if (gathered === asked || !(flow in factCatalogues)) return;
  const turns = [{ event: 'answered' as const, afterSeconds: 0, values: gathered.values }];
  parts.push({ flow: flow as FlowName, turns });
}

async function expectLeg(tx: Tx, id: string): Promise<Leg> {
  const leg = await lockLeg(tx, id);
  if (!leg) throw new Error('A leg that is played is gone.');
  return leg;
}

function secondsSince({ lastAt }: Line, now: Instant): number {
  return Math.round((now - lastAt) / 1000);
}

async function holdOf({ context, now }: Rehearsal, { legId, then, everySeconds }: Line) {
  const since = (await legById(context.store.read, legId))?.state.waitingSince ?? now();
  const most = then.do === 'wait' ? then.maxSeconds : limits.holdSeconds;
  return { everySeconds, leftSeconds: Math.max(0, most - (now() - since) / 1000) };
}
