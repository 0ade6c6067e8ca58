/** What an operator's monitoring reads: Prometheus text at /metrics. Numbers only, never names or phone numbers. */
import express, { type Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Context } from '../actions/context.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier, Log, Measures } from '../domain/ports.ts';
import { version } from '../domain/version.ts';
import { howItStands } from '../store/read/howItStands.ts';
import { within } from './within.ts';

export interface Metrics {
  measures: Measures;
  /** The same log, whose alarms are counted. */
  counted(log: Log): Log;
  router(of: MetricsOf): Router;
}

export interface MetricsOf {
  context: Context;
  carrier: Carrier['name'];
  /** When the dispatcher last completed a tick. */
  lastTickAt(): number | null;
}

const turnSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4.5];
const reachSeconds = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300];

/** Counters of this process, and gauges that are read from the database when they are asked for. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const alarms = new Counter({
    name: 'nightdesk_alarms_total',
    help: 'Lines of the log that begin with "alarm:".',
    registers: [registry],
  });
  return {
    measures: measuresIn([registry]),
    counted: (log) => ({
      ...log,
      error(message, fields) {
        if (message.startsWith('alarm:')) alarms.inc();
        log.error(message, fields);
      },
    }),
    router(of) {
      const gauges = stateGauges([registry], of);
      const router = express.Router();
      router.get('/metrics', async (_request, response) => {
        await gauges.read();
        response.type(registry.contentType).send(await registry.metrics());
      });
      return router;
    },
  };
}

/** What has happened since this process started. */
function measuresIn(registers: Registry[]): Measures {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const turn = new Histogram({
    name: 'nightdesk_turn_duration_seconds',
    help: 'From the request of a turn to its words, by whose words they were: flow, lifeline.',
    labelNames: ['words'],
    buckets: turnSeconds,
    registers,
  });
  const reached = new Histogram({
    name: 'nightdesk_key_to_carrier_seconds',
    help: 'From the key, or the due time, that caused an attempt of a page to the carrier having it, by kind: ring, text.',
    labelNames: ['kind'],
    buckets: reachSeconds,
    registers,
  });
  const requests = counter(
    'nightdesk_carrier_requests_total',
    'Requests to the carrier by request (ring, text, cancel, look, recording) and outcome (done, refused, busy, unknown).',
    ['request', 'outcome'],
  );
  const unknown = counter(
    'nightdesk_attempts_unknown_total',
    'Attempts of which it was not known what became of them.',
  );
  const sentAgain = counter(
    'nightdesk_attempts_sent_again_total',
    'Attempts with an unknown outcome that had not happened and were sent again.',
  );
  const madeTwice = counter(
    'nightdesk_attempts_made_twice_total',
    'Attempts that the carrier was given twice, since the first was thought lost.',
  );
  const refused = counter(
    'nightdesk_refused_total',
    'Who was not let in, by kind: token, link, entra; session: a change with a known session that no page of ours made.',
    ['kind'],
  );
  return {
    turn: (milliseconds, words) => turn.observe({ words }, milliseconds / 1000),
    reachedCarrier: (kind, milliseconds) => reached.observe({ kind }, Math.max(0, milliseconds) / 1000),
    askedCarrier: (request, outcome) => requests.inc({ request, outcome }),
    becameUnknown: () => unknown.inc(),
    sentAgain: () => sentAgain.inc(),
    madeTwice: () => madeTwice.inc(),
    refused: (kind) => refused.inc({ kind }),
  };
}

/** How it stands at this moment. What stands in the database is the same for every process on it. */
function stateGauges(registers: Registry[], { context, carrier, lastTickAt }: MetricsOf) {
  const { store, clock } = context;
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const startedAt = clock.now();
  const info = gauge('nightdesk_info', 'Always 1: version, carrier and database.', ['version', 'carrier', 'database']);
  info.set({ version, carrier, database: store.engine }, 1);
  const tick = gauge(
    'nightdesk_last_tick_age_seconds',
    'Since the last completed tick of the dispatcher, or the start.',
  );
  const up = gauge('nightdesk_database_up', '1 when the figures from the database could be read just now.');
  const pages = gauge('nightdesk_pages', 'Pages by state: waiting, running, accepted, closed, withdrawn.', ['state']);
  const attempts = gauge('nightdesk_attempts', 'Attempts by kind and state.', ['kind', 'state']);
  const overdue = gauge('nightdesk_oldest_due_seconds', 'How long the oldest due row has been due; 0: none is.', [
    'what',
  ]);
  const promises = gauge('nightdesk_promises', 'Promises to callers by state: open, kept, broken.', ['state']);
  const calls = gauge('nightdesk_calls', 'Calls by outcome; "open" are those that have not ended.', ['outcome']);

  async function readDatabase(): Promise<void> {
    const stands = await within(clock, limits.answerMilliseconds, howItStands(store.read));
    for (const { state, count } of stands.pages) pages.set({ state }, count);
    for (const { kind, state, count } of stands.attempts) attempts.set({ kind, state }, count);
    for (const { state, count } of stands.promises) promises.set({ state }, count);
    for (const { outcome, count } of stands.calls) calls.set({ outcome }, count);
    for (const [what, at] of Object.entries(stands.due))
      overdue.set({ what }, at === null ? 0 : Math.max(0, (clock.now() - at) / 1000));
  }

  return {
    async read(): Promise<void> {
      tick.set((clock.now() - (lastTickAt() ?? startedAt)) / 1000);
      // Figures that could not be read are left out: old ones would look like good ones.
      for (const one of [pages, attempts, overdue, promises, calls]) one.reset();
      const isRead = await readDatabase().then(
        () => true,
        () => false,
      );
      up.set(isRead ? 1 : 0);
    },
  };
}
