/** The rotas of all teams over one time. */
import { z } from 'zod';
import { segmentAnswer, segmentsQuery } from './api.ts';

const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });

export const timelineQuery = segmentsQuery.extend({ team: segmentsQuery.shape.team.optional() });

export const timelineAnswer = z.object({
  zone: z.string().meta({ description: 'of the service: its times are by the clocks of this zone' }),
  from: time,
  to: time,
  teams: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      workedOut: z
        .object({ from: time, to: time })
        .nullable()
        .meta({ description: 'at other times it is not known who is on call, and nobody is no gap' }),
      segments: z.array(segmentAnswer),
      next: time.nullable().meta({ description: 'where the stretches end, when there are too many for one answer' }),
    }),
  ),
  left: z.int().meta({ description: 'so many teams more there are: name one to see it' }),
});
