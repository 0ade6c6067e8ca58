import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';
import { afterEach, describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { version } from '../src/domain/version.ts';
import { createMetrics } from '../src/http/createMetrics.ts';
import { webhook } from './apiRules.ts';
import { databases } from './databases.ts';
import { Night, type NightOptions } from './night/night.ts';
import { leavesMessage, saysCritical, takesAndCallsLater } from './night/sayings.ts';

let night: Night;

/** A value by its name and labels, such as `a{b="c"}`, in alphabetical order of the labels. */
type Figures = ReadonlyMap<string, number>;

const label = '[a-z_]+="[^"\\\\\\n]*"';
const sample = new RegExp(`^([a-z_][a-z0-9_]*)(?:\\{(${label}(?:,${label})*)\\})? (-?[\\d.e+-]+|Na[nN]|[+-]Inf)$`);

/** Reads the text format of Prometheus line by line (version 0.0.4); a line of no known shape is an error. */
function readFigures(text: string): Figures {
  const figures = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const type = /^# TYPE ([a-z][a-z0-9_]*) (counter|gauge|histogram|summary)$/.exec(line);
    if (type) typed.add(type[1] ?? '');
    if (type || /^# HELP [a-z][a-z0-9_]* \S.*$/.test(line)) continue;
    const [, name = '', labels, value] = sample.exec(line) ?? [];
    if (!typed.has(name.replace(/_(bucket|sum|count)$/, '')) && !typed.has(name)) throw new Error(`No figure: ${line}`);
    const sorted = labels?.split(',').sort().join(',');
    figures.set(sorted ? `${name}{${sorted}}` : name, Number(value));
  }
  return figures;
}

async function figures(): Promise<Figures> {
  const answer = await request(night.app.url).get('/metrics').expect(200);
  expect(answer.headers['content-type']).toMatch(/^text\/plain; ?version=0\.0\.4/);
  return readFigures(answer.text);
}

/** Those of the figures that are named. */
const only = (all: Figures, named: object) =>
  Object.fromEntries(Object.keys(named).map((name) => [name, all.get(name)]));

async function saysCriticalAndLeaves(): Promise<void> {
  const caller = night.phone('caller');
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await caller.hangsUp();
  await night.phone('kim').getsText(/CS0000001/);
}

describe.each(databases)('what is measured on %s', (kind) => {
  afterEach(() => night.close());
  const begin = async (options: NightOptions = {}) => {
    night = await Night.begin(kind, options);
  };

  test('counts what a night did, and a hang-up reaches the carrier at once', async () => {
    await begin();
    await saysCriticalAndLeaves();
    await takesAndCallsLater(night.phone('kim'));
    const all = await figures();
    const expected = {
      'nightdesk_key_to_carrier_seconds_count{kind="ring"}': 1,
      'nightdesk_key_to_carrier_seconds_bucket{kind="ring",le="0.5"}': 1,
      'nightdesk_key_to_carrier_seconds_count{kind="text"}': 1,
      'nightdesk_key_to_carrier_seconds_bucket{kind="text",le="0.5"}': 1,
      'nightdesk_pages{state="accepted"}': 1,
      'nightdesk_pages{state="running"}': undefined,
      'nightdesk_attempts{kind="ring",state="done"}': 1,
      // The page, the transcript that came later, and to the caller what was promised and who has the case.
      'nightdesk_attempts{kind="text",state="done"}': 4,
      'nightdesk_calls{outcome="paged with case"}': 1,
      'nightdesk_promises{state="open"}': 1,
      'nightdesk_carrier_requests_total{outcome="done",request="ring"}': 1,
      'nightdesk_carrier_requests_total{outcome="done",request="text"}': 4,
      'nightdesk_oldest_due_seconds{what="pages"}': 0,
      'nightdesk_oldest_due_seconds{what="sends"}': 0,
      nightdesk_attempts_unknown_total: 0,
      nightdesk_attempts_sent_again_total: 0,
      nightdesk_attempts_made_twice_total: 0,
      nightdesk_alarms_total: 0,
      nightdesk_database_up: 1,
      [`nightdesk_info{carrier="twilio",database="${kind}",version="${version}"}`]: 1,
    };
    expect(only(all, expected)).toEqual(expected);
    const turns = all.get('nightdesk_turn_duration_seconds_count{words="flow"}') ?? 0;
    expect(turns).toBeGreaterThan(5);
    expect([...all.keys()].join('\n')).not.toMatch(/kim|botany|bot12|\d{7}|CS0/i);
    expect(all.get('nightdesk_turn_duration_seconds_bucket{le="+Inf",words="flow"}')).toBe(turns);
    await night.ends();
  });

  test('shows an outcome that is not known, and a ring that is sent again for it', async () => {
    await begin();
    const { faults } = night.exchange;
    faults.failRest(({ path, method }) => /Calls\.json/.test(path) && method === 'POST', 'reset', { times: 1 });
    await saysCriticalAndLeaves();
    const before = await figures();
    const unknown = {
      'nightdesk_attempts{kind="ring",state="unknown"}': 1,
      nightdesk_attempts_unknown_total: 1,
      'nightdesk_carrier_requests_total{outcome="unknown",request="ring"}': 1,
      'nightdesk_key_to_carrier_seconds_count{kind="ring"}': undefined,
    };
    expect(only(before, unknown)).toEqual(unknown);
    await takesAndCallsLater(night.phone('kim'));
    const sentAgain = {
      'nightdesk_attempts{kind="ring",state="unknown"}': undefined,
      'nightdesk_attempts{kind="ring",state="done"}': 1,
      nightdesk_attempts_sent_again_total: 1,
      nightdesk_attempts_made_twice_total: 0,
      'nightdesk_key_to_carrier_seconds_count{kind="ring"}': 1,
      'nightdesk_key_to_carrier_seconds_bucket{kind="ring",le="5"}': 0,
      'nightdesk_key_to_carrier_seconds_bucket{kind="ring",le="20"}': 1,
    };
    expect(only(await figures(), sentAgain)).toEqual(sentAgain);
    await night.ends();
  });

  test('shows how long a page has been overdue, the alarms and the lifeline, while our own rooms fail', async () => {
    await begin();
    night.names(/alarm: (a call was served by the lifeline|moving a page that is due failed)/);
    await saysCritical(night.phone('caller'));
    // An error that is no alarm is not counted as one.
    night.names(/a turn came for a leg that we do not know/);
    await webhook(night, '/voice/legs/nobody/turns/0', {});
    const { store } = night.app.context;
    const { transact } = store;
    store.transact = () => Promise.reject(new Error('the database is busy'));
    await night.passes(limits.deadManSeconds + 30);
    const all = await figures();
    const overdue = all.get('nightdesk_oldest_due_seconds{what="pages"}') ?? 0;
    expect(overdue).toBeGreaterThan(25);
    expect(overdue).toBeLessThanOrEqual(30);
    expect(all.get('nightdesk_turn_duration_seconds_count{words="lifeline"}')).toBeGreaterThan(0);
    expect(all.get('nightdesk_alarms_total')).toBe(night.errors.filter((line) => line.startsWith('alarm:')).length);
    store.transact = transact;
  });

  test('leaves out what cannot be read, and goes on with the rest', async () => {
    await begin();
    await saysCritical(night.phone('caller'));
    expect((await figures()).get('nightdesk_pages{state="waiting"}')).toBe(1);
    await night.app.context.store.close();
    const all = await figures();
    const without = {
      nightdesk_database_up: 0,
      'nightdesk_pages{state="waiting"}': undefined,
      'nightdesk_oldest_due_seconds{what="pages"}': undefined,
      nightdesk_attempts_unknown_total: 0,
    };
    expect(only(all, without)).toEqual(without);
  });
});

describe('this process', () => {
  afterEach(() => night.close());

  test('says how old the last tick is, and counts what was made twice', async () => {
    night = await Night.begin('sqlite');
    const { context } = night.app;
    const metrics = createMetrics();
    let last: number | null = null;
    const app = express().use(metrics.router({ context, carrier: 'exchange', lastTickAt: () => last }));
    const read = async () => readFigures((await request(app).get('/metrics')).text);
    await night.passes(3);
    expect((await read()).get('nightdesk_last_tick_age_seconds')).toBe(3);
    last = night.clock.now();
    await night.passes(2);
    metrics.measures.madeTwice();
    const all = await read();
    expect(all.get('nightdesk_last_tick_age_seconds')).toBe(2);
    expect(all.get('nightdesk_attempts_made_twice_total')).toBe(1);
  });
});

test('is of the version that package.json names', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ version });
});
