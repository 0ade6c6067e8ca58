/** "That is not ours": whose it is, a key says, and that team is asked at once. */
import { expect } from 'vitest';
import {
  answersAndPresses,
  callsAndLeaves,
  isWoken,
  leavesMessage,
  saysCritical,
  takesByText,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** Answers, says that it is not theirs, and whose by a key. */
async function saysWhose(phone: Telephone, key: string, words: RegExp): Promise<void> {
  await answersAndPresses(phone, '4', /4 if it is for another team/);
  await phone.hears(/This page is for/);
  await phone.presses(key);
  await phone.hears(words);
  await phone.isHungUp();
}

story('the page is for the other team: that team is paged at once, and this one hears no more of it', async (scene) => {
  const { night, kim, sam } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /AIMS: CS0000001/);
  await saysWhose(kim, '1', /Thank you\. DS is paged now/);
  await isWoken(sam, /critical, DS: CS0000001/, 3);
  await takesByText(sam);
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ team: 'ds', takenBy: 'sam' });
  expect(seen.timeline.map(({ text }) => text)).toContain(
    'Kim Lee said by key that it is for DS: the case goes there.',
  );
  expect((await night.pages()).map(({ page }) => `${page.team} ${page.state}`).sort()).toEqual([
    'aims withdrawn',
    'ds accepted',
  ]);
});

story(
  'others of the wrong team stop ringing and are told whose it is',
  async (scene) => {
    const { kim, alex, sam } = scene;
    await callsAndLeaves(scene);
    for (const phone of [kim, alex]) {
      await isWoken(phone, /AIMS: CS0000001/);
    }
    await saysWhose(kim, '1', /DS is paged now/);
    await alex.getsText(/CS0000001: it is for DS, who are asked\. You need do nothing/);
    expect(alex.phone.state).toBe('idle');
    await isWoken(sam, /DS: CS0000001/);
    await takesByText(sam);
  },
  {
    schedules: {
      'aims.ics': (text) => {
        const kim = /BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(text)?.[0] ?? '';
        const alex = kim.replace('UID:aims-always', 'UID:aims-too').replace('Kim Lee', 'Alex Roe');
        return text.replace(kim, `${kim}\r\n${alex}`);
      },
    },
  },
);

story('a team is asked once: it goes back and forth no further than to the lead', async (scene) => {
  const { night, kim, sam, robin } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /AIMS: CS0000001/);
  await saysWhose(kim, '1', /DS is paged now/);
  await isWoken(sam, /DS: CS0000001/);
  await saysWhose(sam, '1', /AIMS has been asked already, so the lead is tried now/);
  await isWoken(robin, /DS: CS0000001/, 3);
  await answersAndPresses(robin, '1', /critical page for Robin Hale/);
  await robin.hears(/You have taken case/);
  await robin.hangsUp();
  await sam.getsText(/CS0000001: taken by Robin Hale/);
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ team: 'ds', takenBy: 'robin' });
  expect(seen.timeline.map(({ text }) => text)).toContain(
    'Sam Diaz said by key that it is for AIMS, who have been asked already: the lead is tried.',
  );
});

story('not ours, and nobody knows whose: the lead is tried at once', async (scene) => {
  const { kim, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /AIMS: CS0000001/);
  await saysWhose(kim, '0', /The lead is tried now/);
  await isWoken(pat, /AIMS: CS0000001/, 3);
  await takesByText(pat);
  await kim.getsText(/taken by Pat Moss/);
});

story('both teams were paged, and one says that it is for the other: the other goes on', async (scene) => {
  const { night, stranger, kim, sam } = scene;
  await saysCritical(stranger);
  // Gone before the team is known: both teams are paged.
  await stranger.hangsUp();
  for (const phone of [kim, sam]) {
    await isWoken(phone);
  }
  await saysWhose(kim, '1', /DS is being paged already/);
  await takesByText(sam);
  expect((await night.case('CS0000001')).case).toMatchObject({ team: 'ds', takenBy: 'sam' });
});

story('a major incident stays with every team', async (scene) => {
  const { night, stranger, kim, sam, pat, robin } = scene;
  await stranger.dials();
  await stranger.hears(/major incident, press 9/);
  await stranger.presses('9');
  await stranger.hears(/press 9 again/);
  await stranger.presses('9');
  await leavesMessage(night, stranger, 'Engineering Hall, two hundred people, nothing works.');
  await stranger.hangsUp();
  for (const phone of [kim, sam, pat, robin]) {
    await isWoken(phone, /MAJOR INCIDENT.*CS0000001/);
  }
  await saysWhose(kim, '1', /every team's, so the lead is tried now/);
  expect((await night.pages()).map(({ page }) => `${page.team} ${page.state}`).sort()).toEqual([
    'aims running',
    'ds running',
  ]);
  await takesByText(pat);
  for (const phone of [kim, sam, robin]) {
    await phone.getsText(/CS0000001: taken by Pat Moss/);
    phone.namesTexts();
    phone.namesRings();
  }
  pat.namesTexts();
  pat.namesRings();
});

story(
  'a screening service asks who and why, and connects the person in mid-prompt: a key works at once',
  async (scene) => {
    const { night, kim } = scene;
    kim.behaves({ behaviour: 'screens', connects: true });
    await callsAndLeaves(scene);
    await isWoken(kim);
    await kim.hears(/^Help desk hotline, critical page for Kim Lee\./);
    expect(kim.phone.heard[0]).toMatch(/^Help desk hotline, critical page for Kim Lee\./);
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open' });
    // The person is there by now, and hears it again.
    await kim.hears(/^Help desk hotline, critical page for Kim Lee\..*Press 1 to take it/, 60);
    await kim.presses('1');
    await kim.hears(/You have taken case/);
    await kim.hangsUp();
    expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'kim' });
  },
);

story('by text: the only other team is asked at once, and this one hears no more of it', async (scene) => {
  const { night, kim, sam } = scene;
  await callsAndLeaves(scene);
  await kim.getsText(/AIMS: CS0000001/);
  await kim.rings();
  await kim.texts('wrong 47');
  await kim.getsText(/Thank you\. CS0000001: DS is asked now\. You need do nothing/);
  expect(kim.phone.state).toBe('idle');
  await sam.getsText(/critical, DS: CS0000001/);
  await sam.rings();
  await sam.texts('47');
  await sam.getsText(/You have taken CS0000001/);
  await kim.texts('47');
  await kim.getsText(/CS0000001: taken by Sam/);
  const { timeline } = await night.case('CS0000001');
  expect(timeline.map(({ text }) => text)).toContain('Kim Lee said by text that it is for DS: the case goes there.');
});

story('by text: a team that nobody knows is asked back, and "lead" goes to the lead', async (scene) => {
  const { kim, pat } = scene;
  await callsAndLeaves(scene);
  await kim.getsText(/AIMS: CS0000001/);
  await kim.rings();
  await kim.texts('47 wrong plumbers');
  await kim.getsText(/Which team is it for\? Reply wrong 47 DS or wrong 47 lead\./);
  await kim.texts('Wrong 47 lead.');
  await kim.getsText(/CS0000001: your lead is asked now/);
  await pat.getsText(/CS0000001/);
  await pat.rings();
  await pat.texts('47');
  await pat.getsText(/You have taken CS0000001/);
  await kim.getsText(/CS0000001: taken by Pat/);
});

story('by text, of a case one has taken: the lead has it paged anew', async (scene) => {
  const { kim, pat } = scene;
  await callsAndLeaves(scene);
  await kim.getsText(/AIMS: CS0000001/);
  await kim.rings();
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  await kim.texts('wrong 47');
  await kim.getsText(/lead/);
  await pat.getsText(/CS0000001/);
  await pat.rings();
  await pat.texts('47');
  await pat.getsText(/You have taken CS0000001/);
});

story(
  'by text, with more than one other team: which has to be said',
  async (scene) => {
    const { kim, sam } = scene;
    await callsAndLeaves(scene);
    await kim.getsText(/AIMS: CS0000001/);
    await kim.rings();
    await kim.texts('wrong 47');
    await kim.getsText(/Which team is it for\? Reply wrong 47 Lab or wrong 47 DS or wrong 47 lead\./);
    await kim.texts('wrong 47 ds');
    await kim.getsText(/CS0000001: DS is asked now/);
    await sam.getsText(/critical, DS: CS0000001/);
    await sam.rings();
    await sam.texts('47');
    await sam.getsText(/You have taken CS0000001/);
  },
  {
    schedules: {
      'directory.yaml': (text) =>
        text.replace('teams:', 'teams:\n  lab: { name: Lab, rota: aims.ics, lead: pat, policy: standard }'),
    },
  },
);

story('by text, in answer to the reminder: whoever has the case hands it to the lead', async (scene) => {
  const { night, kim, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /AIMS: CS0000001/);
  await takesByText(kim);
  await night.passes(2400);
  await kim.getsText(/Reminder: .*done 47/);
  await kim.texts('wrong 47');
  await kim.getsText(/Handed on: CS0000001\. The lead is being woken/);
  await isWoken(pat, /AIMS: CS0000001/);
  await takesByText(pat);
});

story('by text, of a case handed on: the page that looks for somebody now goes to the other team', async (scene) => {
  const { night, kim, sam, pat } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim, /AIMS: CS0000001/);
  await takesByText(kim);
  await kim.texts('lead 47');
  await kim.getsText(/The lead is being woken/);
  await isWoken(pat, /AIMS: CS0000001/);
  await kim.texts('wrong 47 DS');
  await kim.getsText(/CS0000001: DS is asked now/);
  await pat.getsText(/CS0000001: it is for DS, who are asked/);
  await isWoken(sam, /DS: CS0000001/);
  expect((await night.pages()).map(({ page }) => `${page.team} ${page.state}`).sort()).toEqual([
    'aims accepted',
    'aims withdrawn',
    'ds running',
  ]);
  await kim.texts('wrong 47');
  await kim.getsText(/CS0000001: it is for DS, who are asked\. You need do nothing/);
  await takesByText(sam);
});
