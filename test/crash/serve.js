/**
 * The service as a process of its own that its parent moves through time, and that can be killed or kills itself. Built
 * of the same parts as the real one, from dist. It is loaded before it is needed, and starts when it is told to.
 */
import { startApp } from '../../dist/app.js';
import { randomIds } from '../../dist/ids.js';
import { arm, passedPoints, watchCarrier, watchDatabase } from './deadlyPoints.js';
import { ToldClock } from './toldClock.js';

watchDatabase();
const clock = new ToldClock();
/** @type {Awaited<ReturnType<typeof startApp>> | null} */
let app = null;

/** @param {string} message @param {object} [fields] */
const tell = (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields ?? {})}\n`);

/** What the parent may ask, and what it is answered. @type {Record<string, (given: any) => Promise<unknown>>} */
const answers = {
  async start({ now, dieAt, config, schema }) {
    clock.moveTo(now);
    arm(dieAt);
    const log = { info() {}, warn() {}, error: tell };
    // It looks less often than the real one: only other processes commit what it is not woken for.
    const pollMs = 10_000;
    app = await startApp({ config, clock, ids: randomIds(), log, schema, pollMs, wrapCarrier: watchCarrier });
    return { url: app.url };
  },
  /** Moves the clock, and waits until nothing is in hand. */
  async move({ to }) {
    clock.moveTo(to);
    await app?.settled();
    return { next: clock.next() };
  },
  async arm({ dieAt }) {
    arm(dieAt);
    return {};
  },
  async points() {
    return { points: passedPoints() };
  },
};

process.on('message', (/** @type {any} */ { id, ask, ...given }) => {
  void answers[ask]?.(given).then((answer) => process.send?.({ id, answer }));
});
process.on('disconnect', () => process.exit(0));
