import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
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
    ['Freeport vacuum wasps: Kim Lee', ['kim']],
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
    ...[
      'Cancelled: Kim Lee',
      'CANCELED - Kim Lee',
      'Kim Lee vacations',
      'Kim Lee holiday',
      'Holidays (Kim Lee)',
      'Kim Lee Vac',
      'Free: Kim Lee',
      'was Kim Lee',
      'TBD (was Kim Lee)',
      'swap with Kim Lee',
      'Kim Lee - swapped',
      'Kim Lee declined',
      'Tentative: Kim Lee',
      'Meeting with Kim Lee',
      'Birthday Kim Lee',
      'Kim Lee training',
    ].map((summary) => [summary, 'which may mean that Kim Lee is not on call; write the name alone']),
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

describe('a text of any size', () => {
  const spaces = ' '.repeat(300_000);

  test('is read as if its white space were single spaces', () => {
    expect(onCall(`SUMMARY:${spaces}Kim Lee`).people).toEqual(['kim']);
    expect(onCall(`SUMMARY:On call:${spaces}Kim Lee`).people).toEqual(['kim']);
    expect(onCall(`SUMMARY:Kim Lee${spaces}/${spaces}Alex Roe`).people).toEqual(['kim', 'alex']);
    expect(onCall(`SUMMARY:Jo${spaces}Doe`).gap).toBe('The rota names "Jo Doe", whom the directory does not know.');
    expect(onCall('SUMMARY:On call', `DESCRIPTION:${spaces}On-call:${spaces}Kim${spaces}Lee`).people).toEqual(['kim']);
  });

  test('is searched for a name at its beginning, and a list of nothing but names is read whole', () => {
    const words = 'so and so, '.repeat(100);
    const begun = (text: string) => text.slice(0, limits.rotaNameCharacters);
    const onCallBy = (summary: string) => onCall(`SUMMARY:${summary.replaceAll(',', String.raw`\,`)}`);
    expect(onCallBy(`On call: Kim Lee - ${words}`)).toMatchObject({ people: ['kim'], warnings: [] });
    expect(onCallBy(`${words}Kim Lee`).gap).toBe(`The rota names "${begun(words)}", whom the directory does not know.`);
    expect(onCallBy(`Not Kim Lee: ${words}`).gap).toContain(`"${begun(`Not Kim Lee: ${words}`)}", which may mean`);
    expect(onCallBy(`${'Kim Lee, '.repeat(limits.rotaAtOnce)}Alex Roe`).people).toEqual(['kim', 'alex']);
  });

  test('of a DESCRIPTION is looked at as far as a person would read: its first lines, and none that is long', () => {
    const lines = (count: number) => `DESCRIPTION:${String.raw`so\n`.repeat(count)}Kim Lee`;
    expect(onCall('SUMMARY:On call', lines(limits.rotaDescriptionLines - 1)).people).toEqual(['kim']);
    expect(onCall('SUMMARY:On call', lines(limits.rotaDescriptionLines)).people).toEqual([]);
    const names = (count: number) => `DESCRIPTION:${'Kim Lee / '.repeat(count)}Alex Roe`;
    expect(onCall('SUMMARY:On call', names(20)).people).toEqual(['kim', 'alex']);
    expect(onCall('SUMMARY:On call', names(30)).people).toEqual([]);
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

  test('who is asked to nothing but to know of it is not on call', () => {
    const line = 'ATTENDEE;ROLE=Non-Participant:mailto:kim.lee@example.edu';
    expect(onCall('SUMMARY:Alex Roe', line)).toMatchObject({ people: ['alex'], warnings: [] });
    expect(onCall('SUMMARY:On call', line).people).toEqual([]);
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
