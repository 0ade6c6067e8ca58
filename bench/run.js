/** Runs every measurement and prints medians and ratios beside the aims. Always exits with 0: it is never a timed test. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../dist/clock.js';
import { measureBuilds, measureTeams } from './buildRota.js';
import { median } from './figures.js';
import { startPostgres } from './startPostgres.js';
import { concurrencies, measureTurns } from './turn.js';
import { measureWhoIsOnCall } from './whoIsOnCall.js';

const aims = {
  ratio: 'aim: 0.20 of bare Express, each turn its own commit',
  latency: 'aim: p99 of 100 ms or less',
  whoIsOnCall: 'aim: within 2 times a plain binary search',
  build: 'aim: 560 events within 10 ms',
};

/** @param {string} line */
const print = (line) => void process.stdout.write(`${line}\n`);

async function main() {
  print(
    `Node ${process.version}, ${cpus().length} processors (${cpus()[0]?.model ?? 'unknown'}), load ${load()} before\n`,
  );
  printLookups();
  printBuilds();
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-bench-'));
  let postgres = null;
  try {
    print(`\nA write and a sync to the disk of ${folder}: ${syncMs(folder).toFixed(2)} ms`);
    const databases = [{ name: 'durable, SQLite', url: `sqlite:${join(folder, 'nightdesk.sqlite')}` }];
    postgres = await startPostgres().catch((error) => void print(`Without PostgreSQL: ${error.message}`));
    if (postgres) databases.push({ name: 'durable, PostgreSQL', url: postgres.url });
    printTurns(await measureTurns(databases, folder));
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  print(`\nload ${load()} after`);
}

function printLookups() {
  print(`Who is on call (${aims.whoIsOnCall})`);
  printRow(['', 'segments', 'plain/s', 'ours/s', 'times as long']);
  for (const { name, segments, plainPerSecond, perSecond, ratio } of measureWhoIsOnCall())
    printRow([name, String(segments), whole(plainPerSecond), whole(perSecond), ratio.toFixed(2)]);
}

function printBuilds() {
  print(`\nA rota of 560 events worked out (${aims.build})`);
  printRow(['', 'shifts', 'ms', 'times as long']);
  for (const { name, shifts, ms, ratio } of measureBuilds())
    printRow([name, String(shifts), ms.toFixed(2), ratio.toFixed(2)]);
  const { teams, years, shifts, buildMs, bytes, bytesPerShift, perSecond } = measureTeams();
  print(`\n${teams} such teams over ${years} years: ${whole(shifts)} shifts built in ${(buildMs / 1000).toFixed(1)} s`);
  print(`  kept in ${whole(bytes / 1e6)} MB, ${bytesPerShift.toFixed(0)} bytes a shift; ${whole(perSecond)} lookups/s`);
}

/** @param {import('./turn.js').Measured[]} measured */
function printTurns(measured) {
  for (const [i, concurrency] of concurrencies.entries()) {
    print(`\nTurns, ${concurrency} at once (${aims.ratio})`);
    printRow(['', 'turns/s', 'of bare', 'server CPU ms/turn']);
    for (const { name, loads } of measured) {
      const one = loads[i];
      if (one) printRow([name, whole(one.perSecond), one.ratio.toFixed(2), one.cpuMs.toFixed(2)]);
    }
  }
  print(`\nLatency at an offered 100 turns/s for 20 s (${aims.latency})`);
  printRow(['', 'p50 ms', 'p99 ms']);
  for (const { name, latencyMs } of measured) printRow([name, latencyMs.p50.toFixed(1), latencyMs.p99.toFixed(1)]);
}

/** @param {string[]} cells */
function printRow([name = '', ...cells]) {
  print(`  ${name.padEnd(24)}${cells.map((cell) => cell.padStart(19)).join('')}`);
}

/** @param {number} figure */
function whole(figure) {
  return Math.round(figure).toLocaleString('en-US');
}

function load() {
  return (loadavg()[0] ?? 0).toFixed(1);
}

/** What a commit costs at the least: 4 kB written and synced, the median of many. @param {string} folder */
function syncMs(folder) {
  const clock = systemClock();
  const file = openSync(join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4096);
  const took = Array.from({ length: 50 }, () => {
    const begun = clock.elapsedMs();
    writeSync(file, page);
    fdatasyncSync(file);
    return clock.elapsedMs() - begun;
  });
  closeSync(file);
  return median(took);
}

await main().catch((error) => print(`The measurement broke off: ${error instanceof Error ? error.stack : error}`));
process.exit(0);
