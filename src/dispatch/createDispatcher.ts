/** Due rows -> their action; outbox rows -> claim, send, settle. At once after a commit, and each second. */
import { applyKept } from '../actions/applyNews.ts';
import { attemptSettled, claimExpired } from '../actions/attemptSettled.ts';
import { checkAttempt } from '../actions/checkAttempt.ts';
import { claimSends } from '../actions/claimSends.ts';
import type { Context } from '../actions/context.ts';
import { deskOpens } from '../actions/deskOpens.ts';
import { importLifeline } from '../actions/importLifeline.ts';
import { lifeboatDue } from '../actions/lifeboat.ts';
import { idsOfAttempt } from '../actions/logIds.ts';
import { pageDue } from '../actions/pageDue.ts';
import { promiseDue } from '../actions/promiseDue.ts';
import type { Instant } from '../domain/conversation.ts';
import { errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier, LogFields, Timer } from '../domain/ports.ts';
import type { OutboxRow } from '../domain/records.ts';
import { unappliedEvents } from '../store/write/carrierEvents.ts';
import { dueDeskOpenings } from '../store/write/deskOpenings.ts';
import { type Due, earliest, whatIsDue } from '../store/write/due.ts';
import { claimChecks, expiredClaims } from '../store/write/outbox.ts';
import { duePages } from '../store/write/pages.ts';
import { duePromises } from '../store/write/promises.ts';
import { dueRecordings } from '../store/write/recordings.ts';
import { boundedLooks } from './boundedLooks.ts';
import { createRests, type Rests } from './createRests.ts';
import { send } from './send.ts';
import { type Fetches, trackFetches } from './trackFetches.ts';
import { type Removals, trackRemovals } from './trackRemovals.ts';

export interface Dispatcher {
  /** Something may be due: look at once. */
  wake(): void;
  /** Nothing in flight, due or claimed by us. */
  isIdle(): boolean;
  /** Resolves when it is idle. */
  settled(): Promise<void>;
  /** When the last tick ended without an error, on the clock; null before the first. */
  lastTickAt(): number | null;
  /** Claims nothing more and waits for the sends in hand. */
  stop(): Promise<void>;
  /** Claims nothing more and waits for nothing. */
  abandon(): void;
}

export interface DispatcherOptions {
  context: Context;
  carrier: Carrier;
  /** How long it sleeps at the most, in milliseconds: other processes commit rows we are not woken for. */
  pollMs: number;
}

export function createDispatcher({ context, carrier, pollMs }: DispatcherOptions): Dispatcher {
  const { clock } = context;
  const inHand = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  let timer: Timer | null = null;
  let running = false;
  let again = false;
  let stopped = false;
  const fetches = trackFetches(context, carrier, track, wake);
  const removals = trackRemovals(context, carrier, track, wake);
  const ticks = countTicks({ context, carrier, pollMs }, track, { fetches, removals });

  function track(work: Promise<void>): void {
    inHand.add(work);
    void work.finally(() => {
      inHand.delete(work);
      tellIfIdle();
    });
  }

  function isIdle(): boolean {
    return !running && inHand.size === 0;
  }

  function tellIfIdle(): void {
    if (!isIdle()) return;
    for (const tell of waiting) tell();
    waiting.clear();
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    if (running) return;
    running = true;
    void run();
  }

  async function run(): Promise<void> {
    timer?.cancel();
    let sleepMs = pollMs;
    while (again && !stopped) {
      again = false;
      sleepMs = await ticks.look();
    }
    running = false;
    if (!stopped) timer = clock.after(sleepMs, wake);
    tellIfIdle();
  }

  async function settled(): Promise<void> {
    while (!isIdle()) await new Promise<void>((resolve) => waiting.add(resolve));
  }

  return {
    wake,
    isIdle,
    settled,
    lastTickAt: ticks.lastAt,
    async stop() {
      stopped = true;
      timer?.cancel();
      await settled();
    },
    abandon() {
      stopped = true;
      timer?.cancel();
    },
  };
}

/** Ticks, one after the other, and how the last ones went. */
function countTicks(
  { context, carrier, pollMs }: DispatcherOptions,
  track: (work: Promise<void>) => void,
  beside: Beside,
) {
  const { clock, log } = context;
  let lastTick: number | null = null;
  let failures = 0;
  const rests = createRests();
  return {
    lastAt: () => lastTick,
    /** One tick. @returns how long to sleep: until the next thing is due, longer after each failure in a row */
    async look(): Promise<number> {
      try {
        const { failed, next } = await tick(context, carrier, track, beside, rests);
        lastTick = clock.now();
        failures = 0;
        // What failed rests by itself and is still due; everything else is looked at as often as ever.
        if (failed) return limits.pollMilliseconds;
        const moments = [next, beside.removals.sweep()].filter((at) => at !== null);
        return Math.min(pollMs, ...moments.map((at) => Math.max(0, at - clock.now())));
      } catch (error) {
        failures += 1;
        log.error('alarm: a tick of the dispatcher failed', { error: errorText(error) });
      }
      return Math.min(1000 * 2 ** Math.min(failures - 1, 10), limits.failedTickSeconds * 1000);
    },
  };
}

/** What runs beside the ticks and is waited for by nobody. */
interface Beside {
  fetches: Fetches;
  removals: Removals;
}

interface Ticked {
  /** Something failed and is still due. */
  failed: boolean;
  next: number | null;
}

/**
 * One look at everything that may be due. Sends and fetches are not waited for: a slow carrier must not hold up the next
 * page; and one row that fails must not hold up the others.
 * @returns when to look again: at once after a tick that did something
 */
async function tick(
  context: Context,
  carrier: Carrier,
  track: (work: Promise<void>) => void,
  { fetches, removals }: Beside,
  rests: Rests,
): Promise<Ticked> {
  const { store, clock, log } = context;
  const now = clock.now();
  let failed = false;
  const attempt: Attempt = async (alarm, ids, work) => {
    const key = `${alarm} ${JSON.stringify(ids)}`;
    if (rests.isResting(key, now)) {
      failed = true;
      return;
    }
    try {
      await work();
      rests.forget(key);
    } catch (error) {
      failed = true;
      rests.failed(key, now);
      log.error(alarm, { ...ids, error: errorText(error) });
    }
  };
  if (context.lifeline.hasEntries())
    await attempt('alarm: taking over what the lifeline kept failed and is tried again', {}, () =>
      importLifeline(context),
    );
  const due = await whatIsDue(store.read, limits.newsGraceMilliseconds);
  const isDue = (at: number | null) => at !== null && at <= now;
  let begun = false;
  const beginFetches = async () => {
    const wanted = await dueRecordings(store.read, now, limits.rowsPerTick);
    begun = fetches.begin(wanted);
  };
  if (isDue(due.recordings))
    await attempt('alarm: looking for recordings to fetch failed and is tried again', {}, beginFetches);
  // A recording whose fetch is under way stays due until that has ended: nothing to look again for at once.
  if (isDue(due.recordings) && !begun) due.recordings = null;
  if (isDue(due.removals))
    await attempt('alarm: looking for removals failed and is tried again', {}, async () => {
      if (!(await removals.begin())) due.removals = null;
    });
  if (!isDue(earliest(due))) return { failed, next: earliest(due) };
  await settleDue(context, due, now, attempt);
  // A page that was due has just made rows to send, so this is asked whatever was due before.
  for (const row of await claimSends(context)) track(sendAndSettle(context, carrier, row));
  if (isDue(due.checks))
    for (const row of await store.transact((tx) =>
      claimChecks(tx, now, limits.rowsPerTick, limits.checkSeconds * 1000),
    ))
      track(check(context, carrier, row));
  return { failed, next: now };
}

type Attempt = (alarm: string, ids: LogFields, work: () => Promise<void>) => Promise<void>;

/** Everything whose time has come but sends and looks: claims that ran out, pages, promises, openings, the lifeboat, news. */
async function settleDue(context: Context, due: Due, now: Instant, attempt: Attempt): Promise<void> {
  const { read } = context.store;
  const most = limits.rowsPerTick;
  const isDue = (at: Instant | null) => at !== null && at <= now;
  if (isDue(due.claims))
    for (const id of await expiredClaims(read, now, most))
      await attempt('alarm: settling claims that ran out failed and is tried again', { attempt: id }, () =>
        claimExpired(context, id),
      );
  if (isDue(due.pages))
    for (const id of await duePages(read, now, most))
      await attempt('alarm: moving a page that is due failed and is tried again', { page: id }, () =>
        pageDue(context, id),
      );
  if (isDue(due.promises))
    for (const number of await duePromises(read, now, most))
      await attempt('alarm: moving the clock of a promise failed and is tried again', { case: number }, () =>
        promiseDue(context, number),
      );
  if (isDue(due.openings))
    for (const opensAt of await dueDeskOpenings(read, now, most))
      await attempt('alarm: telling the desk what still runs failed and is tried again', { opensAt }, () =>
        deskOpens(context, opensAt),
      );
  if (isDue(due.lifeboat))
    await attempt('alarm: looking at the lifeboat failed and is tried again', {}, () => lifeboatDue(context));
  if (isDue(due.news))
    for (const { id } of await unappliedEvents(read, now - limits.newsGraceMilliseconds, most))
      await attempt('alarm: applying news of the carrier failed and is tried again', { news: id }, () =>
        applyKept(context, id),
      );
}

async function check(context: Context, carrier: Carrier, row: OutboxRow): Promise<void> {
  try {
    await checkAttempt(context, boundedLooks(context, carrier), row);
  } catch (error) {
    // Its check is due again when this one's time is over.
    context.log.error('alarm: an attempt could not be checked and is checked again', {
      ...idsOfAttempt(row),
      error: errorText(error),
    });
  }
}

async function sendAndSettle(context: Context, carrier: Carrier, row: OutboxRow): Promise<void> {
  try {
    await attemptSettled(context, row, await send(context, carrier, row));
  } catch (error) {
    // The row stays `sending` until its claim runs out; then it is unknown, shown and alarmed.
    context.log.error('alarm: a send could not be settled', { ...idsOfAttempt(row), error: errorText(error) });
  }
}
