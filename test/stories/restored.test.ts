import { expect, vi } from 'vitest';
import type { RestSeen } from '../../src/exchange/faults.ts';
import { databases } from '../databases.ts';
import type { Night } from '../night/night.ts';
import { answersAndPresses, isWoken, opensCase, saysCritical, saysNewCritical, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

/** The other kind of database, where this run has one. */
const otherKind = ({ kind }: Night) => databases.find((one) => one !== kind) ?? kind;

const places = (seen: RestSeen) => seen.method === 'POST' && seen.path.endsWith('/Calls.json');

story('the database is lost while a page runs, and the backup goes on where it was', async (scene) => {
  const { night, caller, kim, pat } = scene;
  await opensCase(scene);
  const file = await night.backsUp();
  await night.crashes();
  const told = await night.isRestored(file, otherKind(night));
  expect(told.join('\n')).toMatch(/1 page was looking for somebody: they go on from there/);
  expect(told.join('\n')).toMatch(/1 promise runs on/);
  expect(told.join('\n')).toMatch(/The next case is number 1002: 1000 numbers are left out/);
  await night.starts();
  // The page's next step comes at its time, and then the lead's.
  await kim.rings(90);
  await pat.getsText(/CS0000001/, 100);
  await pat.rings();
  await answersAndPresses(pat, '1');
  await pat.hears(/You have taken case/);
  await pat.hangsUp();
  await night.passes(30);
  pat.namesTexts();
  kim.namesTexts();
  const seen = await night.case('CS0000001');
  expect(seen).toMatchObject({
    case: { state: 'accepted', takenBy: 'pat' },
    promise: { state: 'open', owner: 'pat' },
    recordings: [{ state: 'kept', transcript: expect.stringMatching(/bot12 is dead/) }],
  });
  const sound = await fetch(`${night.app.url}/api/recordings/${seen.recordings[0]?.sid}`, {
    headers: { authorization: `Bearer ${night.app.adminToken}` },
  });
  expect((await sound.arrayBuffer()).byteLength).toBeGreaterThan(8_000);
  // No number that a caller may have heard since the backup is given again.
  await saysNewCritical(caller, 'withinTheHour');
  await caller.hangsUp();
  await isWoken(kim, /CS0001002/);
  await answersAndPresses(kim, '1', /critical page for Kim Lee/);
  await kim.hears(/You have taken case C S, 0 0 0, 1 0 0 2/);
  await kim.hangsUp();
});

story('a backup made during a call: what was said counts, and the call has ended', async (scene) => {
  const { night, caller, kim, geographer } = scene;
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  const file = await night.backsUp();
  // What comes after it is lost with the database.
  await geographer.dials();
  await geographer.hears(/press 1 for yes/i);
  await night.crashes();
  night.exchange.faults.tolerate(() => true);
  geographer.phone.hangUp();
  caller.phone.hangUp();
  const told = await night.isRestored(file, night.kind);
  expect(told.join('\n')).toMatch(/1 call was on the line: each ends as if its caller had hung up then/);
  await night.starts();
  await isWoken(kim);
  await takesByText(kim);
  expect(await night.calls()).toMatchObject([{ outcome: 'paged with case', caseNumber: 'CS0000001' }]);
});

story('of a ring under way in the backup the carrier is asked, and it is not made twice', async (scene) => {
  const { night, kim } = scene;
  const placed: number[] = [];
  night.exchange.faults.failRest((seen) => {
    if (places(seen)) placed.push(night.clock.now());
    return false;
  }, 'reset');
  night.exchange.faults.holdRest(places);
  await saysCritical(scene.caller);
  await scene.caller.hears(/after the tone/i);
  scene.caller.phone.hangUp();
  // The carrier has it, and we wait for its answer.
  await vi.waitUntil(() => placed.length === 1, { timeout: 5_000 });
  const file = await night.backsUp();
  await night.crashes();
  night.exchange.faults.mend();
  const told = await night.isRestored(file, otherKind(night));
  expect(told.join('\n')).toMatch(
    /it is not known whether they happened: the carrier is asked before one is sent again/,
  );
  await night.starts();
  await isWoken(kim);
  await night.passes(60);
  expect(placed).toHaveLength(1);
  await takesByText(kim);
});
