import { expect } from 'vitest';
import { decideVersionNow } from '../../src/actions/decideVersion.ts';
import { withdrawHeld } from '../../src/actions/sourceChanged.ts';
import { notePersonFact } from '../../src/store/write/peopleFacts.ts';
import { heldVersions } from '../../src/store/write/versions.ts';
import type { Night } from '../night/night.ts';
import { isWoken, saysCritical, saysNewCritical, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** Kim's weeks become Alex's, and after this week there are none: nobody is on call from Monday on. */
const alexAndThenNobody = (text: string) =>
  text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe').replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261120T000000Z');

async function changes(night: Night, file: string, change: (text: string) => string): Promise<void> {
  night.edits(file, change);
  await night.app.lookAtFiles();
  await night.settled();
}

function rotaChanges(night: Night, change: (text: string) => string): Promise<void> {
  return changes(night, 'aims.ics', change);
}

/** Whom the API names for AIMS some hours ago. */
async function wasOnCall(night: Night, hoursAgo: number): Promise<string[]> {
  const at = new Date(night.clock.now() - hoursAgo * 3_600_000).toISOString();
  const answer: { people: { id: string }[] } = (await night.api(`/on-call?team=aims&at=${at}`)).json;
  return answer.people.map(({ id }) => id);
}

/** What has to be put right, and with "?" what only deserves a look. */
async function checked(night: Night): Promise<string[]> {
  const { items }: { items: { kind: string; isFault: boolean; file: string | null }[] } = (
    await night.api('/rotas/check?team=aims')
  ).json;
  return items.map(({ kind, isFault, file }) => `${isFault ? '!' : '?'} ${kind} ${file}`).sort();
}

async function callsAndLeaves({ caller }: Scene, says = saysCritical): Promise<void> {
  await says(caller);
  await caller.hangsUp();
}

story(
  'a changed rota that opens a gap is held back: the old person is woken, the lead approves by text, the new one is woken',
  async (scene) => {
    const { night, kim, alex, pat } = scene;
    night.names(/alarm: (a changed file is held back|nobody is on call in required cover)/);
    await rotaChanges(night, alexAndThenNobody);
    const held = await pat.getsText(
      /aims\.ics is held back.*nobody would be on call from Mon 23 Nov.*Reply 47 to approve/,
    );
    expect(held).toMatch(/AIMS: Sat 21 Nov 02:00-Mon 08:00/);
    const versions: { items: { state: string; changes: string[] }[] } = (await night.api('/versions')).json;
    expect(versions.items[0]).toMatchObject({
      state: 'quarantined',
      changes: [
        'AIMS: Sat 21 Nov 02:00–Mon 08:00: was Kim Lee, now Alex Roe',
        expect.stringMatching(/^AIMS: Mon 23 Nov 08:00–.*: was Kim Lee, now nobody$/),
      ],
    });
    await callsAndLeaves(scene);
    await isWoken(kim);
    await takesByText(kim);
    // Looking again asks nobody a second time.
    await night.app.lookAtFiles();
    await pat.texts('47');
    await pat.getsText(/aims\.ics is in force now/);
    await night.app.lookAtFiles();
    await night.settled();
    await callsAndLeaves(scene, saysNewCritical);
    await isWoken(alex, /CS0000002/);
    await takesByText(alex, '47', 'CS0000002');
    // Shifts that have been stay as they were.
    const past = new Date(night.clock.now() - 3_600_000).toISOString();
    expect((await night.api(`/on-call?team=aims&at=${past}`)).json).toMatchObject({ people: [{ id: 'kim' }] });
    await pat.getsText(/AIMS.*nobody is on call/i, 60);
  },
);

story('a changed rota that a lead rejects never comes into force', async (scene) => {
  const { night, kim, pat } = scene;
  night.names(/alarm: a changed file is held back/);
  await rotaChanges(night, alexAndThenNobody);
  await pat.getsText(/Reply 47 to approve, 47 no to reject/);
  await pat.texts('47 no');
  await pat.getsText(/aims\.ics is rejected; the one before stays in force/);
  await night.app.lookAtFiles();
  const versions: { items: { id: string; state: string; acceptedBy: string }[] } = (await night.api('/versions')).json;
  expect(versions.items[0]).toMatchObject({ name: 'aims.ics', state: 'rejected', acceptedBy: 'Pat Moss by text' });
  const late = await night.api(`/versions/${versions.items[0]?.id}/approve`, { by: 'Sam' });
  expect(late.status).toBe(409);
  await callsAndLeaves(scene);
  await isWoken(kim);
  await takesByText(kim);
});

story('a rota that only changes who is on call comes into force by itself', async (scene) => {
  const { night, alex } = scene;
  await rotaChanges(night, (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe'));
  await callsAndLeaves(scene);
  await isWoken(alex);
  await takesByText(alex);
});

story(
  'a rota with an unknown name, and a torn one, are held back with their line, and mended by the next',
  async (scene) => {
    const { night, alex, pat } = scene;
    night.names(/alarm: a changed file is held back/);
    await rotaChanges(night, (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Jo Doe'));
    await pat.getsText(/aims\.ics is held back.*aims\.ics line \d+: The rota names "Jo Doe".*Reply 47 to approve/);
    await rotaChanges(night, (text) => text.slice(0, text.indexOf('END:VCALENDAR')));
    await pat.getsText(/aims\.ics is held back.*cut off.*Correct the file\.$/);
    await rotaChanges(night, (text) => `${text}END:VCALENDAR\n`.replace('SUMMARY:Jo Doe', 'SUMMARY:Alex Roe'));
    await callsAndLeaves(scene);
    await isWoken(alex);
    await takesByText(alex);
  },
);

story('started again with a rota that is torn: the one before stays in force, and the lead is told', async (scene) => {
  const { night, kim, pat } = scene;
  night.names(/alarm: a changed file is held back/);
  await night.stops();
  night.edits('aims.ics', (text) => text.slice(0, 80));
  await night.starts();
  await pat.getsText(/aims\.ics is held back.*Correct the file\.$/);
  await callsAndLeaves(scene);
  await isWoken(kim);
  await takesByText(kim);
});

story(
  'a lead is asked once, however often the service starts again, and never again of what was rejected',
  async ({ night, pat }) => {
    night.names(/alarm: a changed file is held back/);
    await rotaChanges(night, alexAndThenNobody);
    await pat.getsText(/aims\.ics is held back.*Reply 47/);
    await night.stops();
    await night.starts();
    expect(pat.namesTexts()).toBe(0);
    await pat.texts('47 no');
    await pat.getsText(/aims\.ics is rejected/);
    await night.stops();
    await night.starts();
    expect(pat.namesTexts()).toBe(0);
  },
);

story(
  'a directory without a team is held back, and whoever leads several teams is asked once',
  async ({ night, pat }) => {
    night.names(/alarm: a changed file is held back/);
    const lab = '\n  lab: { name: Lab, rota: ds.ics, lead: pat, policy: standard }';
    await changes(night, 'directory.yaml', (text) =>
      text.replace('teams:', `teams:${lab}`).replace('lead: robin', 'lead: pat'),
    );
    await changes(night, 'directory.yaml', (text) => text.replace(lab, ''));
    await pat.getsText(/directory\.yaml is held back\. The team "lab" would be gone\. Reply 47/);
  },
);

story('a rota that ends early is held back with the share of the duty that would be left', async ({ night, pat }) => {
  night.names(/alarm: a changed file is held back/);
  await rotaChanges(night, (text) => text.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20270901T000000Z'));
  await rotaChanges(night, (text) => text.replace('UNTIL=20270901', 'UNTIL=20270301'));
  await pat.getsText(/aims\.ics is held back\. AIMS: of the duty from now on only 3\d % would be left\./);
});

story('a fault that a lead has approved holds back no later change, and a hint never does', async (scene) => {
  const { night, alex, pat } = scene;
  night.names(/alarm: a changed file is held back/);
  const stranger =
    'BEGIN:VEVENT\nUID:jo\nDTSTART:20261201T000000Z\nDTEND:20261201T010000Z\nSUMMARY:Jo Doe\nEND:VEVENT\n';
  await rotaChanges(night, (text) => text.replace('END:VCALENDAR', `${stranger}END:VCALENDAR`));
  expect(await checked(night)).toContain('! held aims.ics');
  await pat.getsText(/aims\.ics is held back.*The rota names "Jo Doe".*Reply 47/);
  await pat.texts('47');
  await pat.getsText(/aims\.ics is in force now/);
  await rotaChanges(night, (text) =>
    text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe').replace('VERSION:2.0', 'VERSION:2.0\nwritten by hand'),
  );
  expect(await checked(night)).toEqual(['! unknownPerson aims.ics', '? hint aims.ics']);
  await callsAndLeaves(scene);
  await isWoken(alex);
  await takesByText(alex);
});

story('what a lead approves hours later counts from then on, not from when it was written', async ({ night, pat }) => {
  night.names(/alarm: (a changed file is held back|nobody is on call in required cover)/);
  await rotaChanges(night, alexAndThenNobody);
  await pat.getsText(/aims\.ics is held back.*Reply 47/);
  await night.passes(7200);
  await pat.texts('47');
  await pat.getsText(/aims\.ics is in force now/);
  await night.app.lookAtFiles();
  await night.passes(3600);
  await pat.getsText(/^AIMS: nobody is on call/);
  expect([await wasOnCall(night, 1.5), await wasOnCall(night, 0.5)]).toEqual([['kim'], ['alex']]);
});

story('a change that the database could not keep at once is not lost', async (scene) => {
  const { night, alex } = scene;
  const { store } = night.app.context;
  const { transact } = store;
  night.names(/alarm: looking at the files failed and is tried again/);
  let looked = false;
  store.transact = (work) => {
    if (looked) return Promise.reject(new Error('the database is busy'));
    looked = true;
    return transact(work);
  };
  await rotaChanges(night, (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe'));
  store.transact = transact;
  await night.app.lookAtFiles();
  await callsAndLeaves(scene);
  await isWoken(alex);
  await takesByText(alex);
});

story('a file that cannot be read is not approved, not even over the API', async (scene) => {
  const { night, alex, pat } = scene;
  night.names(/alarm: a changed file is held back/);
  await rotaChanges(night, (text) => text.slice(0, text.indexOf('END:VCALENDAR')));
  await pat.getsText(/aims\.ics is held back.*Correct the file\.$/);
  const versions: { items: { id: string }[] } = (await night.api('/versions')).json;
  const approved = await night.api(`/versions/${versions.items[0]?.id}/approve`, { by: 'Sam' });
  expect(approved.status).toBe(409);
  await rotaChanges(night, (text) => `${text}END:VCALENDAR\n`.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe'));
  await callsAndLeaves(scene);
  await isWoken(alex);
  await takesByText(alex);
});

story('what is approved just when it is to be withdrawn stays in force', async ({ night, pat }) => {
  night.names(/alarm: (a changed file is held back|nobody is on call in required cover)/);
  await rotaChanges(night, alexAndThenNobody);
  await pat.getsText(/aims\.ics is held back/);
  const { context } = night.app;
  const [held] = await heldVersions(context.store.read);
  const { transact } = context.store;
  context.store.transact = async (work) => {
    context.store.transact = transact;
    expect(await decideVersionNow(context, held?.id ?? '', 'approve', 'Sam')).toBeNull();
    return transact(work);
  };
  await withdrawHeld(context, () => false);
  await night.app.lookAtFiles();
  await pat.getsText(/^AIMS: nobody is on call/);
  expect(await wasOnCall(night, 0)).toEqual(['alex']);
});

/** The carrier has refused texts to them, some hours ago. */
async function areRefused(night: Night, phones: readonly Telephone[], hoursAgo: number): Promise<void> {
  const since = night.clock.now() - hoursAgo * 3_600_000;
  await night.app.context.store.transact(async (tx) => {
    for (const { phone } of phones)
      await notePersonFact(tx, { address: phone.number, fact: 'textsRefused', since, detail: 'carrier error 21614' });
  });
}

story(
  'a lead whose number the carrier has refused is asked all the same when no other lead can be',
  async ({ night, pat, robin }) => {
    night.names(/alarm: a changed file is held back/);
    await areRefused(night, [pat, robin], 0);
    await rotaChanges(night, alexAndThenNobody);
    await pat.getsText(/aims\.ics is held back/);
  },
);

story(
  'a lead whose number the carrier refused yesterday is believed to take our texts again',
  async ({ night, pat }) => {
    night.names(/alarm: a changed file is held back/);
    await areRefused(night, [pat], 13);
    await rotaChanges(night, alexAndThenNobody);
    await pat.getsText(/aims\.ics is held back/);
  },
);
