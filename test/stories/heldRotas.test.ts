import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { saysCritical } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** Kim's weeks become Alex's, and after this week there are none: nobody is on call from Monday on. */
const alexAndThenNobody = (text: string) =>
  text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe').replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261120T000000Z');

async function rotaChanges(night: Night, change: (text: string) => string): Promise<void> {
  night.edits('aims.ics', change);
  await night.app.lookAtFiles();
  await night.settled();
}

async function callsAndLeaves({ caller }: Scene): Promise<void> {
  await saysCritical(caller);
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
    expect(held).toMatch(/AIMS: Sat 21 Nov 02:00-Mon 23 Nov 08:00/);
    const versions: { items: { state: string; changes: string[] }[] } = (await night.api('/versions')).json;
    expect(versions.items[0]).toMatchObject({
      state: 'quarantined',
      changes: [
        'AIMS: Sat 21 Nov 02:00–Mon 23 Nov 08:00: was Kim Lee, now Alex Roe',
        expect.stringMatching(/^AIMS: Mon 23 Nov 08:00–.*: was Kim Lee, now nobody$/),
      ],
    });
    await callsAndLeaves(scene);
    await kim.getsText(/CS0000001/);
    await kim.rings();
    await kim.texts('47');
    await kim.getsText(/You have taken CS0000001/);
    // Looking again asks nobody a second time.
    await night.app.lookAtFiles();
    await pat.texts('47');
    await pat.getsText(/aims\.ics is in force now/);
    await night.app.lookAtFiles();
    await night.settled();
    await callsAndLeaves(scene);
    await alex.getsText(/CS0000002/);
    await alex.rings();
    await alex.texts('47');
    await alex.getsText(/You have taken CS0000002/);
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
  await kim.getsText(/CS0000001/);
  await kim.rings();
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
});

story('a rota that only changes who is on call comes into force by itself', async (scene) => {
  const { night, alex } = scene;
  await rotaChanges(night, (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe'));
  await callsAndLeaves(scene);
  await alex.getsText(/CS0000001/);
  await alex.rings();
  await alex.texts('47');
  await alex.getsText(/You have taken CS0000001/);
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
    await alex.getsText(/CS0000001/);
    await alex.rings();
    await alex.texts('47');
    await alex.getsText(/You have taken CS0000001/);
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
  await kim.getsText(/CS0000001/);
  await kim.rings();
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
});
