import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changesAnswer, wholeVersionAnswer } from '../src/domain/changesApi.ts';
import { consoleLimits } from '../src/domain/consoleLimits.ts';
import { timelineAnswer } from '../src/domain/timelineApi.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { calendar, shift } from './rotaText.ts';

let night: Night;

const changes = async () => answered(await ask(night, '/rotas/changes'), changesAnswer);
const whole = async (id: string) => answered(await ask(night, `/versions/${id}`), wholeVersionAnswer);

async function edits(file: string, change: (text: string) => string): Promise<void> {
  night.edits(file, change);
  await night.app.lookAtFiles();
  await night.settled();
}

const marks = { same: ' ', gone: '-', new: '+', skipped: '…' } as const;
const differenceOf = async (id: string) => (await whole(id)).lines.map(({ kind, text }) => `${marks[kind]}${text}`);

const weekly = 'FREQ=WEEKLY';
const untilMonday = 'FREQ=WEEKLY;UNTIL=20261120T000000Z';

describe.each(databases)('files held back, over the API on %s', (kind) => {
  beforeAll(async () => {
    // Alex beside whoever it is on one evening, so that the rota has a change.
    const evening =
      'BEGIN:VEVENT\nUID:evening\nDTSTART:20261123T000000Z\nDTEND:20261123T030000Z\nSUMMARY:Alex Roe\nEND:VEVENT\n';
    night = await Night.begin(kind, {
      schedules: { 'ds.ics': (text) => text.replace('END:VCALENDAR', `${evening}END:VCALENDAR`) },
    });
  });

  afterAll(() => night.close());

  test('nothing waits, and nothing was decided', async () => {
    expect(await changes()).toEqual({ zone: 'America/Chicago', held: [], decided: [] });
  });

  test('a held rota is shown with what may be done and with the lines that changed', async () => {
    await edits('aims.ics', (text) => text.replace(weekly, untilMonday));
    const { held, decided } = await changes();
    expect(held).toMatchObject([
      {
        version: {
          name: 'aims.ics',
          kind: 'rota',
          state: 'quarantined',
          why: expect.stringMatching(/nobody would be/),
        },
        acts: { approve: null, reject: null },
        comesWith: [],
      },
    ]);
    expect(decided).toEqual([]);
    const one = await whole(held[0]?.version.id ?? '');
    expect(one.against).toMatchObject({ name: 'aims.ics', state: 'inForce' });
    expect(one.left).toBe(0);
    expect(one.lines.filter(({ kind: what }) => what === 'gone' || what === 'new')).toEqual([
      { kind: 'gone', text: `RRULE:${weekly}`, before: 9, after: null },
      { kind: 'new', text: `RRULE:${untilMonday}`, before: null, after: 9 },
    ]);
    expect(one.lines.filter(({ kind: what }) => what === 'same')).toHaveLength(2 * consoleLimits.diffAround - 2);
  });

  test('what is decided leaves the list, and its difference stays what it was', async () => {
    const id = (await changes()).held[0]?.version.id ?? '';
    const before = await differenceOf(id);
    expect((await post(night, `/versions/${id}/approve`).send({ by: 'Pat Moss' })).status).toBe(200);
    await night.app.lookAtFiles();
    const { held, decided } = await changes();
    expect([held, decided]).toMatchObject([[], [{ id, state: 'inForce', acceptedBy: 'Pat Moss' }]]);
    // Also when the next one is in force.
    await edits('aims.ics', (text) => text.replace(untilMonday, weekly));
    expect(await differenceOf(id)).toEqual(before);
    expect((await whole(id)).acts).toEqual({
      approve: 'This version came into force already; there is nothing to approve.',
      reject: 'This version came into force already; there is nothing to reject.',
    });
  });

  test('a file that cannot be read may be rejected and not approved, and says why', async () => {
    await edits('aims.ics', (text) => text.slice(0, text.indexOf('END:VCALENDAR')));
    const [one] = (await changes()).held;
    expect(one).toMatchObject({
      version: { state: 'unreadable' },
      acts: { approve: expect.stringMatching(/cannot be read; correct its file/), reject: null },
    });
    expect((await differenceOf(one?.version.id ?? '')).at(-1)).toBe('-END:VCALENDAR');
    await edits('aims.ics', (text) => `${text}END:VCALENDAR\n`);
    expect((await changes()).held).toEqual([]);
  });

  test('what comes with another one is shown with it, not beside it', async () => {
    const lab = '\n  lab: { name: Lab, rota: lab.ics, lead: pat, policy: standard }';
    night.writes('lab.ics', calendar(shift('Jo Doe', '20261105T080000', '20261225T080000')));
    await edits('directory.yaml', (text) => text.replace('teams:', `teams:${lab}`));
    const { held } = await changes();
    expect(held.map(({ version, comesWith }) => [version.name, comesWith.map(({ name }) => name)])).toEqual([
      ['directory', ['lab.ics']],
    ]);
    expect((await whole(held[0]?.version.id ?? '')).comesWith.map(({ name }) => name)).toEqual(['lab.ics']);
    // They are one decision.
    expect((await night.api('/now')).json).toMatchObject({ held: 1 });
    const beside = await whole(held[0]?.comesWith[0]?.id ?? '');
    expect([beside.against, beside.lines.every(({ kind: what }) => what === 'new')]).toEqual([null, true]);
  });

  test('a version that there is not', async () => {
    expectProblem(await ask(night, '/versions/ver_none'), 404, /There is no version "ver_none"/);
  });

  test('of a difference that is too long the rest is counted', async () => {
    await edits('ds.ics', (text) =>
      text.replace('BEGIN:VEVENT', `${'X-LINE:1\n'.repeat(consoleLimits.diffLines + 20)}BEGIN:VEVENT`),
    );
    const versions: { items: { id: string; name: string }[] } = (await night.api('/versions')).json;
    const one = await whole(versions.items.find(({ name }) => name === 'ds.ics')?.id ?? '');
    expect(one.lines).toHaveLength(consoleLimits.diffLines);
    expect(one.left).toBeGreaterThan(20);
  });

  test('the rotas of all teams over one time, and of one', async () => {
    const time = 'from=2026-11-21T18:00:00-06:00&to=2026-11-23T18:00:00-06:00';
    const all = answered(await ask(night, `/on-call/timeline?${time}`), timelineAnswer);
    expect(all).toMatchObject({ zone: 'America/Chicago', from: '2026-11-22T00:00:00.000Z', left: 0 });
    expect(all.teams.map(({ id, name, next }) => [id, name, next])).toEqual([
      ['aims', 'AIMS', null],
      ['ds', 'DS', null],
    ]);
    const alone = answered(await ask(night, `/on-call/timeline?team=ds&${time}`), timelineAnswer);
    expect(alone.teams).toEqual(all.teams.slice(1));
    const list: { items: unknown[] } = (await night.api(`/on-call/segments?team=ds&${time}`)).json;
    expect(alone.teams[0]?.segments).toEqual(list.items);
    // Where it is not known who is on call, the list has a border.
    const { from, to } = alone.teams[0]?.workedOut ?? { from: '', to: '' };
    expect(Date.parse(to)).toBeGreaterThan(night.clock.now() + 399 * 86_400_000);
    expect(Date.parse(from)).toBeLessThan(night.clock.now() - 39 * 86_400_000);
    const end = answered(
      await ask(night, `/on-call/timeline?team=ds&from=2027-12-20T00:00:00Z&to=2028-01-10T00:00:00Z`),
      timelineAnswer,
    );
    expect(end.teams[0]?.segments.map((one) => one.from)).toContain(to);
    expectProblem(await ask(night, `/on-call/timeline?team=x&${time}`), 404, /There is no team "x"/);
  });
});
