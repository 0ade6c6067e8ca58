/** What the API says to whoever looks at the service from outside. */
import { z } from 'zod';

export const nonceAnswer = z.object({
  path: z.string().meta({ description: 'below PUBLIC_URL, for a minute' }),
  answer: z.string().meta({ description: 'what this very process, and no other program, answers there' }),
});
