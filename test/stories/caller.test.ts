import { expect } from 'vitest';
import { leavesMessage, saysCritical } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('not critical', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/2 for no/);
  await caller.presses('2');
  await leavesMessage(night, caller, 'This is Ann of Botany. My second screen flickers.');
  await caller.hears(/Your case number is C S, 0 0 0, 0 0 0 1/);
  await caller.hears(/Again.*C S, 0 0 0, 0 0 0 1.*Monday to Friday, 7 a.m. to 6 p.m., at 6 0 8, 5 5 5, 0 1 9 9/);
  await caller.isHungUp();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ urgency: 'routine', queue: 'EAST', priority: 'P3', state: 'open' });
  expect(seen.promise).toBeNull();
  expect(await night.pages()).toHaveLength(0);
  expect(await night.calls()).toMatchObject([{ outcome: 'voicemail with case' }]);
});

story('a password question', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/For a password, NetID sign-in or your own personal computer, press 3/);
  await caller.presses('3');
  await caller.hears(/after the tone/i);
  await caller.hears(/Your case number is/, 60);
  await caller.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'helpDesk', priority: 'P4' });
  expect(await night.calls()).toMatchObject([{ outcome: 'routine case' }]);
});

story('the caller says nothing at all', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/critical work stoppage/);
  await caller.hears(/critical work stoppage/);
  await caller.hears(/critical work stoppage/);
  await caller.hears(/did not get an answer/);
  await caller.hears(/did not hear anything.*please call again/);
  await caller.isHungUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'silent' }]);
});

story('the caller hangs up at once', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/closed/);
  await caller.hangsUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'left before saying anything' }]);
});

story(
  'not sure which team, and both are paged: the second is told who took it',
  async ({ night, stranger, kim, sam, pat, robin }) => {
    await saysCritical(stranger);
    await stranger.hears(/former AIMS partner\? Press 1.*legacy D S partner\? Press 2.*press 0/);
    await stranger.presses('0');
    await pat.rings();
    await robin.rings();
    await pat.answers();
    await pat.hears(/3 for both/);
    await pat.presses('3');
    await kim.getsText(/AIMS.*CS0000001/);
    await kim.rings();
    await sam.getsText(/DS.*CS0000001/);
    await sam.rings();
    await sam.answers();
    await sam.hears(/critical page for Sam Diaz/);
    await kim.answers();
    await kim.hears(/press 1 to take it/i);
    await kim.presses('1');
    await kim.hears(/You have taken case/);
    await sam.getsText(/CS0000001: taken by Kim Lee/);
    await sam.hears(/taken by Kim Lee/);
    await sam.isHungUp();
    await kim.talksTo(stranger, 60);
    await night.passes(70);
    await kim.hangsUp();
    await stranger.isHungUp();
    const pages = await night.pages();
    expect(pages.map(({ page }) => [page.team, page.state, page.acceptedBy]).sort()).toEqual([
      ['aims', 'accepted', 'kim'],
      ['ds', 'accepted', 'kim'],
    ]);
  },
);

story('a caller of a legacy DS partner is known by the number', async ({ night, geographer, sam }) => {
  await saysCritical(geographer);
  await leavesMessage(night, geographer, 'This is Lee of Geography. The map server is down.');
  await sam.getsText(/DS.*CS0000001, Geography/);
  await sam.rings();
  await sam.texts('47');
  await sam.getsText(/You have taken CS0000001/);
  await geographer.hears(/Sam Diaz has your case/, 60);
  await geographer.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ team: 'ds', takenBy: 'sam' });
});

story('a withheld number, and star to stop waiting', async ({ night, stranger, kim }) => {
  await stranger.dials({ withheld: true });
  await stranger.hears(/Press 1 for yes/);
  await stranger.presses('1');
  await stranger.hears(/AIMS/);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'Call me at 608 555 0150, this is Bo.');
  await kim.getsText(/number withheld, a recording may tell it/);
  await kim.rings();
  await stranger.hears(/To stop waiting, press star/, 60);
  await stranger.presses('*');
  await stranger.hears(/a technician will contact you within one hour/);
  await stranger.isHungUp();
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  expect((await night.case('CS0000001')).case).toMatchObject({ callBackNumber: null, takenBy: 'kim' });
});

story('a second critical call joins the page that nobody has accepted', async ({ night, caller, stranger, kim }) => {
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await kim.getsText(/CS0000001/);
  await kim.rings();
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. The same here, all is dark.');
  await kim.getsText(/CS0000001.*CS0000002/);
  await kim.rings(120);
  await kim.answers();
  await kim.hears(/Several cases wait for AIMS: C S, 0 0 0, 0 0 0 1 and C S, 0 0 0, 0 0 0 2/);
  await kim.presses('1');
  await kim.hears(/You have taken case/);
  await kim.getsText(/You have taken CS0000001.*CS0000002/);
  await kim.talksTo(caller, 60);
  await night.passes(70);
  await kim.hangsUp();
  await caller.isHungUp();
  await stranger.isHungUp(200);
  for (const number of ['CS0000001', 'CS0000002'])
    expect((await night.case(number)).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});
