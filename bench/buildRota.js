/** How long it takes to work a rota out, beside two libraries that read iCalendar, and what it takes to keep many. */
import v8 from 'node:v8';
import vm from 'node:vm';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { systemClock } from '../dist/clock.js';
import { limits } from '../dist/domain/limits.js';
import { buildRota } from '../dist/oncall/buildRota.js';
import { whoIsOnCall } from '../dist/oncall/whoIsOnCall.js';
import { median } from './figures.js';
import { people, rotaText } from './rotaText.js';

const clock = systemClock();
const dayMs = 86_400_000;
const events = 560;
const rounds = 9;
const inARow = 7;
const teams = 1000;
const years = 10;

/**
 * @typedef {object} Built
 * @property {string} name
 * @property {number} ms median of the rounds
 * @property {number} ratio how many times as long as ours; the median of the rounds' ratios
 * @property {number} shifts
 */

/** @returns {Built[]} ours first; all sides read the same text for the same days, in turn */
export function measureBuilds() {
  const from = clock.now() - limits.rotaDaysBack * dayMs;
  const to = clock.now() + limits.rotaDaysAhead * dayMs;
  const text = rotaText(events, from - 60 * dayMs);
  const bytes = new TextEncoder().encode(text);
  const sides = [
    { name: 'ours', build: () => build(bytes, from, to).shifts.length },
    { name: 'ical.js', build: () => expandByIcalJs(text, from, to) },
    { name: 'node-ical', build: () => expandByNodeIcal(text, from, to) },
  ];
  /** @type {number[][]} */
  const took = [];
  const shifts = sides.map(() => 0);
  // The first rounds only let the compiler do its work.
  for (let round = -3; round < rounds; round++) {
    const row = sides.map(({ build: work }, i) => {
      // Several in a row, so that no side sweeps up after another.
      const times = Array.from({ length: inARow }, () => {
        const begun = clock.elapsedMs();
        shifts[i] = work();
        return clock.elapsedMs() - begun;
      });
      return median(times);
    });
    if (round >= 0) took.push(row);
  }
  return sides.map(({ name }, i) => ({
    name,
    ms: median(took.map((row) => row[i] ?? 0)),
    ratio: median(took.map((row) => (row[i] ?? 0) / (row[0] ?? 1))),
    shifts: shifts[i] ?? 0,
  }));
}

/** @returns what a thousand teams over ten years cost: time to build, memory for each shift, and lookups */
export function measureTeams() {
  const from = clock.now();
  const to = from + years * 365.25 * dayMs;
  const texts = Array.from({ length: 20 }, (_, i) => new TextEncoder().encode(rotaText(events, from - i * dayMs)));
  const indexes = [];
  let shifts = 0;
  let segments = 0;
  const heapBefore = usedBytes();
  const begun = clock.elapsedMs();
  for (let team = 0; team < teams; team++) {
    const rota = build(texts[team % texts.length] ?? new Uint8Array(), from, to);
    shifts += rota.shifts.length;
    segments += rota.index.crewOf.length;
    indexes.push(rota.index);
  }
  const buildMs = clock.elapsedMs() - begun;
  const bytes = usedBytes() - heapBefore;
  const lookups = 1_000_000;
  let found = 0;
  const asked = clock.elapsedMs();
  for (let i = 0; i < lookups; i++) {
    const index = indexes[i % teams];
    if (index) found += whoIsOnCall(index, from + ((i * 7_919) % 365_250) * (dayMs / 100)).people.length;
  }
  const lookupMs = clock.elapsedMs() - asked;
  if (found === 0) throw new Error('Somebody is on call in these rotas.');
  return {
    teams,
    years,
    shifts,
    segments,
    buildMs,
    bytes,
    bytesPerShift: bytes / shifts,
    perSecond: (lookups * 1000) / lookupMs,
  };
}

/** @param {Uint8Array} bytes @param {number} from @param {number} to */
function build(bytes, from, to) {
  return buildRota({ files: [{ name: 'team.ics', bytes, role: 'base' }], zone: 'America/Chicago', people, from, to });
}

/** The way of its documentation: an iterator for each series, from its beginning. @param {string} text @param {number} from @param {number} to */
function expandByIcalJs(text, from, to) {
  const component = new ICAL.Component(ICAL.parse(text));
  for (const zone of component.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  let shifts = 0;
  const all = component.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one, { exceptions: [] }));
  const byUid = new Map(all.filter((one) => !one.isRecurrenceException()).map((one) => [one.uid, one]));
  for (const one of all) if (one.isRecurrenceException()) byUid.get(one.uid)?.relateException(one);
  for (const one of byUid.values()) {
    if (!one.isRecurring()) {
      if (touches(one.startDate, one.endDate, from, to)) shifts += 1;
      continue;
    }
    const starts = one.iterator();
    for (let next = starts.next(); next && next.toUnixTime() * 1000 < to; next = starts.next()) {
      const { startDate, endDate } = one.getOccurrenceDetails(next);
      if (touches(startDate, endDate, from, to)) shifts += 1;
    }
  }
  return shifts;
}

/** @param {ICAL.Time} start @param {ICAL.Time} end @param {number} from @param {number} to */
function touches(start, end, from, to) {
  return end.toUnixTime() * 1000 > from && start.toUnixTime() * 1000 < to;
}

/** @param {string} text @param {number} from @param {number} to */
function expandByNodeIcal(text, from, to) {
  let shifts = 0;
  for (const part of Object.values(nodeIcal.sync.parseICS(text)))
    if (part?.type === 'VEVENT')
      shifts += nodeIcal.expandRecurringEvent(part, {
        from: new Date(from),
        to: new Date(to),
        expandOngoing: true,
      }).length;
  return shifts;
}

/** What is in use after everything that is not has been thrown away. */
function usedBytes() {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
