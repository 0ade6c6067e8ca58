import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import type { RotaPerson } from '../src/domain/rota.ts';
import { buildRota } from '../src/oncall/buildRota.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';

const people: RotaPerson[] = [{ id: 'kim', name: 'Kim Lee', phone: '+16085550111', aliases: [] }];
const from = Date.parse('2026-10-01T00:00:00Z');
const to = Date.parse('2027-04-01T00:00:00Z');
const build = (text: string) =>
  buildRota({ files: [{ name: 'rota.ics', bytes: text, role: 'base' }], zone: 'America/Chicago', people, from, to });

/** A good event on lines 3 to 7, and after it an event of these lines, its BEGIN:VEVENT on line 8. */
function afterGoodEvent(...lines: string[]): string {
  const good = ['BEGIN:VEVENT', 'DTSTART:20261120T180000Z', 'DTEND:20261120T190000Z', 'SUMMARY:Kim Lee', 'END:VEVENT'];
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...good, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\n',
  );
}

const START = 'DTSTART:20261121T180000Z';
const END = 'DTEND:20261121T190000Z';

describe('a bad event is left out with its line and a sentence, and the others stay', () => {
  test.each([
    ['this line is junk', 11, 'Line 11 ("this line is junk") is no iCalendar line; the event at line 8 is left out.'],
    [
      'RRULE:FREQ=MINUTELY;COUNT=1000000000',
      11,
      'its rule says FREQ=MINUTELY; a shift repeats by HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY, not more often.',
    ],
    ['RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30', 11, 'its rule says FREQ=SECONDLY'],
    ['RRULE:BYDAY=MO', 11, 'its rule says FREQ=;'],
    ['RRULE:FREQ=WEEKLY;BYDAY=XX', 11, 'its rule says BYDAY=XX, where days such as MO,TU may stand.'],
    ['RRULE:FREQ=DAILY;COUNT=0', 11, 'its rule says COUNT=0, where a number from 1 on may stand.'],
    ['RRULE:FREQ=DAILY;BYHOUR=24', 11, 'its rule says BYHOUR=24, where numbers from 0 to 23 may stand.'],
    ['RRULE:FREQ=DAILY;BYEASTER=1', 11, 'its rule has BYEASTER, which is not known.'],
    ['RRULE:FREQ=DAILY;COUNT=2;UNTIL=20261201', 11, 'its rule has both COUNT and UNTIL; keep one of them.'],
    ['RRULE:FREQ=DAILY;UNTIL=soon', 11, 'its UNTIL "SOON" is no date or time such as 20261101T180000.'],
    ['EXRULE:FREQ=WEEKLY', 11, 'it has EXRULE, which is not read; give the exceptions as EXDATE.'],
    [
      'RDATE;VALUE=PERIOD:20261125T180000Z/20261125T180000Z',
      11,
      'a period of its RDATE ends before it begins or lasts no time.',
    ],
    [
      'RECURRENCE-ID;RANGE=THISANDPRIOR:20261121T180000Z',
      11,
      'its RECURRENCE-ID has RANGE=THISANDPRIOR, where THISANDFUTURE may stand.',
    ],
    [
      'EXDATE;TZID=Centre Standard Time:20261121T180000',
      11,
      'its EXDATE is in the time zone "Centre Standard Time", which is not known; write a name such as America/Chicago.',
    ],
    ['DURATION:PT1H', 11, 'it has DTEND and DURATION; keep one of them.'],
  ])('%s', (line, problemLine, message) => {
    const rota = build(afterGoodEvent(START, END, line, 'SUMMARY:Kim Lee'));
    expect(rota.problems).toHaveLength(1);
    expect(rota.problems[0]).toMatchObject({ line: problemLine, loses: true });
    expect(rota.problems[0]?.message).toContain(message);
    expect(rota.shifts).toHaveLength(1);
    expect(whoIsOnCall(rota.index, Date.parse('2026-11-20T18:30:00Z')).people).toEqual(['kim']);
  });

  test.each([
    [['SUMMARY:Kim Lee'], 8, 'it has no DTSTART.'],
    [['DTSTART:20260231T180000Z', END], 9, 'its DTSTART "20260231T180000Z" does not exist in the calendar.'],
    [
      ['DTSTART:2026-11-21T18:00', END],
      9,
      'its DTSTART "2026-11-21T18:00" is no date or time such as 20261101T180000.',
    ],
    [['DTSTART;TZID=US-Midwest:20261121T180000', END], 9, 'is in the time zone "US-Midwest", which is not known'],
    [['DTSTART;TZID="+25:00":20261121T180000', END], 9, 'is in the time zone "+25:00", which is not known'],
    [[START], 8, 'it has no DTEND, so it lasts no time.'],
    [[START, 'DTEND:20261121T180000Z'], 10, 'it ends before it begins or lasts no time; correct its DTEND.'],
    [
      [START, 'DTEND;VALUE=DATE:20261122'],
      10,
      'one of its DTSTART and DTEND is a date and the other a time; write both the same way.',
    ],
    [[START, 'DURATION:-PT1H'], 10, 'its DURATION is negative.'],
    [[START, 'DURATION:1 day'], 10, 'its DURATION "1 day" is none such as P7D or PT13H.'],
    [
      [START, 'DTEND:20271231T180000Z', 'RRULE:FREQ=DAILY'],
      8,
      `its shifts repeat and are longer than ${limits.rotaShiftDays} days.`,
    ],
    [
      [START, END, `RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40`],
      11,
      `its rule starts more than ${limits.rotaStartsPerDay} shifts a day; give fewer hours.`,
    ],
  ])('%j', (lines, problemLine, message) => {
    const rota = build(afterGoodEvent(...lines));
    expect(rota.problems).toHaveLength(1);
    expect(rota.problems[0]).toMatchObject({
      line: problemLine,
      loses: true,
      message: expect.stringContaining(`The event at line 8 is left out: `),
    });
    expect(rota.problems[0]?.message).toContain(message);
    expect(rota.shifts).toHaveLength(1);
  });

  test('an event that is not ended, and a second one with the same UID', () => {
    const torn = afterGoodEvent(START, END, 'BEGIN:VEVENT', START, END, 'UID:a', 'SUMMARY:Kim Lee');
    expect(build(torn).problems).toMatchObject([
      { line: 8, loses: true, message: 'The event at line 8 has no END:VEVENT; the event is left out.' },
    ]);
    expect(build(torn).shifts).toHaveLength(2);
    const twice = afterGoodEvent(
      START,
      END,
      'UID:a',
      'END:VEVENT',
      'BEGIN:VEVENT',
      START,
      'DTEND:20261121T200000Z',
      'UID:a',
      'SUMMARY:Kim Lee',
    );
    expect(build(twice).problems).toMatchObject([
      { line: 8, uid: 'a', loses: true, message: expect.stringContaining('the event at line 13 has the same UID') },
    ]);
    expect(build(twice).shifts).toHaveLength(2);
  });

  test('an event whose beginning is misspelt is lost; a strange line or end between events is a hint', () => {
    const misspelt = afterGoodEvent(START, END).replace('END:VEVENT\nBEGIN:VEVENT', 'END:VEVENT\nBEGINS:VEVENT');
    expect(build(misspelt).problems).toMatchObject([
      {
        line: 11,
        loses: true,
        message: 'Line 11 ends VEVENT, which has not begun; write BEGIN:VEVENT before its event.',
      },
    ]);
    const strange = afterGoodEvent(
      START,
      END,
      'SUMMARY:Kim Lee',
      'END:VEVENT',
      'so and so',
      'END:VTODO',
      'BEGIN:VEVENT',
      START,
      END,
      'SUMMARY:Kim Lee',
    );
    expect(build(strange).problems).toMatchObject([
      { line: 13, loses: false },
      { line: 14, loses: false },
    ]);
    expect(build(strange).shifts).toHaveLength(3);
  });

  test('a DTSTART to which its rule does not lead is counted and reported', () => {
    const rota = build(afterGoodEvent(START, END, 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2', 'SUMMARY:Kim Lee'));
    expect(rota.shifts).toHaveLength(4);
    expect(rota.problems).toMatchObject([
      { line: 8, loses: false, message: expect.stringContaining('DTSTART that its RRULE does not lead to') },
    ]);
  });

  test('a rule that cannot come true ends, and one that takes too many steps is a problem', () => {
    expect(
      build(afterGoodEvent(START, END, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'SUMMARY:Kim Lee')).shifts,
    ).toHaveLength(2);
    const endless = build(
      afterGoodEvent(
        'DTSTART:19000101T180000Z',
        'DTEND:19000101T190000Z',
        'RRULE:FREQ=DAILY;BYHOUR=1,2;BYSETPOS=1;COUNT=999999999',
      ),
    );
    expect(endless.problems[0]?.message).toContain(
      `its rule cannot be worked out within ${limits.rotaRuleSteps} steps`,
    );
  });

  test("the zone of a calendar that is not known is reported, and the rota's own is used", () => {
    const rota = build(
      afterGoodEvent('DTSTART;VALUE=DATE:20261121', 'SUMMARY:Kim Lee').replace(
        'VERSION:2.0',
        'X-WR-TIMEZONE:Middle Earth',
      ),
    );
    expect(rota.problems).toMatchObject([
      {
        line: 0,
        loses: false,
        message: expect.stringContaining('"Middle Earth" is not known; America/Chicago is used'),
      },
    ]);
    expect(rota.shifts.at(-1)?.start).toBe(Date.parse('2026-11-21T06:00:00Z'));
  });
});

describe('a file', () => {
  test.each([
    ['', 'Line 1: the file is empty'],
    [
      '\n<!DOCTYPE html>\n<html>',
      'Line 2 is "<!DOCTYPE html>", not BEGIN:VCALENDAR: this is no calendar. Save it as iCalendar (.ics).',
    ],
    [afterGoodEvent(START, END).slice(0, -9), 'Line 12 is the last, and it is not END:VCALENDAR: the file is cut off.'],
    ['x'.repeat(limits.rotaBytes + 1), `The rota is larger than ${limits.rotaBytes} bytes.`],
    [
      afterGoodEvent(...Array<string>(limits.rotaEvents).fill('END:VEVENT\nBEGIN:VEVENT')),
      `the rota has more than ${limits.rotaEvents} events`,
    ],
  ])('that is no calendar, or too large, is refused: %#', (text, message) => {
    expect(() => build(text)).toThrow(message);
  });

  test('with more shifts than the limit is refused', () => {
    const hourly = `${START}\n${END}\nRRULE:FREQ=DAILY;BYHOUR=${[...Array(24).keys()].join()}`;
    const text = afterGoodEvent(Array<string>(50).fill(hourly).join('\nEND:VEVENT\nBEGIN:VEVENT\n'));
    expect(() => build(text)).toThrow(`the rota has more than ${limits.rotaShifts} shifts`);
  });

  test('may begin with a byte order mark, end its lines in any way and fold them anywhere', () => {
    const text = afterGoodEvent(START, END, 'SUMMARY:Kim Lee', 'BEGIN:VALARM', 'junk', 'END:VALARM');
    const folded = text.replace('SUMMARY:Kim Lee', 'SUMM\n ARY:Ki\n\tm Lee');
    for (const written of [`\uFEFF${text}`, text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), folded])
      expect(build(written)).toMatchObject({ problems: [], shifts: [{ person: 'kim' }, { person: 'kim' }] });
  });

  test('without events says that nobody is ever on call', () => {
    expect(build('BEGIN:VCALENDAR\nEND:VCALENDAR').problems).toMatchObject([
      { line: 0, loses: true, message: expect.stringContaining('has no events') },
    ]);
  });

  test('with more people at one instant than the limit counts the first of the file and warns', () => {
    const many = Array.from({ length: limits.rotaAtOnce + 1 }, () => `${START}\n${END}\nSUMMARY:Kim Lee`).join(
      '\nEND:VEVENT\nBEGIN:VEVENT\n',
    );
    const { warnings } = whoIsOnCall(build(afterGoodEvent(many)).index, Date.parse('2026-11-21T18:30:00Z'));
    expect(warnings).toEqual([`More than ${limits.rotaAtOnce} are on the rota at this time; the others are left out.`]);
  });
});
