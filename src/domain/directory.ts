/** The directory: people, teams, policies, partners, the desk. One YAML file, checked by these schemas. */
import { z } from 'zod';
import { limits } from './limits.ts';
import { parsePhone } from './phone.ts';
import type { RotaRole } from './rota.ts';

/** How one part of a file points to another. */
export const shortName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a short name of small letters, digits and hyphens');
const phone = z.string().transform((text, context) => {
  const number = parsePhone(text, 'US');
  if (number === null) {
    context.addIssue({ code: 'custom', message: `"${text}" is not a telephone number; write it as +16085550111` });
    return z.NEVER;
  }
  return number;
});

export const personSchema = z
  .strictObject({
    name: z.string().min(1).max(80),
    phone: phone.optional(),
    /** Several numbers, rung one after the other; texts go to the first. */
    phones: z.array(phone).min(1).max(limits.phonesPerPerson).optional(),
    email: z.string().max(200).optional(),
    /** Other names under which a rota may write this person. */
    aliases: z.array(z.string().min(1).max(80)).max(20).default([]),
    /** Has agreed that the first number stands in documents that are kept elsewhere: docs/lifeboat.md. */
    lifeboat: z.boolean().default(false),
  })
  .transform(({ phone: only, phones: several, ...person }, context) => {
    const phones = several ?? (only === undefined ? [] : [only]);
    const [first] = phones;
    if (first === undefined || (only !== undefined && several !== undefined)) {
      const message = 'needs "phone", or "phones" with a list of numbers; not both';
      context.addIssue({ code: 'custom', path: ['phone'], message });
      return z.NEVER;
    }
    return { ...person, phone: first, phones };
  });

/** Whom one step of a policy tries. `leads` is everyone of the directory's `leads`, `desk` the desk itself while it is open. */
export const stepWhoSchema = z.enum(['on-call', 'lead', 'leads', 'desk']);

export const policyStepSchema = z
  .strictObject({
    who: stepWhoSchema,
    text: z.boolean().default(false),
    /** How long the phone rings; 0 for no ring. */
    ringSeconds: z.int().min(0).max(120).default(25),
    /** When the next step begins, counted from the beginning of this one. */
    thenAfterSeconds: z.int().min(10).max(limits.pageSilenceSeconds).default(90),
  })
  .refine(({ who, text, ringSeconds }) => who !== 'desk' || (!text && ringSeconds > 0), {
    message: 'the desk takes no texts and can only be rung: leave "text" out, and let it ring',
  });

/** Whatever a rota says, a page comes to the leads in the end, by both ways (promise 4). */
const stepsSchema = z
  .array(policyStepSchema)
  .min(1)
  .max(20)
  .superRefine((steps, context) => {
    const last = steps.at(-1);
    if (last && (last.who !== 'leads' || !last.text || last.ringSeconds === 0))
      context.addIssue({
        code: 'custom',
        path: [steps.length - 1],
        message: 'the last step repeats until somebody accepts: let it say "who: leads", text and ring',
      });
  });

export const policySchema = z.strictObject({
  steps: stepsSchema,
  /** The steps of a page that begins while nobody has to be on call; the ordinary ones when absent. */
  daytime: stepsSchema.optional(),
  /** How the last step repeats until a human accepts or closes (promise 4). */
  repeat: z
    .strictObject({
      everySeconds: z.int().min(60).max(limits.pageSilenceSeconds).default(300),
      forSeconds: z.int().min(60).max(86_400).default(7200),
      thenEverySeconds: z.int().min(60).max(limits.pageSilenceSeconds).default(1800),
    })
    .default({ everySeconds: 300, forSeconds: 7200, thenEverySeconds: 1800 }),
});

const rotaFile = z.string().regex(/^[\w.-]+\.ics$/, 'must name an .ics file of the schedules folder');
/** One name, or a list of them. */
const listOf = (given: unknown) => (typeof given === 'string' ? [given] : given);

export const teamSchema = z
  .strictObject({
    name: z.string().min(1).max(80),
    /** Names of the files of the rota in the schedules folder; together they are one rota. */
    rota: z.preprocess(listOf, z.array(rotaFile).min(1, 'must name an .ics file of the schedules folder')),
    /** Files whose shifts take the place of all others. */
    overrides: z.preprocess(listOf, z.array(rotaFile)).default([]),
    lead: shortName,
    policy: shortName,
    /** When somebody has to be on call: whenever the desk is closed, or at all times. */
    covers: z.enum(['closed', 'always']).default('closed'),
    /** The desk of the opening hours that "closed" means; the first when absent. */
    desk: shortName.optional(),
  })
  .superRefine((team, context) => {
    const files = filesOf(team);
    files.forEach(({ name }, i) => {
      if (files.findIndex((other) => other.name === name) < i)
        context.addIssue({ code: 'custom', path: ['rota'], message: `"${name}" is named twice; name each file once` });
    });
    if (files.length > limits.rotaFiles)
      context.addIssue({
        code: 'custom',
        path: ['rota'],
        message: `has more than ${limits.rotaFiles} files; join some`,
      });
  });

/** The files of a team's rota, in the order in which their people are named; overrides last. */
export function filesOf({ rota, overrides }: { rota: readonly string[]; overrides: readonly string[] }) {
  const named = (names: readonly string[], role: RotaRole) => names.map((name) => ({ name, role }));
  return [...named(rota, 'base'), ...named(overrides, 'override')];
}

export const partnerSchema = z.strictObject({
  department: z.string().min(1).max(120),
  team: shortName,
  /** Does the contract cover help after hours? Without it nobody is paged: a case for the desk, and the team's lead is told. */
  contract: z.boolean().default(true),
  /** One that several departments share tells no department, and a team only if all of them have the same. */
  numbers: z.array(phone).max(500).default([]),
});

/** Whom a caller's team is asked of who does not know it: all are rung at once, and the first key decides. */
const unsureSchema = z.strictObject({
  /** The leads, when absent. */
  ask: z.array(shortName).min(1).max(9).optional(),
  /** Without a key by then every team is paged. */
  withinSeconds: z.int().min(60).max(limits.choiceSeconds).default(limits.choiceSeconds),
});

/** The general help desk: passwords, NetIDs, personal computers. */
const helpDeskSchema = z.strictObject({
  name: z.string().min(1).max(120),
  number: phone,
  /** Its name among the desks of the opening hours. */
  hours: shortName,
});

/** The desk that the hotline is for. */
const deskSchema = z.strictObject({
  name: z.string().min(1).max(120),
  number: phone,
  queue: z.string().min(1).max(40),
  /** people: whoever answers takes a call by key. queue: it is handed over for good, whatever answers. */
  kind: z.enum(['people', 'queue']).default('people'),
  /** Its name among the desks of the opening hours; the first when absent. */
  hours: shortName.optional(),
});

const onTheWall = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d$/, 'must be a day and a time by the clocks of the service, as "2026-11-21 07:00"');

/** A notice that is written into the directory. */
const noticeSchema = z.strictObject({
  say: z.string().min(1).max(limits.noticeCharacters),
  from: onTheWall,
  until: onTheWall,
});

/** Short names that have a meaning of their own, and why nobody else may have them. */
const reservedPeople = new Map([
  ['desk', '"desk" stands for the help desk itself, so this person would never be rung; give them another short name'],
]);
const reservedTeams = new Map([
  ['both', '"both" means every team at once to the flows; give this team another short name'],
  ['unknown', '"unknown" means to the flows that the team is not known yet; give this team another short name'],
]);

export const directorySchema = z
  .strictObject({
    hotline: z.strictObject({ name: z.string().min(1).max(120) }),
    desk: deskSchema,
    /** Where callers with a password are connected; the desk itself when absent. */
    helpDesk: helpDeskSchema.optional(),
    people: z.record(shortName, personSchema),
    leads: z.array(shortName).min(1).max(9),
    unsure: unsureSchema.prefault({}),
    teams: z.record(shortName, teamSchema),
    policies: z.record(shortName, policySchema),
    partners: z.array(partnerSchema).max(5000).default([]),
    /** Numbers that hear a polite good-bye and nothing else. */
    blocked: z.array(phone).max(1000).default([]),
    /** What callers hear after the greeting, each for its time. */
    notices: z.array(noticeSchema).max(limits.notices).default([]),
  })
  .superRefine((directory, context) => {
    const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const person = (name: string, path: (string | number)[]) => {
      if (!(name in directory.people)) wrong(path, `"${name}" is not one of the people; add them under people`);
    };
    const reserved = (field: 'people' | 'teams', why: ReadonlyMap<string, string>) => {
      for (const key of Object.keys(directory[field])) {
        const reason = why.get(key);
        if (reason !== undefined) wrong([field, key], reason);
      }
    };
    reserved('people', reservedPeople);
    reserved('teams', reservedTeams);
    const byPhone = new Map<string, string>();
    for (const [key, { phones }] of Object.entries(directory.people))
      for (const number of phones) {
        const other = byPhone.get(number);
        if (other === key) wrong(['people', key, 'phones'], 'names a number twice; name each once');
        else if (other !== undefined)
          wrong(
            ['people', key, 'phone'],
            `is the number of "${other}" too; a text could not tell them apart: make one person of them, with aliases`,
          );
        byPhone.set(number, key);
      }
    directory.leads.forEach((name, i) => {
      person(name, ['leads', i]);
    });
    directory.unsure.ask?.forEach((name, i) => {
      person(name, ['unsure', 'ask', i]);
    });
    for (const [key, team] of Object.entries(directory.teams)) {
      person(team.lead, ['teams', key, 'lead']);
      if (!(team.policy in directory.policies))
        wrong(['teams', key, 'policy'], `"${team.policy}" is not one of the policies; add it under policies`);
    }
    directory.blocked.forEach((number, i) => {
      const own = byPhone.get(number);
      if (own !== undefined) wrong(['blocked', i], `is the number of "${own}"; take it out here, or there`);
    });
    directory.partners.forEach((partner, i) => {
      if (!(partner.team in directory.teams))
        wrong(['partners', i, 'team'], `"${partner.team}" is not one of the teams; add it under teams`);
    });
  });

export type Directory = z.infer<typeof directorySchema>;
export type Policy = z.infer<typeof policySchema>;
export type PolicyStep = z.infer<typeof policyStepSchema>;
