/** What an operator's monitoring reads: Prometheus text at /metrics. Numbers only, never names or phone numbers. */
import express, { type Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Context } from '../actions/context.ts';
import { limits } from '../domain/limits.ts';
import type { Measures } from '../domain/ports.ts';
import { howItStands } from '../store/read/howItStands.ts';
import { within } from './within.ts';

export interface Metrics {
  measures: Measures;
  router(context: Context): Router;
}

const turnSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4.5];
const reachSeconds = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300];

/** Counters of this process, and gauges that are read from the database when they are asked for. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turn = new Histogram({
    name: 'nightdesk_turn_seconds',
    help: 'From the request of a turn to its words.',
    buckets: turnSeconds,
    registers,
  });
  const reached = new Histogram({
    name: 'nightdesk_key_to_carrier_seconds',
    help: 'From the key, or the due time, that caused an attempt to the word of the carrier that it has it.',
    buckets: reachSeconds,
    registers,
  });
  const sentAgain = new Counter({
    name: 'nightdesk_attempts_sent_again_total',
    help: 'Attempts with an unknown outcome that had not happened and were sent again.',
    registers,
  });
  const madeTwice = new Counter({
    name: 'nightdesk_attempts_made_twice_total',
    help: 'Attempts that the carrier was given twice, since the first was thought lost.',
    registers,
  });
  const gauges = stateGauges(registers);
  return {
    measures: {
      turn: (milliseconds) => turn.observe(milliseconds / 1000),
      reachedCarrier: (milliseconds) => reached.observe(Math.max(0, milliseconds) / 1000),
      sentAgain: () => sentAgain.inc(),
      madeTwice: () => madeTwice.inc(),
    },
    router(context) {
      const router = express.Router();
      router.get('/metrics', async (_request, response) => {
        const isRead = await within(context.clock, limits.answerMilliseconds, gauges.read(context)).then(
          () => true,
          () => false,
        );
        gauges.up.set(isRead ? 1 : 0);
        response.type(registry.contentType).send(await registry.metrics());
      });
      return router;
    },
  };
}

/** What stands in the database, for every process the same. */
function stateGauges(registers: Registry[]) {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const up = gauge('nightdesk_database_up', '1 when the figures from the database could be read just now.');
  const pages = gauge('nightdesk_pages', 'Pages by state: waiting, running, accepted, closed, withdrawn.', ['state']);
  const attempts = gauge('nightdesk_attempts', 'Attempts by kind and state.', ['kind', 'state']);
  const oldest = gauge('nightdesk_oldest_due_seconds', 'How long the longest due row has been due; 0 when none is.');
  const promises = gauge('nightdesk_promises', 'Promises to callers by state: open, kept, broken.', ['state']);
  const calls = gauge('nightdesk_calls', 'Calls by outcome; "open" are those that have not ended.', ['outcome']);
  return {
    up,
    async read({ store, clock }: Context): Promise<void> {
      const stands = await howItStands(store.read);
      for (const one of [pages, attempts, promises, calls]) one.reset();
      for (const { state, count } of stands.pages) pages.set({ state }, count);
      for (const { kind, state, count } of stands.attempts) attempts.set({ kind, state }, count);
      for (const { state, count } of stands.promises) promises.set({ state }, count);
      for (const { outcome, count } of stands.calls) calls.set({ outcome }, count);
      const { oldestDueAt } = stands;
      oldest.set(oldestDueAt === null ? 0 : Math.max(0, (clock.now() - oldestDueAt) / 1000));
    },
  };
}
