/** Required cover: what a page does by day, and who hears of a gap before it comes. */
import { expect } from 'vitest';
import { segmentsOf } from '../../src/paging/segmentsOf.ts';
import type { Night } from '../night/night.ts';
import { leavesCritical, leavesMessage, saysCritical, takesAndCallsLater } from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** One event of Kim's in Chicago, as lines of a rota. */
const event = (uid: string, from: string, to: string, ...more: string[]) =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTART;TZID=America/Chicago:${from}`,
    `DTEND;TZID=America/Chicago:${to}`,
    ...more,
    'SUMMARY:Kim Lee',
    'END:VEVENT',
    '',
  ].join('\n');
const adds = (text: string, ...events: string[]) => text.replace('END:VCALENDAR', `${events.join('')}END:VCALENDAR`);
/** The nights from 18:00 to 7:00, and by day the weekends and the holiday on which the desk is closed. */
const covered = (text: string) =>
  adds(
    text
      .replace('20260105T080000', '20260105T180000')
      .replace('20260112T080000', '20260106T070000')
      .replace('FREQ=WEEKLY', 'FREQ=DAILY'),
    event('weekends', '20260103T070000', '20260103T180000', 'RRULE:FREQ=DAILY;BYDAY=SA,SU'),
    event('thanksgiving', '20261126T070000', '20261126T180000'),
  );
/** The desk is tried by day, after the people on call. */
const byDay = (text: string) =>
  text.replace(
    '    repeat:',
    `    daytime:
      - { who: on-call, text: true, ringSeconds: 25, thenAfterSeconds: 90 }
      - { who: desk, ringSeconds: 20, thenAfterSeconds: 60 }
      - { who: lead, text: true, ringSeconds: 25, thenAfterSeconds: 90 }
      - { who: leads, text: true, ringSeconds: 25 }
    repeat:`,
  );
/** A rota with a new gap is held back; whoever is asked approves it. */
async function approves(night: Night, phone: Telephone): Promise<void> {
  const held = await phone.getsText(/aims\.ics is held back/);
  await phone.texts(/Reply (\d\d) to approve/.exec(held)?.[1] ?? '');
  await phone.getsText(/aims\.ics is in force now/);
  await night.app.lookAtFiles();
  await night.settled();
}
/** Of the night of 1 December its first two hours. */
const twoHours = event('two-hours', '20261201T180000', '20261201T200000');
/** Tuesday, 24 November 2026, noon in Chicago. */
const tuesdayNoon = Date.UTC(2026, 10, 24, 18);

story(
  'critical at noon on a Tuesday: nobody has to be on call, so the desk is rung, then the lead',
  async ({ night, caller, desk, pat }) => {
    const { json } = await night.api('/on-call?team=aims');
    expect(json).toMatchObject({ people: [], required: false, gap: null, until: '2026-11-25T00:00:00.000Z' });
    await saysCritical(caller);
    // For the caller, before they were asked; and then for the page.
    await desk.rings();
    await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
    await caller.hangsUp();
    await desk.rings();
    await pat.getsText(/CS0000001/, 65);
    await takesAndCallsLater(pat);
    const seen = await night.case('CS0000001');
    expect(seen.case).toMatchObject({ state: 'accepted', takenBy: 'pat' });
    const timeline = seen.timeline.map(({ text }) => text).join('\n');
    expect(timeline).toContain('The desk is open: nobody has to be on call; the next step followed at once.');
    expect(timeline).not.toMatch(/Nobody was on call|Nobody is on the rota/);
    await pat.namesTexts();
  },
  { startsAt: tuesdayNoon, schedules: { 'aims.ics': covered, 'directory.yaml': byDay } },
);

story(
  'a page that the desk leaves open until it closes begins again with whoever is on call then',
  async ({ night, caller, desk, pat, robin, kim }) => {
    await leavesCritical(night, caller);
    await caller.hangsUp();
    await desk.rings();
    await pat.getsText(/CS0000001/, 65);
    await pat.rings();
    await robin.getsText(/CS0000001/, 95);
    expect(await night.until(() => night.clock.now() >= Date.UTC(2026, 10, 25, 0), 600)).toBe(true);
    await kim.getsText(/CS0000001/, 5);
    await takesAndCallsLater(kim);
    const timeline = (await night.case('CS0000001')).timeline.map(({ text }) => text);
    expect(timeline).toContain(
      'Somebody has to be on call from now on: the page begins again with the steps for that.',
    );
    for (const phone of [desk, pat, robin]) {
      phone.namesRings();
      phone.namesTexts();
    }
  },
  { startsAt: Date.UTC(2026, 10, 24, 23, 53), schedules: { 'aims.ics': covered, 'directory.yaml': byDay } },
);

story(
  'a night that nobody has: the lead is texted once, and again of a new gap alone',
  async ({ night, pat, robin }) => {
    const alarm =
      /alarm: nobody is on call in required cover \{"team":"aims","rota":"aims.ics","from":"2026-12-02T0[02]:00/;
    night.names(alarm);
    night.names(/a changed file is held back/);
    const first = await pat.getsText(
      /^AIMS: nobody is on call Tue 1 Dec 18:00 to Wed 07:00 \(Nobody is on the rota at this time\)\. Correct aims\.ics\.$/,
    );
    expect(segmentsOf(first)).toBe(1);
    await night.passes(26 * 3600);
    await night.crashes();
    // Somebody takes two hours of it: what is left is no news.
    night.edits('aims.ics', (text) => adds(text, event('two-hours', '20261201T180000', '20261201T200000')));
    await night.starts();
    await night.passes(26 * 3600);
    expect(pat.phone.texts).toHaveLength(1);
    expect(night.errors.filter((line) => alarm.test(line)).length).toBeGreaterThan(2);
    await night.stops();
    night.edits('aims.ics', (text) => text.replace(':20261201T180000', ':20261201T180000,20261127T180000'));
    await night.starts();
    await approves(night, pat);
    night.names(/alarm: nobody is on call in required cover .*"from":"2026-11-(28|30)T00:00.*"gaps":[23]/);
    await pat.getsText(/^AIMS: nobody is on call Fri 27 Nov 18:00 to Sat 07:00 \(/);
    // A third gap, found on the same day, has to wait for the next: a lead gets one such text a day.
    await night.stops();
    night.edits('aims.ics', (text) => text.replace(',20261127T180000', ',20261127T180000,20261129T180000'));
    await night.starts();
    await approves(night, pat);
    await night.passes(22 * 3600);
    expect(pat.namesTexts()).toBe(0);
    await pat.getsText(/^AIMS: nobody is on call Sun 29 Nov 18:00 to Mon 07:00 \(/, 3 * 3600);
    expect(robin.phone.texts).toHaveLength(0);
  },
  {
    startsAt: tuesdayNoon,
    watchMs: 3_600_000,
    schedules: {
      'aims.ics': (text) => covered(text).replace('DTEND;', 'EXDATE;TZID=America/Chicago:20261201T180000\nDTEND;'),
    },
  },
);

story(
  'a rota that has run out: one text says that it is so from then on, and another team has its own',
  async ({ night, pat, robin, sam }) => {
    night.names(/alarm: nobody is on call in required cover/);
    await pat.getsText(
      /^AIMS: nobody is on call Mon 30 Nov 18:00 to Tue 07:00, and 5 times more, the last Mon 7 Dec 18:00 \(Nobody/,
    );
    await robin.getsText(
      /^DS: nobody is on call now and from now on \(Nobody is on the rota at this time\)\. Correct ds/,
    );
    expect(sam.phone.texts).toHaveLength(0);
    // Each day brings another night within the fourteen days; never more than one text a day.
    await night.passes(72 * 3600);
    expect(pat.namesTexts()).toBe(3);
    // The log has it at the start and once a day, not each time that somebody looks.
    expect(night.errors.filter((line) => line.includes('"team":"ds"'))).toHaveLength(4);
    await night.stops();
    night.edits('aims.ics', (text) => text.replace(';UNTIL=20261125T000000Z', ''));
    await night.starts();
  },
  {
    startsAt: tuesdayNoon,
    watchMs: 3_600_000,
    schedules: {
      'aims.ics': (text) => text.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261125T000000Z'),
      'ds.ics': (text) => text.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;COUNT=1'),
      'directory.yaml': (text) => text.replace('rota: ds.ics,', 'rota: ds.ics, covers: always,'),
    },
  },
);

story(
  'the lead takes no texts from us: of a gap the first of the leads is told who does',
  async ({ night, pat, robin }) => {
    await pat.texts('STOP');
    await pat.getsText(/unsubscribed/);
    await robin.getsText(/Pat Moss has sent STOP/);
    await night.stops();
    night.edits('aims.ics', (text) => text.replace('DTEND;', 'EXDATE;TZID=America/Chicago:20261130T080000\nDTEND;'));
    night.names(/alarm: (nobody is on call in required cover|a changed file is held back)/);
    await night.starts();
    await approves(night, robin);
    // Monday 30 November from 8:00 to 18:00 the desk is open, and so on each day of that week.
    await robin.getsText(
      /^AIMS: nobody is on call Mon 30 Nov 18:00 to Tue 07:00, and 4 times more, the last Fri 4 Dec 18:00/,
    );
    expect(pat.phone.texts).toHaveLength(1);
  },
  { startsAt: tuesdayNoon },
);

story(
  'a gap that grows is held back, and so are hours of the desk that open one',
  async ({ night, pat, robin }) => {
    night.names(/alarm: (nobody is on call in required cover|a changed file is held back)/);
    await pat.getsText(/^AIMS: nobody is on call Tue 1 Dec 20:00 to Wed 07:00/);
    night.edits('aims.ics', (text) => text.replace(twoHours, ''));
    await night.app.lookAtFiles();
    await pat.getsText(
      /aims\.ics is held back\. AIMS: nobody would be on call from Tue 1 Dec 18:00 to Wed 2 Dec 07:00\./,
    );
    night.edits('hours.yaml', (text) =>
      text.replace('wed: { from: "07:00", to: "18:00" }', 'wed: { from: "07:00", to: "17:00" }'),
    );
    await night.app.lookAtFiles();
    await pat.getsText(
      /hours\.yaml is held back\. AIMS: nobody would be on call from Wed 25 Nov 17:00 to Wed 25 Nov 18:00\./,
    );
    await robin.getsText(/hours\.yaml is held back/);
  },
  {
    startsAt: tuesdayNoon,
    schedules: {
      'aims.ics': (text) =>
        adds(covered(text).replace('DTEND;', 'EXDATE;TZID=America/Chicago:20261201T180000\nDTEND;'), twoHours),
    },
  },
);

story(
  'a gap of which the lead could not be told because the database was busy is told as soon as it can be',
  async ({ night, pat }) => {
    night.names(
      /alarm: (nobody is on call in required cover|a changed file is held back|.* failed and is tried again)/,
    );
    night.edits('aims.ics', (text) => text.replace('DTEND;', 'EXDATE;TZID=America/Chicago:20261130T080000\nDTEND;'));
    await night.app.lookAtFiles();
    await pat.getsText(/aims\.ics is held back.*Reply 47/);
    await pat.texts('47');
    await pat.getsText(/aims\.ics is in force now/);
    const { store } = night.app.context;
    const { transact } = store;
    store.transact = () => Promise.reject(new Error('the database is busy'));
    await night.app.lookAtFiles();
    store.transact = transact;
    await night.app.lookAtFiles();
    await pat.getsText(/^AIMS: nobody is on call Mon 30 Nov 18:00/);
  },
  { startsAt: tuesdayNoon },
);
