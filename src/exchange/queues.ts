import type { Bridge } from './bridge.ts';
import type { Call } from './call.ts';
import type { ExchangeClock } from './office.ts';
import type { Ask } from './runCall.ts';

/** Someone who has taken the front of a queue. */
export interface Taker {
  call: Call;
  hangupOnStar: boolean;
  /** A document for the queued caller before the two are connected. */
  whisper: Ask | null;
  joined(bridge: Bridge): void;
  /** The queued caller left at the same moment. */
  gone(): void;
}

/** Thrown into the wait of a caller who has been taken. */
export class Dequeued extends Error {
  override name = 'Dequeued';
  readonly taker: Taker;
  constructor(taker: Taker) {
    super('the caller has been taken from the queue');
    this.taker = taker;
  }
}

export interface Member {
  call: Call;
  since: number;
  taker: Taker | null;
}

export interface Queue {
  sid: string;
  name: string;
  members: Member[];
  /** Who dials an empty queue, in order. */
  takers: Taker[];
  /** Seconds the callers before have waited. */
  waits: number[];
}

/** Queues by name. They are made by the first <Enqueue> and stay until they are deleted. */
export class Queues {
  readonly #queues = new Map<string, Queue>();
  readonly #newSid: (prefix: string) => string;
  readonly #clock: ExchangeClock;

  constructor(newSid: (prefix: string) => string, clock: ExchangeClock) {
    this.#newSid = newSid;
    this.#clock = clock;
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** @returns false when there is no such queue, or somebody waits in it (error 20005 at the carrier) */
  delete(name: string): boolean {
    if ((this.#queues.get(name)?.members.length ?? 0) > 0) return false;
    return this.#queues.delete(name);
  }

  /** @returns the new member, or null when the queue is full */
  join(name: string, call: Call, maxSize: number): { queue: Queue; member: Member } | null {
    const queue = this.#queues.get(name) ?? { sid: this.#newSid('QU'), name, members: [], takers: [], waits: [] };
    this.#queues.set(name, queue);
    if (queue.members.length >= maxSize) return null;
    const member: Member = { call, since: this.#clock.now(), taker: null };
    queue.members.push(member);
    return { queue, member };
  }

  leave(queue: Queue, member: Member): void {
    const place = queue.members.indexOf(member);
    if (place < 0) return;
    queue.members.splice(place, 1);
    queue.waits.push(this.waited(member));
  }

  /** Whole seconds. */
  waited(member: Member): number {
    return Math.round((this.#clock.now() - member.since) / 1000);
  }

  /** Gives waiting takers the callers at the front. */
  match(queue: Queue): void {
    for (const member of queue.members.filter((one) => !one.call.over)) {
      const taker = queue.takers.shift();
      if (!taker) return;
      this.leave(queue, member);
      member.taker = taker;
      member.call.interrupt(new Dequeued(taker));
    }
  }
}
