/** Due rows -> their action; outbox rows -> claim, send, settle. At once after a commit, and each second. */
import { applyKept } from '../actions/applyNews.ts';
import { attemptSettled, claimsExpired } from '../actions/attemptSettled.ts';
import type { Context } from '../actions/context.ts';
import { fetchRecording } from '../actions/fetchRecording.ts';
import { importLifeline } from '../actions/importLifeline.ts';
import { pageDue } from '../actions/pageDue.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier, Timer } from '../domain/ports.ts';
import type { OutboxRow } from '../domain/records.ts';
import { unappliedEvents } from '../store/write/carrierEvents.ts';
import { nextDueAt } from '../store/write/due.ts';
import { claimDue } from '../store/write/outbox.ts';
import { duePages } from '../store/write/pages.ts';
import { dueRecordings } from '../store/write/recordings.ts';
import { send } from './send.ts';

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
}

export interface DispatcherOptions {
  context: Context;
  carrier: Carrier;
  /** How long it sleeps at the most, in milliseconds: other processes commit rows we are not woken for. */
  pollMs: number;
}

export function createDispatcher({ context, carrier, pollMs }: DispatcherOptions): Dispatcher {
  const { clock, log, store } = context;
  const inHand = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  let timer: Timer | null = null;
  let running = false;
  let again = false;
  let stopped = false;
  let lastTick: number | null = null;

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
      try {
        await tick(context, carrier, track);
        const next = await nextDueAt(store.read, limits.newsGraceMilliseconds);
        sleepMs = next === null ? pollMs : Math.min(pollMs, Math.max(0, next - clock.now()));
        lastTick = clock.now();
      } catch (error) {
        log.error('alarm: a tick of the dispatcher failed', { error: String(error) });
        sleepMs = Math.min(pollMs, 1000);
      }
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
    lastTickAt: () => lastTick,
    async stop() {
      stopped = true;
      timer?.cancel();
      await settled();
    },
  };
}

/** One look at everything that may be due. Sends are not waited for: a slow carrier must not hold up the next page. */
async function tick(context: Context, carrier: Carrier, track: (work: Promise<void>) => void): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  if (context.lifeline.hasEntries()) await importLifeline(context);
  const next = await nextDueAt(store.read, limits.newsGraceMilliseconds);
  if (next === null || next > now) return;
  await claimsExpired(context);
  for (const id of await duePages(store.read, now, limits.rowsPerTick)) await pageDue(context, id);
  for (const event of await unappliedEvents(store.read, now - limits.newsGraceMilliseconds, limits.rowsPerTick))
    await applyKept(context, event.id);
  const claimed = await store.transact((tx) => claimDue(tx, now, limits.rowsPerTick, limits.claimSeconds * 1000));
  for (const row of claimed) track(sendAndSettle(context, carrier, row));
  for (const recording of await dueRecordings(store.read, now, limits.rowsPerTick))
    await fetchRecording(context, carrier, recording.sid);
}

async function sendAndSettle(context: Context, carrier: Carrier, row: OutboxRow): Promise<void> {
  try {
    await attemptSettled(context, row.id, await send(context, carrier, row));
  } catch (error) {
    // The row stays `sending` until its claim runs out; then it is unknown, shown and alarmed.
    context.log.error('alarm: a send could not be settled', { attempt: row.id, error: String(error) });
  }
}
