import { afterAll, expect, test } from 'vitest';
import { CrashNight } from './crash/crashNight.ts';
import { makePlans } from './crash/makePlans.ts';
import { hasMet, playCell } from './crash/playCell.ts';
import { type Cell, writeReliability } from './crash/writeReliability.ts';
import { databases } from './databases.ts';

/** `npm run crashes` tries everything and writes docs/reliability.md; the part that every test run tries writes nothing. */
const tryAll = process.env.NIGHTDESK_CRASHES === 'all';
const seed = Number(process.env.NIGHTDESK_CRASH_SEED ?? Date.now() % 1_000_000);
const extent = { pointsOfPhase: tryAll ? Number.POSITIVE_INFINITY : 2, randomInstants: tryAll ? 200 : 5, seed };
const minutes = tryAll ? 60 : 5;

const nights: CrashNight[] = [];
const cells: Cell[] = [];
/** Databases on which every cell was played. */
const played = new Set<string>();

afterAll(async () => {
  await Promise.all(nights.map((night) => night.close()));
  if (tryAll && played.has('sqlite') && played.has('postgres')) writeReliability(cells, seed);
});

test.concurrent.each(databases)(
  'nothing is lost between commit and carrier, and nothing made twice, wherever the process dies, on %s',
  async (database) => {
    const night = await CrashNight.begin(database);
    nights.push(night);
    const plans = await makePlans(night, extent);
    const mine: Cell[] = [];
    for (const planned of plans) {
      const cell = { database, ...planned, verdict: await playCell(night, planned.plan) };
      mine.push(cell);
      cells.push(cell);
      if (tryAll && mine.length % 50 === 0) console.log(`${database}: ${mine.length} of ${plans.length} cells`);
    }
    played.add(database);
    const told = `(seed ${seed})`;
    expect(mine.filter(({ verdict }) => verdict.lost.length > 0).map(sayCell), `lost ${told}`).toEqual([]);
    expect(mine.filter(({ verdict }) => verdict.doubled > 0).map(sayCell), `doubled ${told}`).toEqual([]);
    expect(night.accidents()).toEqual([]);
    // Two rings of one moment may change places, so a point is passed by now and then; most must be met.
    const met = mine.filter(hasMet);
    expect(met.length, 'points that were met').toBeGreaterThan(plans.length * 0.8);
    expect(new Set(met.map(({ phase }) => phase))).toEqual(new Set(plans.map(({ phase }) => phase)));
    expect(night.exchange.violations).toEqual([]);
    // The judge's list is the carrier's own.
    expect(await night.listed()).toBe(night.created.length);
  },
  minutes * 60_000,
);

function sayCell({ plan, verdict }: Cell): string {
  const lost = verdict.lost.length > 0 ? `no ${verdict.lost.join(', no ')}` : '';
  return `${JSON.stringify(plan)} died at ${verdict.deaths.join(', then ')}: ${lost} ${verdict.doubled} doubled. ${verdict.complaints}`;
}
