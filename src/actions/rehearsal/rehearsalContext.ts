import type { Instant } from '../../domain/conversation.ts';
import type { Log, Measures } from '../../domain/ports.ts';
import { openMemory } from '../../store/openMemory.ts';
import { allPeopleFacts } from '../../store/read/allPeopleFacts.ts';
import { insertNotice, openNotices } from '../../store/write/notices.ts';
import { notePersonFact } from '../../store/write/peopleFacts.ts';
import type { Context } from '../context.ts';

/** A context in which a call can be played that nobody makes. Close its store in the end. */
export interface Rehearsal {
  context: Context;
  now(): Instant;
  /** Sets the time; it never goes back. */
  comesTo(at: Instant): void;
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

const uncounted: Measures = {
  turn: () => {},
  reachedCarrier: () => {},
  askedCarrier: () => {},
  becameUnknown: () => {},
  sentAgain: () => {},
  madeTwice: () => {},
  refused: () => {},
};

/**
 * Everything that is in force, on an empty database in memory and at another time: what is written there is gone with it,
 * nothing of it is sent, and no turn waits for it. It knows the notices that are set, and which numbers have refused us.
 */
export async function rehearsalContext(real: Context, at: Instant): Promise<Rehearsal> {
  let now = at;
  const clock: Context['clock'] = {
    now: () => now,
    after: (delayMs, fn) => real.clock.after(delayMs, fn),
    elapsedMs: () => real.clock.elapsedMs(),
  };
  const [notices, facts] = await Promise.all([openNotices(real.store.read, at), allPeopleFacts(real.store.read)]);
  const store = await openMemory({ clock, log: silent });
  await store.transact(async (tx) => {
    for (const notice of notices) await insertNotice(tx, notice);
    for (const fact of facts) await notePersonFact(tx, fact);
  });
  return {
    context: { ...real, store, clock, log: silent, measures: uncounted, wake: () => {} },
    now: () => now,
    comesTo: (later) => {
      now = Math.max(now, later);
    },
  };
}
