import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deskBlock } from '../src/http/deskBlock.ts';
import { segmentsOf } from '../src/paging/segmentsOf.ts';
import {
  acceptedText,
  closedText,
  gapText,
  notAcceptedText,
  pageText,
  passedText,
  saidText,
  stoppedText,
  takenText,
  testText,
  unknownCodeText,
} from '../src/paging/words.ts';

/** The letters of a text message that count once (GSM 03.38, basic set); a text of others has room for 70 letters only. */
const gsm7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;

describe('the text of a page', () => {
  const botany = { number: 'CS0000001', callBackNumber: '+16085550142', department: 'Botany' };
  const withheld = { number: 'CS0000002', callBackNumber: null, department: null };

  test('says who, what, whom to call back and how to answer', () => {
    expect(pageText('AIMS', [botany], 47)).toBe(
      'Help desk hotline: critical, AIMS: CS0000001, Botany, call back 608-555-0142. Reply 47 to accept, 47 no to pass.',
    );
    expect(pageText('AIMS', [botany, withheld], 10)).toBe(
      'Help desk hotline: critical, AIMS: 2 cases: CS0000001, Botany, call back 608-555-0142; CS0000002, number withheld, a recording may tell it. Reply 10 to accept, 10 no to pass.',
    );
  });

  test('has plain letters and, with one case, at most two parts of 153, whatever the directory says', () => {
    const letters = (most: number) =>
      fc.string({ unit: fc.constantFrom(...'AZaz09 &.-'), minLength: 1, maxLength: most });
    const one = fc.record({
      number: fc.constant('CS0000001'),
      callBackNumber: fc.constantFrom(null, '+16085550142', '+442079460123'),
      department: fc.option(letters(120)),
    });
    fc.assert(
      fc.property(letters(80), one, fc.integer({ min: 10, max: 99 }), (team, wanted, code) => {
        expect(pageText(team, [wanted], code)).toMatch(gsm7);
        expect(pageText(team, [wanted], code).length).toBeLessThanOrEqual(306);
        expect(pageText(team, [wanted, withheld], code)).toMatch(gsm7);
      }),
    );
    const longest = { ...botany, callBackNumber: '+442079460123', department: 'D'.repeat(120) };
    expect(pageText('T'.repeat(80), [longest], 99).length).toBeLessThanOrEqual(306);
  });

  test('is followed by texts that say what became of it', () => {
    const texts = [
      takenText(['CS0000001', 'CS0000002'], 'Kim Lee'),
      closedText(['CS0000001']),
      acceptedText([botany, withheld]),
      passedText(['CS0000001']),
      notAcceptedText(['CS0000001', 'CS0000002', 'CS0000003'], 47),
      unknownCodeText(),
    ];
    expect(texts).toEqual([
      'CS0000001 and CS0000002: taken by Kim Lee. You need do nothing.',
      'CS0000001: closed. You need do nothing.',
      'You have taken CS0000001, Botany, call back 608-555-0142; CS0000002, number withheld, a recording may tell it. Please call within one hour.',
      'Passed: CS0000001. The page goes on until somebody takes it.',
      'Not accepted yet: CS0000001, CS0000002 and CS0000003. Reply 47 to accept, 47 no to pass. We kept your words.',
      'That code belongs to no open page of yours. Nothing was accepted.',
    ]);
    for (const text of texts) expect(text).toMatch(gsm7);
  });
});

test('a text carries where the caller is, a recording, and what was said as far as it has room', () => {
  const one = { number: 'CS0000001', callBackNumber: '+16085550142', department: null, hasRecording: true };
  const said = `${'The server is down and nobody can work. '.repeat(10)}`;
  const text = pageText('AIMS', [{ ...one, caller: 'holding', said }], 47);
  expect(text).toBe(
    'Help desk hotline: critical, AIMS: CS0000001, name in the recording, call back 608-555-0142, on hold. "The server is down and nobody can work. The server is down and nobody can work. The server is down and nobody can work...." Reply 47 to accept, 47 no to pass.',
  );
  const long = { ...one, department: 'Department of '.repeat(8), said };
  expect(segmentsOf(pageText('Departmental Support '.repeat(3), [long], 47))).toBe(2);
  expect(segmentsOf(saidText('CS0000001', said, 47))).toBeLessThanOrEqual(2);
  expect(pageText('AIMS', [{ ...one, caller: 'hungUpEarly', hasRecording: false }], 47)).toContain(
    'CS0000001, call back 608-555-0142, hung up early. Reply 47',
  );
  for (const name of ['Kim Lee', 'K'.repeat(80)]) {
    expect(segmentsOf(testText(name, 47))).toBeLessThanOrEqual(2);
    expect(segmentsOf(stoppedText(name, '+16085550111'))).toBeLessThanOrEqual(2);
  }
});

test('the block for the desk says of everything that is not known that it is not', () => {
  const nothing = {
    number: 'CS0000002',
    priority: 'P1',
    opened: '2026-11-21T08:00:00.000Z',
    department: null,
    callBackNumber: null,
    takenBy: null,
    choice: null,
    choiceBy: null,
    expectation: null,
    transcript: null,
  };
  expect(deskBlock(nothing).split('\n').slice(5)).toEqual([
    'Opened: 2026-11-21T08:00:00.000Z',
    'Department: not known; see the recording',
    'Call back: number withheld',
    'Taken by: nobody yet',
    'The caller was told: nothing yet',
    'What was said: no transcript; listen to the recording',
  ]);
});

test('the warning of a gap has two segments however much there is to say, and always tells when and which file', () => {
  const when = 'Tue 1 Dec 18:00 to Wed 07:00, and 13 times more, the last Mon 14 Dec 18:00';
  const reason = `The rota names "${'Ōyama '.repeat(40)}", whom the directory does not know.`;
  const text = gapText('Departmental Support '.repeat(4), when, reason, 'aims.ics');
  expect(segmentsOf(text)).toBe(2);
  expect(text).toContain(`: nobody is on call ${when} (The rota names "Oyama`);
  expect(text).toMatch(/\.\.\.\)\. Correct aims\.ics\.$/);
});
