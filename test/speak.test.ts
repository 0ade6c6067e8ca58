/** Numbers, times and case numbers as people say them. */
import { expect, test } from 'vitest';
import {
  speakCaseNumber,
  speakingSeconds,
  speakList,
  speakPhone,
  speakSeconds,
  speakTime,
} from '../src/domain/speak.ts';

test.each<[string, string, string]>([
  ['a number', speakPhone('+16082656900'), '6 0 8, 2 6 5, 6 9 0 0'],
  ['a number as people write it', speakPhone('608-262-0000'), '6 0 8, 2 6 2, 0 0 0 0'],
  ['a number without its signs', speakPhone('6082620000'), '6 0 8, 2 6 2, 0 0 0 0'],
  ['a number of another country', speakPhone('+442079460000'), '4 4 2, 0 7 9, 4 6 0, 0 0 0'],
  ['a case number', speakCaseNumber('CS0000042'), 'C S, 0 0 0, 0 0 4 2'],
  ['a case number of another form', speakCaseNumber('42'), '4 2'],
  ['7:00', speakTime('7:00'), '7 a.m.'],
  ['07:00', speakTime('07:00'), '7 a.m.'],
  ['7:05', speakTime('7:05'), '7:05 a.m.'],
  ['18:05', speakTime('18:05'), '6:05 p.m.'],
  ['12:00', speakTime('12:00'), 'noon'],
  ['12:30', speakTime('12:30'), '12:30 p.m.'],
  ['0:00', speakTime('00:00'), 'midnight'],
  ['0:20', speakTime('00:20'), '12:20 a.m.'],
  ['a second', speakSeconds(1), 'a second'],
  ['30 s', speakSeconds(30), '30 seconds'],
  ['60 s', speakSeconds(60), 'a minute'],
  ['90 s', speakSeconds(90), 'a minute and a half'],
  ['100 s', speakSeconds(100), 'a minute and 40 seconds'],
  ['150 s', speakSeconds(150), '2 and a half minutes'],
  ['300 s', speakSeconds(300), '5 minutes'],
  ['3600 s', speakSeconds(3600), 'an hour'],
  ['7200 s', speakSeconds(7200), '2 hours'],
  ['nobody', speakList([]), ''],
  ['three', speakList(['Kim', 'Alex', 'Sam']), 'Kim, Alex and Sam'],
])('%s', (_what, spoken, said) => {
  expect(spoken).toBe(said);
});

test('words take their time, with their pauses', () => {
  expect(speakingSeconds([{ say: 'One two three four five.' }, { pauseSeconds: 1 }, { play: 'RE1' }])).toBe(3);
});
