/** Who is on call, from the index of the shipped rota, against a plain binary search over the borders of the same index. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { systemClock } from '../dist/clock.js';
import { directorySchema } from '../dist/domain/directory.js';
import { limits } from '../dist/domain/limits.js';
import { buildRota } from '../dist/oncall/buildRota.js';
import { whoIsOnCall } from '../dist/oncall/whoIsOnCall.js';
import { median } from './figures.js';

const clock = systemClock();
const rounds = 9;
const lookups = 500_000;
const dayMs = 86_400_000;

/**
 * @typedef {object} Lookups
 * @property {string} name
 * @property {number} segments of the index
 * @property {number} plainPerSecond medians of the rounds
 * @property {number} perSecond
 * @property {number} ratio how many times as long ours takes; the median of the rounds' ratios
 */

/** @returns {Lookups[]} for the time the service works out, and for one that is much longer */
export function measureWhoIsOnCall() {
  const now = clock.now();
  const product = measure(
    'as the service has it',
    now - limits.rotaDaysBack * dayMs,
    now + limits.rotaDaysAhead * dayMs,
  );
  return [product, measure('a hundred years', now, now + 36_525 * dayMs)];
}

/** @param {string} name @param {number} from @param {number} to @returns {Lookups} */
function measure(name, from, to) {
  const index = buildRota({
    files: [{ name: 'aims.ics', bytes: read('aims.ics'), role: 'base' }],
    zone: 'America/Chicago',
    people: people(),
    from,
    to,
  }).index;
  const instants = draw(from, to);
  const ours = () => {
    let people = 0;
    for (const at of instants) people += whoIsOnCall(index, at).people.length;
    return people;
  };
  const plain = () => {
    let segments = 0;
    for (const at of instants) segments += search(index.borders, at);
    return segments;
  };
  const pairs = [];
  // The first rounds only let the compiler do its work.
  for (let round = -3; round < rounds; round++) {
    const pair = { plainMs: time(plain), oursMs: time(ours) };
    if (round >= 0) pairs.push(pair);
  }
  return {
    name,
    segments: index.crewOf.length,
    plainPerSecond: median(pairs.map(({ plainMs }) => (lookups * 1000) / plainMs)),
    perSecond: median(pairs.map(({ oursMs }) => (lookups * 1000) / oursMs)),
    ratio: median(pairs.map(({ plainMs, oursMs }) => oursMs / plainMs)),
  };
}

/** The plain binary search: the last border that is not after the instant. @param {Float64Array} borders @param {number} at */
function search(borders, at) {
  let low = 0;
  let high = borders.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (/** @type {number} */ (borders[middle]) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** The same instants in every run: a linear congruence with a fixed seed. @param {number} from @param {number} to */
function draw(from, to) {
  let seed = 20_261_121;
  return Float64Array.from({ length: lookups }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(from + (seed / 2 ** 32) * (to - from));
  });
}

/** @param {() => number} work whose result is used, so that no compiler leaves it out */
function time(work) {
  const begun = clock.elapsedMs();
  const result = work();
  const tookMs = clock.elapsedMs() - begun;
  if (result < 0) throw new Error('A sum of counts is never negative.');
  return tookMs;
}

function people() {
  const directory = directorySchema.parse(parse(read('directory.yaml')));
  return Object.entries(directory.people).map(([id, person]) => ({ id, ...person }));
}

/** @param {string} name */
function read(name) {
  return readFileSync(new URL(`../schedules/${name}`, import.meta.url), 'utf8');
}
