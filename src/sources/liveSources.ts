/** What is in force, kept up to date: files that change, versions that others put in force, and the days that pass. */

import { errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import type { Clock, Ids, Log } from '../domain/ports.ts';
import type { Version } from '../domain/records.ts';
import type { SourceChange } from '../domain/sourceChange.ts';
import type { Store } from '../store/openStore.ts';
import { currentRevision } from '../store/read/currentRevision.ts';
import { giveUpLease, takeLease } from '../store/write/leases.ts';
import { isHeld, notInForce } from '../store/write/versions.ts';
import type { BuildRota, ReadSource, SourceOptions, Sources } from './checkSources.ts';
import { findChange, isOnDisk } from './findChange.ts';
import { Judgements } from './judgements.ts';
import { loadWorking } from './loadWorking.ts';

export interface LiveSources {
  /** Looks at every file now, and deals with what has changed. */
  look(): Promise<void>;
  /** Takes over what has come into force, if anything has. */
  refresh(): Promise<void>;
  isIdle(): boolean;
  settled(): Promise<void>;
  /** Ends after what is in hand, and lets another process read the files. */
  stop(): Promise<void>;
  abandon(): void;
}

export interface LiveOptions {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  build: BuildRota;
  disk: ReadSource;
  /** Without `now`, which is that of the clock. */
  options: Omit<SourceOptions, 'now'>;
  first: Sources;
  /** The revision that `first` is at least as new as. */
  firstRevision: number;
  /** Is told what is in force, whenever that changes. */
  inForce(sources: Sources): Promise<void>;
  /**
   * Puts a change in force or holds it back.
   * @param revision of what it was judged against
   */
  changed(change: SourceChange, revision: number): Promise<'inForce' | 'held' | 'known' | 'stale'>;
  /** Ends what is held back and is not on the disk any more. */
  withdraw(isOnDisk: (version: Version) => boolean): Promise<void>;
  watchMs: number;
  revisionMs: number;
}

const dayMs = 86_400_000;

export function liveSources(given: LiveOptions): LiveSources {
  const { store, clock, log, watchMs, revisionMs } = given;
  const holder = given.ids.next('process');
  const kept = keepCurrent(given);
  const judged = new Judgements();
  let stopped = false;
  const order = inOrder(log, clock);

  async function lookAtFiles(): Promise<void> {
    // Where what is in force cannot be taken over, a file that is put right may be the remedy.
    const failed = await kept.takeOver().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const now = clock.now();
    const until = now + limits.leaseSeconds * 1000;
    const mine = await store.transact((tx) => takeLease(tx, 'sources', holder, now, until), { isUnseen: true });
    if (mine) await dealWithChanges(given, kept, judged, () => stopped);
    if (failed) throw failed.error;
  }

  const run = (what: string, work: () => Promise<void>) => order.run(what, async () => (stopped ? undefined : work()));
  const look = () => run('looking at the files', lookAtFiles);
  const refresh = () => run('taking over what is in force', kept.takeOver);
  const timers = [every(clock, watchMs, look), every(clock, revisionMs, refresh)];
  void refresh();
  return {
    look,
    refresh,
    isIdle: order.isIdle,
    settled: order.settled,
    async stop() {
      for (const timer of timers) timer.cancel();
      stopped = true;
      await order.settled();
      await store.transact((tx) => giveUpLease(tx, 'sources', holder)).catch(() => undefined);
    },
    abandon() {
      stopped = true;
      for (const timer of timers) timer.cancel();
    },
  };
}

/** Finds one change after the other; each round either puts one in force or notes it as judged, so the rounds come to an end. */
async function dealWithChanges(
  given: LiveOptions,
  kept: ReturnType<typeof keepCurrent>,
  judged: Judgements,
  isStopped: () => boolean,
): Promise<void> {
  const { store, clock, build, disk, options } = given;
  const refused = new Set((await notInForce(store.read)).flatMap((one) => (isHeld(one) ? [] : keyOf(one))));
  const failures: { error: unknown; change: SourceChange }[] = [];
  while (!isStopped()) {
    const { current, revision } = kept.now();
    const looking = { inForce: current, disk, build, options: { ...options, now: clock.now() }, refused };
    const change = await findChange(looking, judged, revision);
    if (change === null) break;
    try {
      const became = await given.changed(change, revision);
      // Something else has come into force since it was judged: it is judged anew.
      if (became === 'stale') judged.forget(change);
      if (became !== 'known') await kept.takeOver();
    } catch (error) {
      failures.push({ error, change });
    }
  }
  if (!isStopped()) await given.withdraw((version) => isOnDisk(version, disk));
  // What failed is not kept, perhaps: the next look finds it again.
  for (const { change } of failures) for (const one of [change, ...change.comesWith]) judged.forget(one);
  if (failures[0]) throw failures[0].error;
}

function keyOf({ kind, name, hash }: Version): string {
  return `${kind} ${name} ${hash}`;
}

/** What is in force, in memory. */
function keepCurrent({ store, clock, log, build, options, first, firstRevision, inForce }: LiveOptions) {
  let current = first;
  let revision = firstRevision;
  let isTold = false;
  let builtAt = clock.now();
  return {
    now: () => ({ current, revision }),
    async takeOver(): Promise<void> {
      const newest = await currentRevision(store.read);
      const isOld = clock.now() - builtAt >= dayMs;
      if (newest === revision && !isOld && isTold) return;
      if (newest !== revision || isOld) {
        current = (await loadWorking(store, log, build, { ...options, now: clock.now() })) ?? current;
        builtAt = clock.now();
      }
      revision = newest;
      // What fails on the way is tried again, without working anything out anew.
      isTold = false;
      await inForce(current);
      isTold = true;
    },
  };
}

/** One thing after the other; whatever fails is told, and tried again when it is time. */
function inOrder(log: Log, clock: Clock) {
  let inHand: Promise<void> = Promise.resolve();
  let busy = 0;
  let last = { text: '', at: 0 };
  function alarm(what: string, error: unknown): void {
    const text = `${what} ${errorText(error)}`;
    if (text === last.text && clock.now() - last.at < limits.sameAlarmSeconds * 1000) return;
    last = { text, at: clock.now() };
    log.error(`alarm: ${what} failed and is tried again`, { error: errorText(error) });
  }
  return {
    run(what: string, work: () => Promise<void>): Promise<void> {
      busy += 1;
      inHand = inHand
        .then(work)
        .catch((error: unknown) => alarm(what, error))
        .finally(() => {
          busy -= 1;
        });
      return inHand;
    },
    isIdle: () => busy === 0,
    async settled() {
      while (busy > 0) await inHand;
    },
  };
}

/** Does something again and again, each time when the time before has ended. */
function every(clock: Clock, ms: number, work: () => Promise<void>) {
  let isCancelled = false;
  let timer = clock.after(ms, again);
  function again(): void {
    void work().then(() => {
      if (!isCancelled) timer = clock.after(ms, again);
    });
  }
  return {
    cancel() {
      isCancelled = true;
      timer.cancel();
    },
  };
}
