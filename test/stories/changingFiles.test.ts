import { expect } from 'vitest';
import { whoIsOnCall } from '../../src/oncall/whoIsOnCall.ts';
import { firstSources } from '../../src/sources/firstSources.ts';
import { liveSources } from '../../src/sources/liveSources.ts';
import { readDisk } from '../../src/sources/readDisk.ts';
import { rotaBuilder } from '../../src/sources/rotaBuilder.ts';
import { insertVersion } from '../../src/store/write/versions.ts';
import type { Night } from '../night/night.ts';
import { saysCritical, saysNewCritical, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';
import { aVersion } from '../someRows.ts';

const shift = (summary: string, from = '20261105T080000', to = '20270105T080000') =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:one\r\nDTSTART;TZID=America/Chicago:${from}\r\nDTEND;TZID=America/Chicago:${to}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;

async function looks(night: Night): Promise<void> {
  await night.app.lookAtFiles();
  await night.settled();
}

async function edits(night: Night, file: string, change: (text: string) => string): Promise<void> {
  night.edits(file, change);
  await looks(night);
}

async function callsAndIsTakenBy({ caller }: Pick<Scene, 'caller'>, technician: Telephone, number: string) {
  await (number === 'CS0000001' ? saysCritical : saysNewCritical)(caller);
  await caller.hangsUp();
  await technician.getsText(new RegExp(number));
  await technician.rings();
  await technician.texts('47');
  await technician.getsText(new RegExp(`You have taken ${number}`));
}

/** Whom the API names for AIMS some hours ago (or ahead). */
async function wasOnCall(night: Night, hoursAgo: number): Promise<string[]> {
  const at = new Date(night.clock.now() - hoursAgo * 3_600_000).toISOString();
  const answer: { people: { id: string }[] } = (await night.api(`/on-call?team=aims&at=${at}`)).json;
  return answer.people.map(({ id }) => id);
}

const kimToAlex = (text: string) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe');
const alexToKim = (text: string) => text.replace('SUMMARY:Alex Roe', 'SUMMARY:Kim Lee');

story(
  'a file of overrides that the directory names while the service runs takes the place of the rota',
  async (scene) => {
    const { night, kim, alex } = scene;
    await night.passes(7200);
    night.writes('swaps.ics', shift('Alex Roe', '20261120T180000', '20261121T080000'));
    await edits(night, 'directory.yaml', (text) =>
      text.replace('rota: aims.ics,', 'rota: aims.ics, overrides: swaps.ics,'),
    );
    await callsAndIsTakenBy(scene, alex, 'CS0000001');
    expect(await wasOnCall(night, 1)).toEqual(['kim']);
    // The file is watched from now on as any other, and the service starts with it.
    await edits(night, 'swaps.ics', (text) => text.replace('T080000\r\nSUMMARY', 'T010000\r\nSUMMARY'));
    await night.stops();
    await night.starts();
    await callsAndIsTakenBy(scene, kim, 'CS0000002');
  },
);

story('two files are one rota: both people are woken', async (scene) => {
  const { night, kim, alex } = scene;
  night.writes('more.ics', shift('Alex Roe'));
  await edits(night, 'directory.yaml', (text) => text.replace('rota: aims.ics,', 'rota: [aims.ics, more.ics],'));
  await saysCritical(scene.caller);
  await scene.caller.hangsUp();
  await kim.getsText(/CS0000001/);
  await alex.getsText(/CS0000001/);
  await kim.rings();
  await alex.rings();
  await takesByText(kim);
  await alex.getsText(/CS0000001: taken by Kim Lee/);
});

story(
  'a team that is added while the service runs is there at once; one whose rota names a stranger is not',
  async ({ night, pat, robin }) => {
    const lab = 'teams:\n  lab: { name: Lab, rota: lab.ics, lead: pat, policy: standard }';
    night.names(/alarm: a changed file is held back/);
    night.writes('lab.ics', shift('Jo Doe'));
    await edits(night, 'directory.yaml', (text) => text.replace('teams:', lab));
    await pat.getsText(
      /directory\.yaml is held back.*lab\.ics line 3: The rota names "Jo Doe".*Lab: a new team\. Reply 47/,
    );
    await robin.getsText(/directory\.yaml is held back/);
    expect((await night.api('/on-call?team=lab')).status).toBe(404);
    await edits(night, 'lab.ics', (text) => text.replace('Jo Doe', 'Kim Lee'));
    expect((await night.api('/on-call?team=lab')).json).toMatchObject({ people: [{ id: 'kim' }] });
    await night.stops();
    await night.starts();
    expect((await night.api('/on-call?team=lab')).json).toMatchObject({ people: [{ id: 'kim' }] });
    await pat.texts('47');
    await pat.getsText(/is over, because its file has changed since/);
  },
);

story('what is held back and taken back from the disk can no longer be approved', async (scene) => {
  const { night, kim, pat } = scene;
  night.names(/alarm: a changed file is held back/);
  await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Jo Doe'));
  await pat.getsText(/aims\.ics is held back.*Reply 47 to approve/);
  await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Jo Doe', 'SUMMARY:Kim Lee'));
  await pat.texts('47');
  await pat.getsText(/is over, because its file has changed since; there is nothing to approve/);
  const versions: { items: { state: string }[] } = (await night.api('/versions')).json;
  expect(versions.items[0]).toMatchObject({ state: 'superseded' });
  await callsAndIsTakenBy(scene, kim, 'CS0000001');
  // The same text once more is asked about once more.
  await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Jo Doe'));
  await pat.getsText(/aims\.ics is held back.*Reply 48 to approve/);
});

story('a rota that goes there and back leaves every shift that has been as it was', async ({ night }) => {
  await night.passes(3600);
  await edits(night, 'aims.ics', kimToAlex);
  await night.passes(3600);
  await edits(night, 'aims.ics', alexToKim);
  await night.passes(3600);
  await looks(night);
  const seen = async () => [await wasOnCall(night, 2.5), await wasOnCall(night, 1.5), await wasOnCall(night, 0.5)];
  expect(await seen()).toEqual([['kim'], ['alex'], ['kim']]);
  await night.stops();
  await night.starts();
  expect(await seen()).toEqual([['kim'], ['alex'], ['kim']]);
});

story(
  'a name that the directory takes from one person and gives to another changes no shift that has been',
  async ({ night }) => {
    await night.passes(3600);
    await edits(night, 'directory.yaml', (text) =>
      text.replace('name: Kim Lee,', 'name: Kim Poe,').replace('alex: { name: Alex Roe', 'alex: { name: Kim Lee'),
    );
    await night.passes(3600);
    expect([await wasOnCall(night, 1.5), await wasOnCall(night, 0.5)]).toEqual([['kim'], ['alex']]);
  },
);

story('a new person and their shifts, written at the same time, are in force at once', async ({ night }) => {
  night.edits('directory.yaml', (text) =>
    text.replace('people:', 'people:\n  jo: { name: Jo Doe, phone: "+16085550114" }'),
  );
  await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Jo Doe'));
  expect(await wasOnCall(night, -1)).toEqual(['jo']);
});

story(
  'a rota that names a stranger comes into force by itself once the directory knows them',
  async ({ night, pat }) => {
    night.names(/alarm: a changed file is held back/);
    await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Jo Doe'));
    await pat.getsText(/aims\.ics is held back.*The rota names "Jo Doe"/);
    await edits(night, 'directory.yaml', (text) =>
      text.replace('people:', 'people:\n  jo: { name: Jo Doe, phone: "+16085550114" }'),
    );
    expect(await wasOnCall(night, -1)).toEqual(['jo']);
    await pat.texts('47');
    await pat.getsText(/is over, because its file has changed since/);
  },
);

story('a file that is torn holds back no other', async (scene) => {
  const { night, alex, robin } = scene;
  night.names(/alarm: a changed file is held back/);
  await edits(night, 'ds.ics', (text) => text.slice(0, 80));
  await robin.getsText(/ds\.ics is held back.*Correct the file\.$/);
  await edits(night, 'aims.ics', kimToAlex);
  await callsAndIsTakenBy(scene, alex, 'CS0000001');
});

story('a new team whose rota leaves a gap is held back', async ({ night, pat, robin }) => {
  night.names(/alarm: a changed file is held back/);
  night.writes('lab.ics', shift('Kim Lee', '20261105T080000', '20261125T080000'));
  await edits(night, 'directory.yaml', (text) =>
    text.replace('teams:', 'teams:\n  lab: { name: Lab, rota: lab.ics, lead: pat, policy: standard }'),
  );
  await pat.getsText(/directory\.yaml is held back\. Lab: nobody would be on call from Wed 25 Nov 18:00/);
  await robin.getsText(/directory\.yaml is held back/);
});

story(
  'a second file that becomes one of overrides leaves the shifts that have been as they were',
  async ({ night }) => {
    night.writes('more.ics', shift('Alex Roe'));
    await edits(night, 'directory.yaml', (text) => text.replace('rota: aims.ics,', 'rota: [aims.ics, more.ics],'));
    await night.passes(3600);
    await edits(night, 'directory.yaml', (text) =>
      text.replace('rota: [aims.ics, more.ics],', 'rota: aims.ics, overrides: more.ics,'),
    );
    await night.passes(3600);
    expect([await wasOnCall(night, 1.5), await wasOnCall(night, 0.5)]).toEqual([['kim', 'alex'], ['alex']]);
  },
);

story(
  'a version that cannot be read any more is held back at the start, and the one before it counts',
  async (scene) => {
    const { night, kim } = scene;
    night.names(/alarm: a version does not fit what is in force, and is held back/);
    const broken = aVersion('ver_broken', 'broken', { kind: 'directory', name: 'directory', text: 'people: [' });
    await night.app.context.store.transact((tx) => insertVersion(tx, broken));
    await night.stops();
    await night.starts();
    await callsAndIsTakenBy(scene, kim, 'CS0000001');
  },
);

story(
  'what another process puts in force while this one starts is taken over at once, and one of the two reads the files',
  async ({ night }) => {
    const { store, clock, ids, log } = night.app.context;
    const build = rotaBuilder(clock);
    const options = { ...night.config(), now: clock.now() };
    const disk = readDisk(options);
    const { sources: first, revision: firstRevision } = await firstSources({
      store,
      clock,
      ids,
      log,
      build,
      disk,
      options,
    });
    await edits(night, 'aims.ics', kimToAlex);
    const seen: string[] = [];
    const second = liveSources({
      ...{ store, clock, ids, log, build, disk, options, first, firstRevision, watchMs: 1e9, revisionMs: 1e9 },
      inForce: async ({ rotas }) =>
        void seen.push(...(rotas.aims ? whoIsOnCall(rotas.aims.index, clock.now()).people : [])),
      changed: async () => {
        throw new Error('the first process has the right to read the files');
      },
      withdraw: async () => {},
    });
    await second.settled();
    expect(seen).toEqual(['alex']);
    // Only one of them reads the files.
    night.edits('aims.ics', alexToKim);
    await second.look();
    await second.stop();
    await looks(night);
    expect(await wasOnCall(night, -1)).toEqual(['kim']);
  },
);

/** A calendar that has somebody on call in every week. */
const always = (summary: string) =>
  shift(summary, '20260105T080000', '20260112T080000').replace('SUMMARY', 'RRULE:FREQ=WEEKLY\r\nSUMMARY');

/** What the check says about AIMS, apart from its gaps. */
async function hintsOfAims(night: Night): Promise<string[]> {
  const answer: { items: { kind: string; text: string }[] } = (await night.api('/rotas/check?team=aims')).json;
  return answer.items.filter(({ kind }) => kind === 'hint').map(({ text }) => text);
}

story('a rota that is saved as UTF-16 comes into force, and whom it names is woken', async (scene) => {
  const { night, alex } = scene;
  night.writes('aims.ics', Buffer.from(`\uFEFF${always('Alex Roe')}`, 'utf16le'));
  await looks(night);
  await callsAndIsTakenBy(scene, alex, 'CS0000001');
  expect(await hintsOfAims(night)).toEqual([]);
  // Saved as UTF-8 it is the text that it was: nothing has changed.
  const versions = async () => ((await night.api('/versions')).json as { items: unknown[] }).items.length;
  const before = await versions();
  night.writes('aims.ics', always('Alex Roe'));
  await looks(night);
  expect(await versions()).toBe(before);
});

story(
  'a rota that is saved as Windows-1252 comes into force with a hint, until it is saved as UTF-8',
  async (scene) => {
    const { night, sam } = scene;
    await edits(night, 'directory.yaml', (text) => text.replace('name: Sam Diaz', 'name: Zoë Diaz'));
    night.writes('aims.ics', Buffer.from(always('Zoë Diaz'), 'latin1'));
    await looks(night);
    await callsAndIsTakenBy(scene, sam, 'CS0000001');
    const hint = 'Line 8 is not in UTF-8, and read as Windows-1252; look at the names, and save the file as UTF-8.';
    expect(await hintsOfAims(night)).toEqual([hint]);
    // What is kept says so as well.
    await night.stops();
    await night.starts();
    expect(await hintsOfAims(night)).toEqual([hint]);
    night.writes('aims.ics', always('Zoë Diaz'));
    await looks(night);
    expect(await hintsOfAims(night)).toEqual([]);
  },
);
