/** Choosing a team takes a case from another team's page only where a page of that team goes on (promise 2). */
import { expect } from 'vitest';
import type { Directory } from '../../src/domain/directory.ts';
import type { Night } from '../night/night.ts';
import { answersAndPresses, isWoken, leavesMessage, saysCritical, takesByText, teamsPaged } from '../night/sayings.ts';
import { story } from '../night/story.ts';

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
    await leavesMessage(night, stranger, 'Engineering Hall, two hundred people, nothing works.');
    await stranger.hears(/within one hour/);
    await stranger.hangsUp();
    for (const phone of [kim, sam, pat, robin]) await phone.getsText(/MAJOR INCIDENT.*CS0000002/);
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
