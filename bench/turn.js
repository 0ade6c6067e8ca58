/**
 * One durable turn of the real service against bare Express, the signature check and constant TwiML: each server in a
 * process of its own, measured one after the other, round after round, by the same callers.
 */
import { systemClock } from '../dist/clock.js';
import { createCallers } from './createCallers.js';
import { median, percentile } from './figures.js';
import { startServer } from './startServer.js';

const clock = systemClock();
const rounds = 5;
const roundMs = 1_500;
/** Long enough for the compiler to have done most of its work on the turn. */
const warmUpMs = 5_000;
const offeredPerSecond = 100;
const offeredSeconds = 20;

/** How many callers are on the line at once. */
export const concurrencies = [1, 16];

/**
 * @typedef {object} Load what one side did under some callers at once: the medians of its rounds
 * @property {number} perSecond turns
 * @property {number} ratio to the bare server in the same round
 * @property {number} cpuMs processor time of the server for one turn
 *
 * @typedef {object} Measured
 * @property {string} name
 * @property {Load[]} loads in the order of `concurrencies`
 * @property {{ p50: number, p99: number }} latencyMs at 100 turns a second, from when a turn was due to its answer
 *
 * @typedef {{ name: string, server: Awaited<ReturnType<typeof startServer>>, callers: ReturnType<typeof createCallers> }} Side
 * @typedef {{ perSecond: number, cpuMs: number }} Round
 */

/**
 * Measures the bare server, and the service on each database.
 * @param {{ name: string, url: string }[]} databases
 * @param {string} folder for what the services keep beside the database
 * @returns {Promise<Measured[]>} the bare server first
 */
export async function measureTurns(databases, folder) {
  /** @type {Side[]} */
  const sides = [];
  /** @param {string} name @param {string} file @param {string[]} [args] */
  const start = async (name, file, args) => {
    const server = await startServer(file, args);
    sides.push({ name, server, callers: createCallers(server.url) });
  };
  try {
    await start('bare Express', 'serveBare.js');
    for (const { name, url } of databases) await start(name, 'serveDurable.js', [url, folder]);
    for (const { callers } of sides) await callFor(callers, Math.max(...concurrencies), warmUpMs);
    const loads = [];
    for (const concurrency of concurrencies) loads.push(await alternate(sides, concurrency));
    const measured = [];
    for (const [i, { name, callers }] of sides.entries()) {
      const latencies = await offer(callers);
      const latencyMs = { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
      measured.push({ name, loads: loads.flatMap((load) => load[i] ?? []), latencyMs });
    }
    return measured;
  } finally {
    for (const { callers } of sides) callers.close();
    await Promise.all(sides.map(({ server }) => server.stop()));
  }
}

/**
 * A B A B …: what disturbs the machine for a while disturbs both sides of a ratio.
 * @param {Side[]} sides the bare server first
 * @param {number} concurrency
 * @returns {Promise<Load[]>} in the order of the sides
 */
async function alternate(sides, concurrency) {
  /** @type {Round[][]} */
  const all = [];
  for (let round = 0; round < rounds; round++) {
    const one = [];
    for (const side of sides) one.push(await measureRound(side, concurrency));
    all.push(one);
  }
  return sides.map((_side, i) => ({
    perSecond: median(all.map((round) => round[i]?.perSecond ?? 0)),
    ratio: median(all.map((round) => (round[i]?.perSecond ?? 0) / (round[0]?.perSecond ?? 1))),
    cpuMs: median(all.map((round) => round[i]?.cpuMs ?? 0)),
  }));
}

/** @param {Side} side @param {number} concurrency @returns {Promise<Round>} */
async function measureRound({ server, callers }, concurrency) {
  const cpuBefore = await server.cpuMs();
  const begun = clock.elapsedMs();
  const turns = await callFor(callers, concurrency, roundMs);
  const tookMs = clock.elapsedMs() - begun;
  const cpuMs = ((await server.cpuMs()) - cpuBefore) / turns;
  return { perSecond: (turns * 1000) / tookMs, cpuMs };
}

/**
 * Callers who begin the next call as soon as the last one is done.
 * @param {ReturnType<typeof createCallers>} callers
 * @param {number} concurrency
 * @param {number} ms
 * @returns {Promise<number>} how many turns were answered
 */
async function callFor(callers, concurrency, ms) {
  const end = clock.elapsedMs() + ms;
  let turns = 0;
  const one = async () => {
    while (clock.elapsedMs() < end) {
      await callers.press(await callers.dial());
      turns += 2;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  return turns;
}

/**
 * Offers turns at a fixed pace, whether the server keeps up or not, and measures each from the moment it was due: a
 * stall costs every turn that waits behind it. First and second turns of calls follow each other.
 * @param {ReturnType<typeof createCallers>} callers
 * @returns {Promise<number[]>} milliseconds, one for each turn
 */
async function offer(callers) {
  /** @type {number[]} */
  const latencies = [];
  /** @type {import('./createCallers.js').Call[]} */
  const answered = [];
  /** @param {number} dueMs */
  const turn = async (dueMs) => {
    const call = answered.shift();
    if (call) await callers.press(call);
    else answered.push(await callers.dial());
    latencies.push(clock.elapsedMs() - dueMs);
  };
  const begun = clock.elapsedMs();
  const sent = [];
  for (let i = 0; i < offeredPerSecond * offeredSeconds; i++) {
    const dueMs = begun + (i * 1000) / offeredPerSecond;
    const waitMs = dueMs - clock.elapsedMs();
    if (waitMs > 0) await new Promise((resolve) => clock.after(waitMs, () => resolve(null)));
    sent.push(turn(dueMs));
  }
  await Promise.all(sent);
  return latencies;
}
