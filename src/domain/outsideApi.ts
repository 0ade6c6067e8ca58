/** What the API says to whoever looks at the service from outside. */
import { z } from 'zod';

export const nonceAnswer = z.object({
  path: z.string().meta({ description: 'below PUBLIC_URL, for a minute' }),
  answer: z.string().meta({ description: 'what this very process, and no other program, answers there' }),
  publicUrl: z.string().meta({ description: 'with which the service was started' }),
  numbers: z.array(z.string()).meta({ description: 'of the hotline, as the service was started' }),
});

const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });
const person = z.object({ id: z.string(), name: z.string() });
const address = z.string().max(300).regex(/^\S+$/, 'must be an address without blanks');

/** Where the other documents will be, as the first and second name them: beside them, unless told otherwise. */
export const lifeboatBody = z.object({
  screen: address.default('screen.xml'),
  accepted: address.default('accepted.xml'),
  done: address.default('done.xml'),
});

const hash = z
  .string()
  .meta({ description: 'SHA-256 of answer.xml, screen.xml, accepted.xml and done.xml, base64url' });

/** What was asked for, and the hash that came with it: whoever has it on the disk says so. */
export const lifeboatWrittenBody = lifeboatBody.extend({ hash });

export const lifeboatWrittenAnswer = z.object({ at: time });

export const lifeboatFilesAnswer = z.object({
  hash,
  onCall: z.array(person),
  leads: z.array(person),
  without: z.array(person).meta({ description: 'on call, but without lifeboat: true in the directory' }),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
});

export const lifeboatAnswer = z.object({
  written: z
    .object({
      at: time,
      onCall: z.array(person),
      leads: z.array(person),
      hash,
      fault: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'null: none was ever written' }),
});

export const lifeboatForgottenAnswer = z.object({ forgotten: z.literal(true) });
