/** Whose phone rings when: a person's numbers in turn, nobody a third time within minutes, and whoever is on call by then. */
import { expect } from 'vitest';
import { answersAndPresses, callsAndLeaves, isWoken, takesByText } from '../night/sayings.ts';
import { type StoryOptions, story } from '../night/story.ts';

/** The phone called "stranger" is Kim's second one. */
const twoPhones: StoryOptions = {
  schedules: {
    'directory.yaml': (text) => text.replace('phone: "+16085550111"', 'phones: ["+16085550111", "+16085550150"]'),
  },
};

story(
  "a technician's numbers are rung one after the other, and any of them takes the case",
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    await callsAndLeaves(scene);
    await isWoken(kim);
    expect(second.phone.rings).toEqual([]);
    await second.rings(40);
    expect(kim.phone.state).toBe('idle');
    await answersAndPresses(second, '1', /critical page for Kim Lee/);
    await second.hears(/You have taken case/);
    await second.hangsUp();
    expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'kim' });
    expect((await night.case('CS0000001')).timeline.map(({ text }) => text)).toContain(
      'Kim Lee is rung on their next number.',
    );
  },
  twoPhones,
);

story(
  'a voicemail at the first number, the second at once, and both again a step later',
  async (scene) => {
    const { night, kim, stranger: second, pat } = scene;
    kim.behaves({ behaviour: 'voicemail', afterSeconds: 5, recordsSeconds: 20 });
    await callsAndLeaves(scene);
    await isWoken(kim);
    await second.rings(60);
    await kim.rings(90);
    await second.rings(60);
    await pat.getsText(/CS0000001/, 120);
    await pat.rings();
    await takesByText(pat);
    await kim.getsText(/taken by Pat Moss/);
    expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'pat' });
    await kim.isHungUp(120);
  },
  twoPhones,
);

story(
  "a code is a person's own on each of their numbers",
  async (scene) => {
    const { kim, stranger: second } = scene;
    await callsAndLeaves(scene);
    await isWoken(kim, /CS0000001.*Reply 47/);
    await takesByText(second);
  },
  twoPhones,
);

story(
  'the first number refuses our calls for good: the second is rung instead',
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    night.exchange.refuseCalls(kim.phone.number, 21216);
    await callsAndLeaves(scene);
    await kim.getsText(/CS0000001/);
    await second.rings();
    expect(kim.phone.rings).toEqual([]);
    // The next step does not try the first one again.
    await second.rings(100);
    const rings = (await night.pages()).flatMap(({ attempts }) => attempts.filter(({ kind }) => kind === 'ring'));
    expect(rings.filter(({ state }) => state === 'refused')).toHaveLength(1);
    await takesByText(second);
    expect((await night.case('CS0000001')).case).toMatchObject({ takenBy: 'kim' });
  },
  twoPhones,
);

story(
  'who is on call leads the team as well: rung twice, and then the others at once',
  async (scene) => {
    const { night, kim, pat, robin } = scene;
    await callsAndLeaves(scene);
    await isWoken(kim);
    const first = kim.phone.rings[0]?.at ?? 0;
    await kim.rings(100);
    await pat.rings(100);
    await robin.rings();
    // The lead's step was due three minutes after the first ring; it had nobody new to wake, so the last one followed at once.
    expect((pat.phone.rings[0]?.at ?? 0) - first).toBeLessThan(185_000);
    for (const phone of [pat, robin]) await phone.getsText(/CS0000001/);
    await kim.getsText(/CS0000001/);
    expect(kim.phone.rings).toHaveLength(2);
    expect((await night.case('CS0000001')).timeline.map(({ text }) => text)).toContain(
      'Whoever is left of "lead" has just been rung twice; the next step followed at once.',
    );
    // Five minutes later all are woken again.
    await kim.rings(310);
    for (const phone of [pat, robin]) await phone.rings();
    await night.passes(15);
    for (const phone of [kim, pat, robin]) phone.namesTexts();
    await takesByText(kim);
    for (const phone of [pat, robin]) await phone.getsText(/taken by Kim Lee/);
  },
  {
    schedules: {
      'directory.yaml': (text) =>
        text
          .replace('rota: aims.ics, lead: pat', 'rota: aims.ics, lead: kim')
          .replace('leads: [pat, robin]', 'leads: [kim, pat, robin]'),
    },
  },
);

/** Kim's duty ends two and a half minutes into the night, and Alex's begins. */
const handOff = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Nightdesk//test//EN',
  ...[
    ['kim', 'Kim Lee', '20261120T170000', '20261121T020230'],
    ['alex', 'Alex Roe', '20261121T020230', '20261123T070000'],
    ['later', 'Kim Lee', '20261123T070000', '20271123T070000'],
  ].flatMap(([uid, name, from, to]) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART;TZID=America/Chicago:${from}`,
    `DTEND;TZID=America/Chicago:${to}`,
    `SUMMARY:${name}`,
    'END:VEVENT',
  ]),
  'END:VCALENDAR',
  '',
].join('\r\n');

story(
  'a hand-off in mid-page: each step asks who is on call at its own moment',
  async (scene) => {
    const { night, kim, alex } = scene;
    await night.passes(60);
    await callsAndLeaves(scene);
    await isWoken(kim);
    // The second ring is due after the hand-off: it is for whoever is on call by then, who is texted too.
    await alex.rings(100);
    await alex.getsText(/CS0000001/);
    expect(kim.phone.rings).toHaveLength(1);
    await takesByText(alex);
    await kim.getsText(/CS0000001: taken by Alex Roe/);
  },
  { schedules: { 'aims.ics': () => handOff } },
);
