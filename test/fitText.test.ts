import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { writePhone } from '../src/domain/phone.ts';
import { plainLetters } from '../src/paging/plainLetters.ts';
import { segmentsOf } from '../src/paging/segmentsOf.ts';
import {
  acceptedText,
  type CaseInText,
  closedText,
  notAcceptedText,
  pageText,
  passedText,
  takenText,
} from '../src/paging/words.ts';

const encodingOf = (text: string) => new SegmentedMessage(text).getEncodingName();

describe('the carrier makes segments of a text', () => {
  test.each([
    ['nothing', '', 1],
    ['160 letters that count once', 'é'.repeat(160), 1],
    ['one more', 'é'.repeat(161), 2],
    ['80 letters that count twice', '€'.repeat(80), 1],
    ['one more', '€'.repeat(81), 2],
    ['159 letters and one that counts twice', `${'a'.repeat(159)}^`, 2],
    ['306 letters', 'a'.repeat(306), 2],
    ['306 septets, where an escape may not be parted from its letter', ']'.repeat(153), 3],
    ['70 letters and a curly quote, which makes Unicode of them all', `${'a'.repeat(70)}’`, 2],
    ['70 letters of Unicode', '語'.repeat(70), 1],
    ['one more', '語'.repeat(71), 2],
  ])('of %s', (_what, text, segments) => {
    expect(segmentsOf(text)).toBe(segments);
  });
});

describe('a text has plain letters', () => {
  test.each([
    ['Müller/Łódź/日本語/🔬 lab', 'Müller/Lodz/???/? lab'],
    ['“Wet” ‘lab’ ‹1› «2» `x´', "\"Wet\" 'lab' '1' \"2\" 'x'"],
    ['a – b — c ‐ d − e • f', 'a - b - c - d - e - f'],
    ['and so on…', 'and so on...'],
    ['Room\u00a012\u2003West\u202fWing', 'Room 12 West Wing'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
    ['b\u0000e\u0007l\u001bl\u0085', 'bell'],
    ['\ufeffzero\u200b width\u200d', 'zero width'],
    ['éèùìòàñöüäåÄÖÑÜßÇØø', 'éèùìòàñöüäåÄÖÑÜßÇØø'],
    ['e\u0301n\u0303 x\u030c', 'éñ x'],
    ['çáíóúâêîôûšžčřőűÀÈÂŠ', 'caiouaeiouszcrouAEAS'],
    ['Đặng Þór Œuvre ıstanbul ẞ', 'Dang Thor OEuvre istanbul SS'],
    ['½ µm № 5 ２ ﬁn ™ x²', '1/2 um No 5 2 fin TM x2'],
    ['^{}\\[~]|€ @£$¥', '^{}\\[~]|€ @£$¥'],
    ['한 Ж \ud83d', '? ? ?'],
  ])('%j becomes %j', (text, plain) => {
    expect(plainLetters(text)).toBe(plain);
    expect(encodingOf(plain)).toBe('GSM-7');
  });

  test('of every letter there is, the carrier takes what is left for GSM-7, and a second look changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const plain = plainLetters(text);
        expect(encodingOf(plain)).toBe('GSM-7');
        expect(plainLetters(plain)).toBe(plain);
      }),
    );
    // Whatever the carrier counts as GSM-7 stays as it is; only ends of lines become spaces.
    for (let code = 0x20; code < 0x2100; code++) {
      const letter = String.fromCharCode(code);
      if (letter !== ' ' && encodingOf(letter) === 'GSM-7') expect(plainLetters(letter)).toBe(letter);
    }
  });
});

describe('a text has two segments at the most', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'ab €]^é日…“'), minLength: 1, maxLength: 300 }),
    fc.constantFrom('€'.repeat(120), ']'.repeat(121), 'D'.repeat(120), '\u200b', 'Botany'),
  );
  const digits = (least: number, most: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
  const caseNumber = digits(7, 10).map((number) => `CS${number}`);
  const phone = fc.oneof(
    fc.constant('+16085550142'),
    digits(7, 14).map((number) => `+4${number}`),
  );
  const described: fc.Arbitrary<CaseInText> = fc.record({
    number: caseNumber,
    callBackNumber: fc.option(phone),
    department: fc.option(name),
  });
  const manyCases = fc.oneof(
    fc.array(described, { minLength: 1, maxLength: 8 }),
    fc.tuple(described, fc.integer({ min: 1, max: 300 })).map(([one, count]) => Array<CaseInText>(count).fill(one)),
  );
  const manyNumbers = fc.oneof(
    fc.array(caseNumber, { minLength: 1, maxLength: 60 }),
    fc.tuple(caseNumber, fc.integer({ min: 1, max: 300 })).map(([one, count]) => Array<string>(count).fill(one)),
  );
  const code = fc.integer({ min: 10, max: 99 });
  const isShort = (text: string) => {
    expect(encodingOf(text)).toBe('GSM-7');
    expect(segmentsOf(text)).toBeLessThanOrEqual(2);
  };
  const namesTheFirst = (text: string, [first]: readonly CaseInText[]) => {
    expect(text).toContain(first?.number);
    if (first?.callBackNumber) expect(text).toContain(`call back ${writePhone(first.callBackNumber)}`);
  };
  /** Cases by number, and those that are only counted. */
  const told = (text: string) =>
    (text.match(/CS\d{7,}/g)?.length ?? 0) + Number(/\band (\d+) more\b/.exec(text)?.[1] ?? 0);

  test('and a page keeps its code, the first case and whom to call back, and counts every case', () => {
    fc.assert(
      fc.property(name, manyCases, code, (team, cases, number) => {
        const text = pageText(team, cases, number);
        isShort(text);
        namesTheFirst(text, cases);
        expect(text.endsWith(`. Reply ${number} to accept, ${number} no to pass.`)).toBe(true);
        expect(text.startsWith('Help desk hotline: critical, ')).toBe(true);
        expect(told(text)).toBe(cases.length);
      }),
    );
  });

  test('and the answer to an acceptance keeps the first case and whom to call back', () => {
    fc.assert(
      fc.property(manyCases, (cases) => {
        const text = acceptedText(cases);
        isShort(text);
        namesTheFirst(text, cases);
        expect(text.endsWith('. Please call within one hour.')).toBe(true);
        expect(told(text)).toBe(cases.length);
      }),
    );
  });

  test('and the others keep what became of the cases, and count every one', () => {
    fc.assert(
      fc.property(manyNumbers, name, code, (numbers, by, number) => {
        const taken = takenText(numbers, by);
        const passed = passedText(numbers);
        const not = notAcceptedText(numbers, number);
        for (const text of [taken, closedText(numbers), passed, not]) {
          isShort(text);
          expect(text).toContain(numbers[0]);
          expect(told(text)).toBe(numbers.length);
        }
        expect(taken).toMatch(/: taken by .+\. You need do nothing\.$/);
        expect(not).toContain(`. Reply ${number} to accept, ${number} no to pass. `);
      }),
    );
  });
});

describe('what has no room gives way in its order', () => {
  const botany: CaseInText = { number: 'CS0000001', callBackNumber: '+16085550142', department: 'Botany' };
  const long = (number: string): CaseInText => ({ ...botany, number, department: `Institute of ${'D'.repeat(100)}` });

  test('first the names', () => {
    const text = pageText('AIMS', [long('CS0000001'), long('CS0000002'), botany], 47);
    expect(text).toMatch(
      /CS0000001, Institute of D+\.\.\., call back .*; CS0000002, Institute of D+\.\.\., call back /,
    );
    expect(text).toContain('Botany');
    expect(text.length).toBeGreaterThan(295);
  });

  test('and so does a name whose last escape would be parted from its letter', () => {
    const whole = takenText(['CS0000001'], 'a'.repeat(263));
    expect(whole).toContain(`${'a'.repeat(263)}.`);
    const text = takenText(['CS0000001'], ']'.repeat(132));
    expect(segmentsOf(text)).toBe(2);
    expect(text).toMatch(/\]{120,}\.\.\.\. You need do nothing\.$/);
  });

  test('then cases, once every name is down to the letters it keeps', () => {
    const withheld = { callBackNumber: null, department: '€'.repeat(90) };
    const cases = ['CS0000001', 'CS0000002', 'CS0000003'].map((number) => ({ ...withheld, number }));
    const text = pageText('€'.repeat(80), cases, 47);
    expect(text).toMatch(/CS0000002, €+\.\.\., number withheld, a recording may tell it; and 1 more\. Reply 47/);
    const kept = /CS0000001, (€+\.\.\.),/.exec(text)?.[1] ?? '';
    expect(kept.length).toBeGreaterThanOrEqual(limits.shortNameCharacters);
  });

  test('a page describes three and counts the others; an acceptance lists all that have room', () => {
    const five = [1, 2, 3, 4, 5].map((digit) => ({ ...botany, number: `CS000000${digit}` }));
    expect(pageText('AIMS', five, 47)).toContain(
      'CS0000003, Botany, call back 608-555-0142; and 2 more. Reply 47 to accept, 47 no to pass.',
    );
    expect(acceptedText(five)).toContain('CS0000005, Botany, call back 608-555-0142. Please call');
  });

  test('a list names as many as have room, twenty at the most', () => {
    const numbers = Array.from({ length: 30 }, (_, i) => `CS00000${10 + i}`);
    expect(closedText(numbers)).toContain('CS0000029 and 10 more: closed.');
    const longer = numbers.slice(0, 20).map((number) => `${number}000`);
    expect(notAcceptedText(longer, 47)).toMatch(/^Not accepted yet: .*, CS\d{10} and \d more\. Reply 47/);
  });

  test('a name of which nothing can be written is a question mark', () => {
    expect(takenText(['CS0000001'], '\u200b')).toBe('CS0000001: taken by ?. You need do nothing.');
  });
});
