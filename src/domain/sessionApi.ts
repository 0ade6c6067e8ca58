/** What the API says about sessions and one-time links. */
import { z } from 'zod';
import { roles } from './identity.ts';

export const sessionAnswer = z.object({
  user: z.object({
    name: z.string(),
    person: z.string().nullable().meta({ description: 'their short name in the directory' }),
    role: z.enum(roles),
  }),
  csrf: z.string().meta({ description: 'to send back as the header x-csrf-token with each change' }),
});

export const linkAnswer = z.object({
  url: z.string().meta({ description: 'signs an admin in, once, in a browser on the machine of the service' }),
  until: z.iso.datetime().meta({ description: 'ISO 8601, UTC' }),
});
