import type { Call } from './call.ts';
import { dialNumbers } from './dialNumbers.ts';
import { dialQueue } from './dialQueue.ts';
import type { Fields } from './office.ts';
import type { Verb } from './readTwiml.ts';
import { callFields } from './reportStatus.ts';
import { askFor, type Next, type Turn } from './runCall.ts';

/** How a <Dial> ended, or how it would end if the caller hung up now. */
export interface DialResult {
  status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  /** The leg that was dialled or taken from the queue. */
  leg: Call | null;
  seconds: number;
  bridged: boolean;
}

/** Tells what the result would be at this moment: it is sent when the dialling side hangs up. */
export type Standing = { now: () => DialResult };

/**
 * <Dial>: rings numbers, or takes the front of a queue. The action is requested when it is over, even when the dialling
 * side hung up, whose answer is ignored. Without action the next verb runs.
 * Source: https://www.twilio.com/docs/voice/twiml/dial
 */
export async function dial(turn: Turn, verb: Verb): Promise<Next> {
  const { call, office } = turn;
  call.typedAhead();
  const { action, method } = verb.attributes;
  const standing: Standing = { now: () => ({ status: 'canceled', leg: null, seconds: 0, bridged: false }) };
  if (action !== undefined) {
    call.lastRequest = async () => {
      const ask = askFor(turn, action, method, resultFields(standing.now()));
      await office.post({
        kind: 'voice',
        url: ask.url,
        method: ask.method,
        fields: { ...callFields(office, call), ...ask.fields },
      });
    };
  }
  const queue = verb.children.find((child) => child.name === 'Queue');
  const result = queue ? await dialQueue(turn, verb, queue, standing) : await dialNumbers(turn, verb, standing);
  call.lastRequest = null;
  return action === undefined ? 'next' : askFor(turn, action, method, resultFields(result));
}

function resultFields(result: DialResult): Fields {
  const fields: Fields = { DialCallStatus: result.status, DialBridged: String(result.bridged) };
  if (result.leg) fields.DialCallSid = result.leg.sid;
  fields.DialCallDuration = String(result.seconds);
  return fields;
}
