import { Bridge } from './bridge.ts';
import type { Fields } from './office.ts';
import { Dequeued, type Member, type Queue, type Taker } from './queues.ts';
import type { Verb } from './readTwiml.ts';
import { callFields } from './reportStatus.ts';
import { rules } from './rules.ts';
import { askFor, type Next, type RunEnd, type Turn } from './runCall.ts';

type QueueResult = 'bridged' | 'error' | 'hangup' | 'leave' | 'queue-full' | 'system-error';

/**
 * <Enqueue>: waits in a queue while the wait document runs again and again, until somebody takes the call, the document
 * leaves, or the caller hangs up. The action comes at once after <Leave>, and after a bridge only when that has ended.
 * Source: https://www.twilio.com/docs/voice/twiml/enqueue
 */
export async function enqueue(turn: Turn, verb: Verb): Promise<Next> {
  const { call, office } = turn;
  call.typedAhead();
  const { action, method, maxQueueSize } = verb.attributes;
  const after = (result: QueueResult, waited: number, sid: string): Next => {
    call.lastRequest = null;
    if (action === undefined) return 'next';
    return askFor(turn, action, method, { QueueResult: result, QueueSid: sid, QueueTime: String(waited) });
  };
  const joined = office.queues.join(verb.text, call, Number(maxQueueSize ?? rules.queueSize));
  if (!joined) return after('queue-full', 0, office.queues.find(verb.text)?.sid ?? '');
  const { queue, member } = joined;
  let met = false;
  let waited: number | null = null;
  call.lastRequest = async () => {
    const ask = after(met ? 'bridged' : 'hangup', waited ?? office.queues.waited(member), queue.sid);
    if (typeof ask === 'string') return;
    await office.post({
      kind: 'voice',
      url: ask.url,
      method: ask.method,
      fields: { ...callFields(office, call), ...ask.fields },
    });
  };
  try {
    office.queues.match(queue);
    const end = await wait(turn, verb, queue, member);
    waited = office.queues.waited(member);
    if (end === 'hangUp') {
      call.end('completed');
      return 'hangUp';
    }
    return after(end === 'leave' ? 'leave' : 'error', waited, queue.sid);
  } catch (error) {
    if (!(error instanceof Dequeued)) throw error;
    waited = office.queues.waited(member);
    if (error.taker.whisper)
      await turn.run(call, error.taker.whisper, 'whisper', () => whisperFields(queue, waited ?? 0, error.taker));
    if (error.taker.call.over) return after('error', waited, queue.sid);
    met = true;
    await meet(turn, error.taker, member);
    return after('bridged', waited, queue.sid);
  } finally {
    office.queues.leave(queue, member);
    // A taker who was promised this caller and did not get them must not wait for ever.
    member.taker?.gone();
  }
}

/** Connects the two and waits for the end of the bridge. */
async function meet(turn: Turn, taker: Taker, member: Member): Promise<void> {
  member.taker = null;
  const bridge = new Bridge(turn.office, taker.call, turn.call, taker.hangupOnStar);
  taker.joined(bridge);
  await turn.call.sleep<void>((done) => {
    bridge.onEnd(() => done());
    return () => {};
  });
}

async function wait(turn: Turn, verb: Verb, queue: Queue, member: Member): Promise<RunEnd> {
  const { office, call } = turn;
  const { waitUrl, waitUrlMethod } = verb.attributes;
  // Music, for as long as it takes.
  if (waitUrl === undefined) return call.sleep<RunEnd>(() => () => {});
  const fields = (): Fields => ({
    QueueSid: queue.sid,
    QueueTime: String(office.queues.waited(member)),
    QueuePosition: String(queue.members.indexOf(member) + 1),
    AvgQueueTime: String(Math.round(queue.waits.reduce((sum, one) => sum + one, 0) / Math.max(1, queue.waits.length))),
    CurrentQueueSize: String(queue.members.length),
    MaxQueueSize: String(verb.attributes.maxQueueSize ?? rules.queueSize),
  });
  const ask = askFor(turn, waitUrl, waitUrlMethod, {});
  for (;;) {
    const began = office.clock.now();
    const end = await turn.run(call, ask, 'wait', fields);
    if (end !== 'ranOut') return end;
    if (office.clock.now() === began) {
      office.journal.violation(`the wait document ${ask.url} took no time and would be asked for without end`);
      await call.pause(rules.shortestWait);
    }
  }
}

function whisperFields(queue: Queue, waited: number, taker: Taker): Fields {
  return { QueueSid: queue.sid, QueueTime: String(waited), DequeingCallSid: taker.call.sid };
}
