/**
 * One of several services on one database: what main.js starts, from dist, with a clock that the test sets ahead.
 * Given: the settings, the schema and the pace, as JSON.
 */
import { startApp } from '../../dist/app.js';
import { randomIds } from '../../dist/ids.js';
import { createPacedClock } from './createPacedClock.js';

const { config, schema, pace } = JSON.parse(process.argv[2] ?? '{}');
const clock = createPacedClock(pace);
/** @param {string} level @returns {(message: string, fields?: object) => void} */
const tell = (level) => (message, fields) =>
  process.send?.({ line: `${level}: ${message} ${JSON.stringify(fields ?? {})}` });
const log = { info() {}, warn: tell('warn'), error: tell('error') };
process.on('message', (/** @type {import('./createPacedClock.js').Pace} */ next) => clock.setPace(next));
// Nobody is left to tell it when to end.
process.on('disconnect', () => process.exit(0));
const app = await startApp({ config, clock, ids: randomIds(), log, schema });
process.send?.({ url: app.url });
