/** Choosing a team takes a case from another team's page only where a page of that team goes on (promise 2). */
import { expect } from 'vitest';
import type { Directory } from '../../src/domain/directory.ts';
import type { Night } from '../night/night.ts';
import {
  answersAndPresses,
  hearsBeep,
  isWoken,
  leavesMessage,
  saysCritical,
  takesByText,
  teamsPaged,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** The directory in force becomes another than the one that the flow was checked against. */
function changesTeams(night: Night, teamsOf: (teams: Directory['teams']) => Directory['teams']): void {
  const { context } = night.app;
  const { directory, rotas } = context.inForce;
  const teams = teamsOf(directory.teams);
  const rotaOf = (rota: string) => Object.values(rotas).find(({ files }) => files[0]?.name === rota);
  const moved = Object.entries(teams).flatMap(([id, { rota }]) => {
    const found = rotaOf(rota[0] ?? '');
    return found ? [[id, found] as const] : [];
  });
  context.inForce = { ...context.inForce, directory: { ...directory, teams }, rotas: Object.fromEntries(moved) };
}

story('a team that the directory does not have is chosen: every team is paged', async (scene) => {
  const { night, stranger, kim, sam } = scene;
  changesTeams(night, ({ aims, ds }) => ({ ...(aims && { aims }), ...(ds && { legacy: ds }) }));
  await saysCritical(stranger);
  await stranger.presses('2');
  await leavesMessage(night, stranger, 'This is Bo. Everything is down.');
  await stranger.hangsUp();
  expect(await teamsPaged(night)).toEqual(['aims running', 'legacy running']);
  await isWoken(kim);
  await isWoken(sam);
  await takesByText(sam);
  await kim.getsText(/CS0000001: taken by Sam Diaz/);
  expect((await night.case('CS0000001')).case).toMatchObject({ team: null, takenBy: 'sam' });
});

story('a team is chosen that had no page yet: it gets one', async ({ night, stranger, sam }) => {
  const { context } = night.app;
  const both = context.inForce;
  changesTeams(night, ({ aims }) => ({ ...(aims && { aims }) }));
  await saysCritical(stranger);
  context.inForce = both;
  await stranger.presses('2');
  await leavesMessage(night, stranger, 'This is Lee of Geography. The map server is down.');
  await stranger.hangsUp();
  expect(await teamsPaged(night)).toEqual(['aims withdrawn', 'ds running']);
  await isWoken(sam);
  await takesByText(sam);
});

story("the chosen team's page was closed: the other team keeps the case", async ({ night, stranger, sam }) => {
  await saysCritical(stranger);
  const aims = (await night.pages()).find(({ page }) => page.team === 'aims');
  await night.api(`/pages/${aims?.page.id}/close`, { by: 'Pat Moss', reason: 'That is not ours.' });
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. Everything is down.');
  await stranger.hangsUp();
  expect(await teamsPaged(night)).toEqual(['aims closed', 'ds running']);
  await isWoken(sam);
  await takesByText(sam);
});

/** Presses a key before the silence ends the recording, so that the key is not an answer to the next question. */
async function saysWhatStands(night: Night, caller: Telephone): Promise<void> {
  await caller.hears(/After the tone, please say the site/);
  await hearsBeep(night, caller);
  await caller.says('Engineering Hall, two hundred people, nothing works.');
  await night.passes(4);
  await caller.presses('#');
}

story(
  'a major incident wakes every team and its lead at once, and starts pages of its own',
  async ({ night, stranger, caller, kim, sam, pat, robin }) => {
    // An ordinary critical page is under way already.
    await saysCritical(caller);
    await caller.hangsUp();
    await isWoken(kim, /critical, AIMS: CS0000001/);
    await stranger.dials();
    await stranger.hears(/major incident, press 9/);
    await stranger.presses('9');
    await stranger.hears(/press 9 again/);
    await stranger.presses('9');
    await saysWhatStands(night, stranger);
    await stranger.hears(/We call you back at 6 0 8, 5 5 5, 0 1 5 0/);
    // They are woken before the caller has said anything to that.
    for (const phone of [kim, sam, pat, robin]) await phone.getsText(/MAJOR INCIDENT.*CS0000002/, 5);
    await stranger.presses('1');
    await stranger.hears(/within one hour/);
    await stranger.hangsUp();
    await pat.rings();
    await robin.rings();
    await sam.rings();
    await kim.rings();
    expect((await night.case('CS0000002')).case).toMatchObject({ priority: 'P1', team: null, urgency: 'critical' });
    await answersAndPresses(pat, '1', /Major incident, priority one/);
    await pat.hears(/You have taken case/);
    await pat.hangsUp();
    for (const phone of [kim, sam, robin]) await phone.getsText(/CS0000002: taken by Pat Moss/);
    await takesByText(kim);
  },
);

story(
  'whoever presses major incident and hangs up before the second key wakes nobody',
  async ({ night, stranger, pat }) => {
    await stranger.dials();
    await stranger.hears(/major incident, press 9/);
    await stranger.presses('9');
    await stranger.hears(/press 9 again/);
    await stranger.hangsUp();
    await pat.getsText(/CS0000001, call back 608-555-0150\. Somebody pressed major incident and hung up/);
    expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'routine', queue: 'EAST', state: 'open' });
    expect(await night.pages()).toEqual([]);
  },
);

story('the number of a major incident is asked for when everybody is being woken', async (scene) => {
  const { night, stranger, kim, sam, pat, robin } = scene;
  await stranger.dials({ withheld: true });
  await stranger.hears(/major incident, press 9/);
  await stranger.presses('9');
  await stranger.hears(/press 9 again/);
  await stranger.presses('9');
  await saysWhatStands(night, stranger);
  await stranger.hears(/key in the number to call back/);
  for (const phone of [kim, sam, pat, robin]) await phone.getsText(/MAJOR INCIDENT.*CS0000001, .*number withheld/, 5);
  await stranger.presses('6085550151#');
  await stranger.hears(/6 0 8, 5 5 5, 0 1 5 1\. If that is right, press 1/);
  await stranger.presses('1');
  for (const phone of [kim, sam, pat, robin])
    await phone.getsText(/CS0000001: the caller keyed another number, call back 608-555-0151\. Reply \d\d to accept/);
  await stranger.hears(/within one hour/);
  expect((await night.case('CS0000001')).case).toMatchObject({ priority: 'P1', callBackNumber: '+16085550151' });
  for (const phone of [kim, sam, pat, robin]) await phone.rings();
  await stranger.hangsUp();
  await pat.answers();
  await pat.hears(/Major incident, priority one/);
  await pat.presses('1');
  await pat.hears(/You have taken case/);
  await pat.hangsUp();
  for (const phone of [kim, sam, robin]) await phone.getsText(/CS0000001: taken by Pat Moss/);
});
