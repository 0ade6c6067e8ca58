/** The directory: people, teams, policies, partners, the desk. One YAML file, checked by these schemas. */
import { z } from 'zod';
import { limits } from './limits.ts';
import { parsePhone } from './phone.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a short name of small letters, digits and hyphens');
const phone = z.string().transform((text, context) => {
  const number = parsePhone(text, 'US');
  if (number === null) {
    context.addIssue({ code: 'custom', message: `"${text}" is not a telephone number; write it as +16085550111` });
    return z.NEVER;
  }
  return number;
});

export const personSchema = z.strictObject({
  name: z.string().min(1).max(80),
  phone,
  email: z.string().max(200).optional(),
  /** Other names under which a rota may write this person. */
  aliases: z.array(z.string().min(1).max(80)).max(20).default([]),
});

/** Whom one step of a policy tries. `leads` is everyone of the directory's `leads`. */
export const stepWhoSchema = z.enum(['on-call', 'lead', 'leads']);

export const policyStepSchema = z.strictObject({
  who: stepWhoSchema,
  text: z.boolean().default(false),
  /** How long the phone rings; 0 for no ring. */
  ringSeconds: z.int().min(0).max(120).default(25),
  /** When the next step begins, counted from the beginning of this one. */
  thenAfterSeconds: z.int().min(10).max(limits.pageSilenceSeconds).default(90),
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
  /** How the last step repeats until a human accepts or closes (promise 4). */
  repeat: z
    .strictObject({
      everySeconds: z.int().min(60).max(limits.pageSilenceSeconds).default(300),
      forSeconds: z.int().min(60).max(86_400).default(7200),
      thenEverySeconds: z.int().min(60).max(limits.pageSilenceSeconds).default(1800),
    })
    .default({ everySeconds: 300, forSeconds: 7200, thenEverySeconds: 1800 }),
});

export const teamSchema = z.strictObject({
  name: z.string().min(1).max(80),
  /** File name of the rota in the schedules folder. */
  rota: z.string().regex(/^[\w.-]+\.ics$/, 'must name an .ics file of the schedules folder'),
  lead: id,
  policy: id,
});

export const partnerSchema = z.strictObject({
  department: z.string().min(1).max(120),
  team: id,
  numbers: z.array(phone).max(500).default([]),
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
    desk: z.strictObject({ name: z.string().min(1).max(120), number: phone, queue: z.string().min(1).max(40) }),
    people: z.record(id, personSchema),
    leads: z.array(id).min(1).max(9),
    teams: z.record(id, teamSchema),
    policies: z.record(id, policySchema),
    partners: z.array(partnerSchema).max(5000).default([]),
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
    for (const [key, { phone: number }] of Object.entries(directory.people)) {
      const other = byPhone.get(number);
      if (other !== undefined)
        wrong(
          ['people', key, 'phone'],
          `is the number of "${other}" too; a text could not tell them apart: make one person of them, with aliases`,
        );
      byPhone.set(number, key);
    }
    directory.leads.forEach((name, i) => {
      person(name, ['leads', i]);
    });
    for (const [key, team] of Object.entries(directory.teams)) {
      person(team.lead, ['teams', key, 'lead']);
      if (!(team.policy in directory.policies))
        wrong(['teams', key, 'policy'], `"${team.policy}" is not one of the policies; add it under policies`);
    }
    directory.partners.forEach((partner, i) => {
      if (!(partner.team in directory.teams))
        wrong(['partners', i, 'team'], `"${partner.team}" is not one of the teams; add it under teams`);
    });
  });

export type Directory = z.infer<typeof directorySchema>;
export type Policy = z.infer<typeof policySchema>;
export type PolicyStep = z.infer<typeof policyStepSchema>;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "07:00", in quotes');
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Opening hours of the desk, in the service's time zone. */
export const hoursSchema = z.strictObject({
  /** As people say them. */
  spoken: z.string().min(1).max(200),
  /** Per weekday "from" and "to"; a day that is not named is closed. */
  open: z.partialRecord(z.enum(weekdays), z.strictObject({ from: clockTime, to: clockTime })),
  /** Days on which the desk stays closed. */
  closed: z
    .array(
      z.strictObject({ date: z.iso.date('must be a date such as "2026-11-26", in quotes'), why: z.string().max(80) }),
    )
    .max(500)
    .default([]),
});
export type Hours = z.infer<typeof hoursSchema>;
