import { z } from 'zod';
import { stepName } from './behaviour.ts';
import { effectsSchema } from './effectSchema.ts';
import { actSchema } from './steps/act.ts';
import { askSchema } from './steps/ask.ts';
import { branchSchema } from './steps/branch.ts';
import { comeBackSchema } from './steps/comeBack.ts';
import { continueInSchema } from './steps/continueIn.ts';
import { dialSchema } from './steps/dial.ts';
import { endSchema } from './steps/end.ts';
import { joinSchema } from './steps/join.ts';
import { recordSchema } from './steps/record.ts';
import { saySchema } from './steps/say.ts';
import { waitSchema } from './steps/wait.ts';

const kinds = {
  say: saySchema,
  ask: askSchema,
  branch: branchSchema,
  record: recordSchema,
  wait: waitSchema,
  join: joinSchema,
  dial: dialSchema,
  comeBack: comeBackSchema,
  act: actSchema,
  continueIn: continueInSchema,
  end: endSchema,
} as const;

type Kind = keyof typeof kinds;
export type StepDef = { [K in Kind]: z.infer<(typeof kinds)[K]> }[Kind];

const kindNames = Object.keys(kinds).join(', ');

function isKind(key: string): key is Kind {
  return Object.hasOwn(kinds, key);
}

/** A step is of the kind whose name is one of its keys. Looked up first, so that messages speak of that kind alone. */
const stepSchema = z.record(z.string(), z.unknown()).transform((written, context): StepDef => {
  const named = Object.keys(written).filter(isKind);
  const kind = named[0];
  if (kind === undefined || named.length > 1) {
    const found = named.length > 1 ? `is both ${named.join(' and ')}` : 'is no kind of step';
    context.addIssue({ code: 'custom', message: `${found}; it needs exactly one of: ${kindNames}` });
    return z.NEVER;
  }
  const read = kinds[kind].safeParse(written);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    const message = issue.message.endsWith('received undefined') ? 'is missing' : issue.message;
    context.addIssue({ code: 'custom', path: [...issue.path], message });
  }
  return z.NEVER;
});

/** A conversation as data. What the schema cannot see (ways that lead nowhere, words that name no key) is `lint`'s. */
export const flowSchema = z.strictObject({
  name: stepName,
  about: z.string().max(400).default(''),
  first: stepName,
  /** Effects of a hang-up at any step that does not say otherwise. */
  onHangUp: effectsSchema.default([]),
  steps: z.record(stepName, stepSchema),
});

export type Flow = z.infer<typeof flowSchema>;
