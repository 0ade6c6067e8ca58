import { Bridge } from './bridge.ts';
import { Call, CallEnded, type StatusCallback } from './call.ts';
import type { DialResult, Standing } from './dial.ts';
import { placeLeg } from './placeLeg.ts';
import type { Verb } from './readTwiml.ts';
import { rules } from './rules.ts';
import { type Ask, askFor, type Turn } from './runCall.ts';

/** One number that is rung, and the document it must hear to its end before it is connected. */
interface Leg {
  call: Call;
  screen: Ask | null;
}

/**
 * <Dial> of up to ten numbers at once. The first to answer wins and the others are canceled, a machine too; a number
 * with `url` wins only when it has heard that document to its end without a hang-up.
 * Source: https://www.twilio.com/docs/voice/twiml/number
 */
export async function dialNumbers(turn: Turn, verb: Verb, standing: Standing): Promise<DialResult> {
  const { call, office } = turn;
  const nouns = verb.children.filter((child) => child.name === 'Number');
  const wanted = nouns.length > 0 ? nouns : [{ name: 'Number', attributes: {}, text: verb.text, children: [] }];
  if (wanted.length > rules.numbersPerDial)
    office.journal.violation(`<Dial> rings more than ${rules.numbersPerDial} numbers`);
  const legs = wanted.slice(0, rules.numbersPerDial).map((noun) => makeLeg(turn, verb, noun));
  return call.sleep<DialResult>((done) => {
    let bridge: Bridge | null = null;
    let limit: { cancel(): void } | null = null;
    const connect = (leg: Leg) => {
      if (bridge) return leg.call.end('completed');
      const met = new Bridge(office, call, leg.call, verb.attributes.hangupOnStar === 'true');
      bridge = met;
      for (const other of legs)
        if (other !== leg) other.call.end(other.call.answeredAt === null ? 'canceled' : 'completed');
      const result = (): DialResult => ({ status: 'completed', leg: leg.call, seconds: met.seconds, bridged: true });
      standing.now = result;
      limit = office.clock.after(Number(verb.attributes.timeLimit ?? rules.dialLimitSeconds) * 1000, () => met.end());
      met.onEnd(() => {
        const ended = result();
        leg.call.end('completed');
        done(ended);
      });
    };
    for (const leg of legs) {
      leg.call.onAnswered = () => office.start('a dialled leg', () => screened(turn, leg, connect));
      leg.call.onEnded = () => {
        if (!bridge && legs.every((one) => one.call.over)) done(unconnected(legs));
      };
    }
    for (const leg of legs) placeLeg(office, leg.call, Number(verb.attributes.timeout ?? rules.dialSeconds));
    return () => {
      limit?.cancel();
      for (const leg of legs) leg.call.end(leg.call.answeredAt === null ? 'canceled' : 'completed');
    };
  });
}

function makeLeg(turn: Turn, verb: Verb, noun: Verb): Leg {
  const { call, office } = turn;
  const { statusCallback, statusCallbackEvent, statusCallbackMethod, url, method } = noun.attributes;
  const news: StatusCallback | undefined =
    statusCallback === undefined
      ? undefined
      : {
          ...askFor(turn, statusCallback, statusCallbackMethod, {}),
          events: new Set((statusCallbackEvent ?? 'completed').split(' ')),
        };
  const callerId = verb.attributes.callerId;
  if (callerId !== undefined && callerId !== call.from && !office.numbers.has(callerId)) {
    office.journal.violation(`<Dial callerId> ${callerId} is neither a number of the account nor the caller's (13214)`);
  }
  const child = new Call(office, {
    direction: 'outbound-dial',
    from: callerId ?? (call.direction === 'inbound' ? call.from : call.to),
    to: noun.text,
    phone: office.phone(noun.text),
    parent: call,
    statusCallback: news,
  });
  return { call: child, screen: url === undefined ? null : askFor(turn, url, method, {}) };
}

/** Lets an answered leg hear its screening document, then connects it. */
async function screened(turn: Turn, leg: Leg, connect: (leg: Leg) => void): Promise<void> {
  try {
    if (leg.screen && (await turn.run(leg.call, leg.screen, 'screen')) !== 'ranOut') return leg.call.end('completed');
    if (!leg.call.over && !turn.call.over) connect(leg);
  } catch (error) {
    if (!(error instanceof CallEnded)) throw error;
  }
}

function unconnected(legs: readonly Leg[]): DialResult {
  const answered = legs.find((leg) => leg.call.answeredAt !== null);
  // A machine-answered or screened-out leg is `completed` though nobody was bridged.
  if (answered) return { status: 'completed', leg: answered.call, seconds: answered.call.seconds, bridged: false };
  const every = (status: string) => legs.every((leg) => leg.call.status === status);
  const status = every('busy') ? 'busy' : every('failed') ? 'failed' : 'no-answer';
  return { status, leg: legs[0]?.call ?? null, seconds: 0, bridged: false };
}
