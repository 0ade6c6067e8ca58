import { describe, expect, test } from 'vitest';
import type { RotaPerson } from '../src/domain/rota.ts';
import { buildRota } from '../src/oncall/buildRota.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { at, calendar } from './rotaText.ts';

const people: RotaPerson[] = [
  { id: 'kim', name: 'Kim Lee', phone: '+16085550111', email: 'kim.lee@example.edu', aliases: ['Kim'] },
  { id: 'alex', name: 'Alex Roe', phone: '+16085550112', aliases: ['Lexi', 'Twin'] },
  { id: 'will', name: 'Will de la Cruz', phone: '+16085550113', aliases: ['Will', 'Twin'] },
  { id: 'ann', name: 'Ann-Marie O’Neil', phone: '+16085550114', aliases: [] },
];

function onCall(...lines: string[]) {
  const text = calendar(['DTSTART:20261120T180000Z', 'DTEND:20261120T190000Z', ...lines]);
  const window = { from: at('2026-11-20T00:00:00Z'), to: at('2026-11-21T00:00:00Z') };
  const files = [{ name: 'a.ics', bytes: text, role: 'base' as const }];
  return whoIsOnCall(buildRota({ files, zone: 'UTC', people, ...window }).index, at('2026-11-20T18:30:00Z'));
}

describe('a name within a longer SUMMARY', () => {
  test.each([
    ['On Call - Kim Lee - AIMS', ['kim']],
    ['Primary: Kim', ['kim']],
    ['[Nights] kim lee', ['kim']],
    ['[L1] On call: Lexi', ['alex']],
    ['AIMS on-call shift: Will de la Cruz', ['will']],
    ['On call (kim.lee@example.edu)', ['kim']],
    ['On call - 608-555-0112', ['alex']],
    ['Kim Lee (kim.lee@example.edu)', ['kim']],
    ['Kim on call', ['kim']],
    ['Lee, Kim', ['kim']],
    ['Nights - ann-marie o’neil', ['ann']],
    ['On Call - Kim / Lexi - AIMS', ['kim', 'alex']],
    ['Primary: Kim Lee and Alex Roe', ['kim', 'alex']],
    ['On call: Kim, Lexi', ['kim', 'alex']],
    ['Research and Development: Kim Lee', ['kim']],
  ])('%s: %j', (summary, expected) => {
    expect(onCall(`SUMMARY:${summary.replaceAll(',', String.raw`\,`)}`)).toMatchObject({
      people: expected,
      warnings: [],
    });
  });

  test.each([
    ['Kimberly on call', 'a name is delimited by what is no letter'],
    ['Kim-Lee Street 5', 'a name ends where its word does'],
    ['Jo will be on call', 'one word within others is spelt as in the directory'],
    ['kim on call', 'one word within others is spelt as in the directory'],
  ])('%s names nobody: %s', (summary) => {
    expect(onCall(`SUMMARY:${summary}`)).toMatchObject({
      people: [],
      gap: `The rota names "${summary}", whom the directory does not know.`,
    });
  });

  test.each([
    ['Kim for Lexi', 'which does not say clearly which of Kim Lee and Alex Roe is meant'],
    ['On call - Kim - Lexi', 'which does not say clearly which of Kim Lee and Alex Roe is meant'],
    ['On call: Twin', 'which could be Alex Roe or Will de la Cruz'],
    ['Kim Lee vacation', 'which may mean that Kim Lee is not on call; write the name alone'],
    ['Not Kim Lee', 'which may mean that Kim Lee is not on call; write the name alone'],
    ['OOO: Kim', 'which may mean that Kim Lee is not on call; write the name alone'],
  ])('%s is nobody, %s', (summary, why) => {
    expect(onCall(`SUMMARY:${summary}`)).toMatchObject({ people: [], gap: `The rota says "${summary}", ${why}.` });
  });

  test.each([
    ['Primary: Kim / Jo Doe', ['kim'], 'Jo Doe'],
    ['Primary: Jo Doe & Kim', ['kim'], 'Jo Doe'],
    ['Kim, Jo Doe', ['kim'], 'Jo Doe'],
    ['Kim / Jo Doe / Lexi', ['kim', 'alex'], 'Jo Doe'],
    ['On call - Jo Doe and Kim Lee - AIMS', ['kim'], 'Jo Doe'],
  ])('%s puts %j on call, and warns of the other', (summary, expected, name) => {
    expect(onCall(`SUMMARY:${summary}`)).toMatchObject({
      people: expected,
      warnings: [`The rota names "${name}", whom the directory does not know.`],
    });
  });
});

describe('a DESCRIPTION', () => {
  test.each([
    ['Kim Lee', ['kim']],
    [String.raw`Nights of the week\nOn-call: Kim Lee\nRoom 5`, ['kim']],
    [String.raw`Primary: Kim\nBackup: Lexi`, ['kim', 'alex']],
    ['Kim / Lexi', ['kim', 'alex']],
  ])('of %s names %j when nothing else does', (description, expected) => {
    expect(onCall('SUMMARY:On call', `DESCRIPTION:${description}`).people).toEqual(expected);
    expect(onCall('SUMMARY:Will', `DESCRIPTION:${description}`).people).toEqual(['will']);
  });

  test('that only speaks of somebody names nobody', () => {
    expect(onCall('SUMMARY:Jo Doe', 'DESCRIPTION:Ask Kim Lee for the keys.')).toMatchObject({
      people: [],
      gap: 'The rota names "Jo Doe", whom the directory does not know.',
    });
  });
});

describe('an ATTENDEE', () => {
  test('is found by an address that is folded in its middle, in any case, with and without mailto', () => {
    for (const line of [
      'ATTENDEE:MAILTO:Kim.L\r\n ee@Example.EDU',
      'ATTENDEE;ROLE=REQ-PARTIC\r\n IPANT:kim.lee@exa\r\n mple.edu',
    ])
      expect(onCall('SUMMARY:On call', line).people).toEqual(['kim']);
  });

  test('is found by the name beside an address that is not known, as Outlook writes it', () => {
    expect(onCall('SUMMARY:On call', 'ATTENDEE;CN="Lee, Kim":mailto:klee@example.edu').people).toEqual(['kim']);
  });

  test('is one person, however often', () => {
    const answer = onCall(
      'SUMMARY:On call',
      'ATTENDEE:mailto:kim.lee@example.edu',
      'ATTENDEE;CN=Kim Lee:tel:+16085550111',
    );
    expect(answer.people).toEqual(['kim']);
  });
});
