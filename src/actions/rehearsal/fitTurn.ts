import type { Event, Then } from '../../domain/conversation.ts';
import type { TriedTurn } from '../../domain/flowApi.ts';
import { flowLimits } from '../../domain/flowLimits.ts';
import type { KnownTurn } from '../../flow/scenarioOf.ts';

/** What a caller did, as the leg takes it and as a scenario writes it, and how long it took. A look of the hold is no event. */
export interface Fitted {
  event: Event | 'look';
  written: Exclude<KnownTurn['event'], { look: number }>;
  seconds: number;
}

/** What happens where the leg awaits `then`. */
export interface Hold {
  /** Seconds until the next words on hold, and until the wait ends. */
  everySeconds: number;
  leftSeconds: number;
}

/** @param recording the id that a recording of this turn would have */
export function fitTurn(turn: TriedTurn, then: Then, hold: Hold, recording: string): Fitted {
  if (turn === 'hangUp') return { event: { kind: 'ended' }, written: 'ended', seconds: 0 };
  if (then.do === 'wait') return onHold(turn, hold);
  if (then.do === 'comeBack') return { event: { kind: 'cameBack' }, written: 'cameBack', seconds: then.afterSeconds };
  if (then.do === 'dial' || then.do === 'join') return atDial(turn, then.do === 'dial' ? then.ringSeconds : 0);
  if (typeof turn === 'string') return silence(then);
  if ('press' in turn) return { event: { kind: 'keys', keys: turn.press }, written: { press: turn.press }, seconds: 0 };
  if ('say' in turn)
    return {
      event: { kind: 'speech', text: turn.say, confidence: 0.9 },
      written: { speech: turn.say },
      seconds: 0,
    };
  const { record: seconds, endsBy } = turn;
  if (then.do !== 'record') return silence(then);
  const how = { seconds, hungUp: endsBy === 'hangUp', ...(endsBy === 'key' && { byKey: true as const }) };
  return { event: { kind: 'recorded', recording, ...how }, written: { recorded: how }, seconds };
}

function silence(then: Then): Fitted {
  const seconds = then.do === 'ask' ? then.timeoutSeconds : flowLimits.quietSeconds;
  return { event: { kind: 'silence' }, written: 'silence', seconds };
}

function onHold(turn: TriedTurn, { everySeconds, leftSeconds }: Hold): Fitted {
  const leave = (left: 'starKey' | 'tooLong' | 'bridged', seconds: number): Fitted => ({
    event: { kind: 'left', how: left },
    written: { left },
    seconds,
  });
  if (turn === 'silence') return leave('tooLong', leftSeconds);
  if (turn === 'talk') return leave('bridged', 0);
  if (typeof turn === 'object' && 'press' in turn && turn.press.includes('*')) return leave('starKey', 0);
  return { event: 'look', written: 'silence', seconds: everySeconds };
}

function atDial(turn: TriedTurn, ringSeconds: number): Fitted {
  const seconds = 90;
  if (turn === 'talk')
    return { event: { kind: 'dialled', outcome: 'talked', seconds }, written: { dialled: 'talked', seconds }, seconds };
  return {
    event: { kind: 'dialled', outcome: 'noAnswer', seconds: 0 },
    written: { dialled: 'noAnswer', seconds: 0 },
    seconds: ringSeconds,
  };
}
