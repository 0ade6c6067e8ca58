import type { Bridge } from './bridge.ts';
import type { DialResult, Standing } from './dial.ts';
import type { Taker } from './queues.ts';
import type { Verb } from './readTwiml.ts';
import { rules } from './rules.ts';
import { askFor, type Turn } from './runCall.ts';

/**
 * <Dial><Queue>: connects to the caller at the front; waits at an empty queue until the <Dial> timeout; fails at a queue
 * that does not exist. Source: https://www.twilio.com/docs/voice/twiml/queue
 */
export async function dialQueue(turn: Turn, verb: Verb, noun: Verb, standing: Standing): Promise<DialResult> {
  const { call, office } = turn;
  const queue = office.queues.find(noun.text);
  if (!queue) return { status: 'failed', leg: null, seconds: 0, bridged: false };
  return call.sleep<DialResult>((done) => {
    const unanswered: DialResult = { status: 'no-answer', leg: null, seconds: 0, bridged: false };
    const timer = office.clock.after(Number(verb.attributes.timeout ?? rules.dialSeconds) * 1000, () =>
      done(unanswered),
    );
    let limit: { cancel(): void } | null = null;
    const taker: Taker = {
      call,
      hangupOnStar: verb.attributes.hangupOnStar === 'true',
      whisper: noun.attributes.url === undefined ? null : askFor(turn, noun.attributes.url, noun.attributes.method, {}),
      joined(bridge: Bridge) {
        timer.cancel();
        const leg = bridge.peerOf(call);
        const result = (): DialResult => ({ status: 'completed', leg, seconds: bridge.seconds, bridged: true });
        standing.now = result;
        limit = office.clock.after(Number(verb.attributes.timeLimit ?? rules.dialLimitSeconds) * 1000, () =>
          bridge.end(),
        );
        bridge.onEnd(() => done(result()));
      },
      gone: () => done(unanswered),
    };
    queue.takers.push(taker);
    office.queues.match(queue);
    return () => {
      timer.cancel();
      limit?.cancel();
      queue.takers = queue.takers.filter((one) => one !== taker);
    };
  });
}
