/** Mistakes in the files of test/night/schedules and flows, and the sentence each stops the start with. */

export const directory = 'schedules/directory.yaml';
export const hours = 'schedules/hours.yaml';
export const aims = 'schedules/aims.ics';
export const hotline = 'flows/hotline.yaml';
export const page = 'flows/page.yaml';

/** The case, the file, what stands there, what is written instead, the line that is named, and words of the sentence. */
export type Mistake = [string, string, string | RegExp, string, number, string];

export const wrongDirectories: Mistake[] = [
  [
    'a bad telephone number',
    directory,
    '"+16085550111"',
    '"12"',
    8,
    '"12" is not a telephone number; write it as +16085550111',
  ],
  [
    'a lead who is nobody',
    directory,
    'lead: pat',
    'lead: joe',
    15,
    'teams.aims.lead: "joe" is not one of the people; add them under people',
  ],
  [
    'a policy that is none',
    directory,
    'policy: standard',
    'policy: other',
    15,
    '"other" is not one of the policies; add it under policies',
  ],
  [
    'one of the leads who is nobody',
    directory,
    '[pat, robin]',
    '[pat, joe]',
    13,
    '"joe" is not one of the people; add them under people',
  ],
  [
    "a partner's team that is none",
    directory,
    'team: aims,',
    'team: other,',
    26,
    '"other" is not one of the teams; add it under teams',
  ],
  [
    'a rota outside the folder',
    directory,
    'rota: aims.ics',
    'rota: ../aims.ics',
    15,
    'must name an .ics file of the schedules folder',
  ],
  ['an entry that is missing', directory, '  queue: EAST\n', '', 4, 'desk.queue: is missing; add it'],
  [
    'a name for an id',
    directory,
    'kim: {',
    'Kim Lee: {',
    8,
    'people.Kim Lee: must be a short name of small letters, digits and hyphens',
  ],
  [
    'an entry that is misspelt',
    directory,
    'aliases:',
    'alias:',
    10,
    '"alias" is not known here; correct the name or take it out',
  ],
  ['a step for nobody', directory, 'who: lead,', 'who: boss,', 22, 'expected one of "on-call"|"lead"|"leads"'],
  [
    'a ring without an end',
    directory,
    'ringSeconds: 25',
    'ringSeconds: 500',
    20,
    'policies.standard.steps.0.ringSeconds: Too big: expected number to be <=120',
  ],
  ['bad YAML', directory, 'people:', 'people: ]', 7, 'correct the YAML here'],
  [
    'an entry that stands there twice',
    directory,
    'leads:',
    'desk: { name: x }\nleads:',
    13,
    'Map keys must be unique; correct the YAML here',
  ],
  ['nothing at all', directory, /[\s\S]*/, '', 1, 'expected object'],
];

export const wrongHours: Mistake[] = [
  ['a time that is none', hours, '"07:00"', '7:00', 3, 'open.mon.from: must be a time such as "07:00", in quotes'],
  ['an hour that is none', hours, '"18:00"', '"24:30"', 3, 'open.mon.to: must be a time such as "07:00", in quotes'],
  [
    'a weekday that is none',
    hours,
    'mon:',
    'monday:',
    3,
    '"monday" is not known here; correct the name or take it out',
  ],
  ['a day that is none', hours, '2026-11-26', '2026-11-31', 9, 'must be a date such as "2026-11-26", in quotes'],
  ['no words for callers', hours, /spoken: .*\n/, '', 1, 'spoken: is missing; add it'],
];

export const wrongFlows: Mistake[] = [
  ['bad YAML', hotline, 'steps:', 'steps: [', 7, 'correct the YAML here'],
  [
    'a way to no step',
    hotline,
    'next: urgency',
    'next: nowhere',
    11,
    'steps.greetingClosed.next: "nowhere" is not one of the steps',
  ],
  [
    'a first step that is none',
    hotline,
    /^first: \w+/m,
    'first: nowhere',
    4,
    'first: "nowhere" is not one of the steps',
  ],
  ['no way for silence', hotline, /\n {4}unanswered: \w+/, '', 16, 'steps.urgency.unanswered: is missing'],
  ['a step of no kind', hotline, '    ask:', '    asks:', 16, 'is no kind of step; it needs exactly one of: say, ask'],
  [
    'a step that nothing leads to',
    hotline,
    'steps:\n',
    'steps:\n  extra:\n    end: "Good-bye."\n',
    7,
    'steps.extra: nothing leads here',
  ],
  ['a fact that is none', hotline, 'say: "', 'say: "{nobody} ', 10, '{nobody} is not a fact of this flow'],
  [
    'a key that is not said',
    hotline,
    'Press 1 for yes',
    'One for yes',
    16,
    'does not say "press 1"; or list "1" as unspoken',
  ],
  [
    'an effect that is none',
    hotline,
    'openCase: critical',
    'openCase: dire',
    23,
    'must be startPage, bringPageForward',
  ],
  ['"critical" without a page', hotline, ', startPage', '', 23, 'the same act must say startPage'],
  [
    'a step name that is none',
    page,
    'first: start',
    'first: Start Here',
    4,
    'must name a step: a small letter, then letters and digits',
  ],
];

export const wrongRotas: Mistake[] = [
  [
    'a junk line in an event',
    aims,
    'SUMMARY:Kim Lee',
    'so and so',
    10,
    'is no iCalendar line; the event at line 4 is left out',
  ],
  [
    'a person whom the directory does not know',
    aims,
    'Kim Lee',
    'Jo Doe',
    4,
    '"Jo Doe", whom the directory does not know. Correct line 4 and on, or add the name to the directory',
  ],
  [
    'a time zone that is not known',
    aims,
    'TZID=America/Chicago',
    'TZID=US-Central',
    7,
    '"US-Central", which is not known; write a name such as America/Chicago',
  ],
  [
    'a rule that is none',
    aims,
    'FREQ=WEEKLY',
    'FREQ=HOURLY',
    9,
    'a shift repeats by DAILY, WEEKLY, MONTHLY, YEARLY, not more often',
  ],
  ['an event without an end', aims, 'DTEND', 'X-DTEND', 4, 'it has no DTEND, so it lasts no time'],
  [
    'an event whose beginning is misspelt',
    aims,
    'BEGIN:VEVENT',
    'BEGINS:VEVENT',
    11,
    'write BEGIN:VEVENT before its event',
  ],
  [
    'no events',
    aims,
    /BEGIN:VEVENT[\s\S]*END:VEVENT\r?\n/,
    '',
    1,
    'nobody is ever on call; export it again with its events',
  ],
  [
    'a login page in its place',
    aims,
    /[\s\S]*/,
    '<html>\n</html>',
    1,
    'this is no calendar. Save it as iCalendar (.ics)',
  ],
  ['a file that is cut off', aims, /END:VCALENDAR\s*/, '', 11, 'the file is cut off. Save or fetch it again'],
];
