import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { readLines, textOfCalendar } from '../src/oncall/readLines.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { at, build, calendar, people, shift } from './rotaText.ts';

/** Nights of somebody whose name has letters beyond ASCII. */
const nights = calendar(shift('Zoë Müller', '20261120T180000', '20261121T070000', 'UID:z'));
const utf8 = new TextEncoder().encode(nights);
const summaryOf = (bytes: Uint8Array | string) => build(bytes).shifts[0]?.source.summary;

function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** A file with every line folded after so many bytes, also within a letter. */
function folded(bytes: Uint8Array, width: number): Uint8Array {
  const out: number[] = [];
  let column = 0;
  for (const byte of bytes) {
    if (byte === 13 || byte === 10) column = 0;
    else if (column++ >= width) {
      out.push(13, 10, 32);
      column = 1;
    }
    out.push(byte);
  }
  return Uint8Array.from(out);
}

describe('the bytes of a file', () => {
  test.each([
    ['UTF-8', utf8],
    ['UTF-8 with a byte order mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8])],
    ['UTF-16, low byte first', utf16(nights, 'le', true)],
    ['UTF-16, high byte first', utf16(nights, 'be', true)],
    ['UTF-16 without a mark', utf16(nights, 'le', false)],
    ['UTF-16, high byte first, without a mark', utf16(nights, 'be', false)],
    ['a line feed at each end of line', new TextEncoder().encode(nights.replaceAll('\r\n', '\n'))],
    ['a carriage return at each end of line', new TextEncoder().encode(nights.replaceAll('\r\n', '\r'))],
    [
      'empty lines before, between and after',
      new TextEncoder().encode(`\r\n\n${nights.replaceAll('\r\n', '\n\n')}\n\n`),
    ],
    ['spaces before the first line', new TextEncoder().encode(`    ${nights}`)],
    ['zeros', new TextEncoder().encode(nights.replace('Zoë', 'Z\u0000oë'))],
  ])('may be %s', (_, bytes) => {
    expect(summaryOf(bytes)).toBe('Zoë Müller');
    expect(build(bytes).problems).toMatchObject([{ message: expect.stringContaining('"Zoë Müller"') }]);
  });

  test.each([1, 2, 7, 30, 75])('may be folded after %i bytes, also within a letter', (width) => {
    expect(summaryOf(folded(utf8, width))).toBe('Zoë Müller');
  });

  test('that are no UTF-8 are read as Windows-1252, with a hint that names the first line', () => {
    const latin = Buffer.from(nights.replace('UID:z', 'UID:ü'), 'latin1');
    expect(summaryOf(latin)).toBe('Zoë Müller');
    expect(build(latin).problems.find(({ loses }) => !loses)).toMatchObject({
      line: 6,
      loses: false,
      message:
        'Line 6 and 1 more are not in UTF-8, and read as Windows-1252; look at the names, and save the file as UTF-8.',
    });
  });

  test('may have the letters that Windows-1252 has beyond Latin-1', () => {
    const bytes = Buffer.from(nights.replace('Zoë Müller', 'Ale\x9a \x8e\xe1k'), 'latin1');
    expect(summaryOf(bytes)).toBe('Aleš Žák');
  });

  test('keep the line numbers of the file over folds, empty lines and calendars', () => {
    const text = nights.replace('SUMMARY:Zoë', 'SUMM\r\n ARY:Z\r\n oë').replace('UID:z', '\r\njunk');
    expect(build(text).problems).toMatchObject([{ line: 10, message: expect.stringContaining('Line 10 ("junk")') }]);
  });
});

describe('the text that is kept of a file', () => {
  const same = (bytes: Uint8Array) => {
    const kept = textOfCalendar(bytes);
    expect(readLines('rota.ics', kept)).toEqual(readLines('rota.ics', bytes));
    expect(kept).not.toContain('\u0000');
    return kept;
  };

  test('is that of the file as it stands when it is UTF-8, and reads the same in any other coding', () => {
    expect(same(utf8)).toBe(nights);
    for (const order of ['le', 'be'] as const)
      for (const mark of [true, false]) expect(same(utf16(nights, order, mark))).toBe(nights);
    expect(same(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8]))).toBe(nights);
    expect(same(folded(utf8, 30))).toBe(Buffer.from(folded(utf8, 30)).toString());
  });

  test('has whole letters where a fold stood within one, and the line numbers of the file', () => {
    for (const width of [1, 2, 7, 11]) {
      const kept = same(folded(utf8, width));
      expect(kept).not.toContain('\uFFFD');
      expect(summaryOf(kept)).toBe('Zoë Müller');
    }
  });

  test('gives the hint about Windows-1252 again, until the file is saved as UTF-8', () => {
    const latin = Buffer.from(nights, 'latin1');
    const kept = same(latin);
    expect(summaryOf(kept)).toBe('Zoë Müller');
    expect(build(kept).problems.find(({ loses }) => !loses)).toMatchObject({ line: 6 });
    expect(kept).not.toBe(same(utf8));
  });

  test('gives the lines, line numbers and hints of its bytes, whatever they are', () => {
    const parts = [
      '\r',
      '\n',
      '\r\n',
      '\r\n ',
      ' ',
      '\t',
      'A',
      'Zo\xc3\xab',
      '\xc3\r\n \xab',
      '\xc3',
      '\xab',
      '\xeb',
      '\x80',
    ];
    const odd = ['\0', '\xef\xbf\xbd', '\xef', '\xbf\xbd', '\xef\xb7\x90', '\xe2\x80'];
    const marks = ['', '\xef\xbb\xbf', '\xff\xfe', '\xfe\xff'];
    fc.assert(
      fc.property(
        fc.constantFrom(...marks),
        fc.array(fc.constantFrom(...parts, ...odd), { maxLength: 30 }),
        (mark, some) => void same(Buffer.from(mark + some.join(''), 'latin1')),
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a whole file is refused, with line and remedy', () => {
  test.each([
    ['<!DOCTYPE html>\n<html>', 'Line 1 is "<!DOCTYPE html>", not BEGIN:VCALENDAR'],
    ['', 'Line 1: the file is empty'],
    [' \r\n\t\r\n', 'Line 1: the file is empty'],
    ['{"error":"login"}', 'not BEGIN:VCALENDAR'],
    [nights.slice(0, -20), 'Line 8 is the last, and it is not END:VCALENDAR: the file is cut off.'],
    [`${nights}${nights.slice(0, 60)}`, 'it is not END:VCALENDAR: the file is cut off.'],
    [Buffer.alloc(40_000_000, 'BEGIN:VCALENDAR\r\n'), `The rota is larger than ${limits.rotaBytes} bytes.`],
  ])('%#', (bytes, message) => {
    expect(() => build(bytes)).toThrow(message);
  });
});

describe('an event with much in it costs no more than itself', () => {
  const good = shift('Kim', '20261120T180000', '20261121T070000', 'UID:good');
  const kimIsThere = (...lines: string[]) => {
    const rota = build(calendar(good, ['DTSTART:20261121T180000Z', 'DTEND:20261121T190000Z', 'SUMMARY:Kim', ...lines]));
    expect(whoIsOnCall(rota.index, at('2026-11-21T02:00:00Z')).people).toEqual(['kim']);
    return rota;
  };

  test.each([
    ['RRULE:FREQ=DAILY;COUNT=1000000000', 132],
    ['RRULE:FREQ=WEEKLY;BYDAY=MO,SA;COUNT=1000000000', 39],
    ['RRULE:FREQ=DAILY;COUNT=-1', 132],
    ['RRULE:FREQ=DAILY;INTERVAL=999999999999999', 2],
    ['RRULE:FREQ=MONTHLY;INTERVAL=999999999999999', 2],
    ['RRULE:FREQ=YEARLY;COUNT=999999999999999', 2],
    ['RRULE:FREQ=HOURLY;INTERVAL=999999999999999', 2],
    ['RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 2],
    ['RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO', 2],
    ['RRULE:FREQ=DAILY;BYMONTHDAY=-1', 7],
    ['RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2', 2],
    ['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 2],
    ['RRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTHDAY=15', 2],
    ['RRULE:FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1', 2],
  ])('%s: %i shifts', (rule, shifts) => {
    expect(kimIsThere(rule).shifts).toHaveLength(shifts);
  });

  test.each([['SECONDLY'], ['MINUTELY']])('FREQ=%s is refused', (freq) => {
    expect(kimIsThere(`RRULE:FREQ=${freq}`).problems).toMatchObject([{ line: 13, loses: true }]);
  });

  test('50,000 exceptions, most of them in vain', () => {
    const dates = Array.from({ length: 50_000 }, (_, i) =>
      new Date(at('2026-11-21T18:00:00Z') + i * 86_400_000).toISOString().replace(/[-:]|\.\d+/g, ''),
    );
    const rota = kimIsThere('RRULE:FREQ=DAILY', ...dates.slice(1).map((date) => `EXDATE:${date}`));
    expect(rota.shifts).toHaveLength(2);
    expect(rota.problems).toEqual([]);
  });

  test('a line of four million characters', () => {
    expect(kimIsThere(`DESCRIPTION:${'Kim Lee, '.repeat(450_000)}`).problems).toEqual([]);
    expect(kimIsThere(`ATTENDEE;CN="${'x,'.repeat(2_000_000)}":mailto:kim.lee@example.edu`).problems).toEqual([]);
    expect(kimIsThere(`X-LONG${';A=1'.repeat(1_000_000)}:x`).problems).toEqual([]);
  });
});

test('the made-up people of these tests are known by every way to name them', () => {
  for (const { id, name, phone } of people)
    for (const text of [id, name, phone])
      expect(build(calendar(shift(text, '20261120T180000', '20261121T070000'))).shifts[0]?.person).toBe(id);
});
