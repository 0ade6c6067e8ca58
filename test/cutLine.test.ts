import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { cutLine } from '../src/oncall/cutLine.ts';

/** ical.js as a reader of lines: every value but a text stays as it is written. */
const design = {
  value: { text: ICAL.design.icalendar.value.text },
  param: {},
  property: { summary: { defaultType: 'text' }, dtstart: {}, attendee: {} },
  propertyGroups: false,
};

const word = fc.stringMatching(/^[A-Za-z0-9 .@/äé-]{0,12}$/);
const quoted = fc.stringMatching(/^[A-Za-z0-9 .,;:@/äé-]{1,12}$/).map((text) => `"${text}"`);
const parameter = fc.tuple(fc.constantFrom('CN', 'TZID', 'ROLE', 'X-A'), fc.oneof(word, quoted));
const parameters = fc.uniqueArray(parameter, { selector: ([name]) => name, maxLength: 3 });
const value = fc.stringMatching(/^[A-Za-z0-9 .,;:@/äé"=-]{1,20}$/);

test('a line is cut into name, parameters and value as ical.js cuts it', () => {
  fc.assert(
    fc.property(fc.constantFrom('ATTENDEE', 'SUMMARY', 'x-other'), parameters, value, (name, some, written) => {
      const text = `${name}${some.map(([key, one]) => `;${key}=${one}`).join('')}:${written}`;
      const [theirName, theirParams, , theirValue] = ICAL.parse.property(text, design);
      expect(cutLine({ text, line: 7 })).toEqual({ name: theirName, params: theirParams, value: theirValue, line: 7 });
    }),
    { numRuns: 1000, seed: 20261121 },
  );
});

test.each([
  [String.raw`SUMMARY:a\, b\; c\\n\nd\Ne`, 'a, b; c\\n\nd\ne', {}],
  ["ATTENDEE;CN=Kim ^'Kit^' Lee^^^n:mailto:kim", 'mailto:kim', { cn: 'Kim "Kit" Lee^\n' }],
  ['ATTENDEE;MEMBER="mailto:a","mailto:b":mailto:kim', 'mailto:kim', { member: 'mailto:a,mailto:b' }],
  ['DTSTART;TZID=tzone://Microsoft/Custom:20261120T180000', '20261120T180000', { tzid: 'tzone://Microsoft/Custom' }],
  [
    'DTSTART;TZID=(UTC+01:00) Bern, Rome;X=1:20261120T180000',
    '20261120T180000',
    { tzid: '(UTC+01:00) Bern, Rome', x: '1' },
  ],
])('%s', (text, written, params) => {
  expect(cutLine({ text, line: 1 })).toMatchObject({ value: written, params });
});

test.each([
  ['junk'],
  ['SUMMARY'],
  ['SUMMARY;CN:x'],
  [';A=b:c'],
  ['SUM MARY:x'],
  ['SUMMARY;CN="x:y'],
  ['DTSTART;TZID=x'],
  ['DTSTART;=:1'],
])('%s is no line', (text) => {
  expect(cutLine({ text, line: 1 })).toBeNull();
});
