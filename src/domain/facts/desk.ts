import type { FactCatalogue } from '../facts.ts';

/** What a step of the day desk's leg may look at, which is rung because a caller is on the line. */
export const desk = {
  hotlineName: { about: 'what the hotline calls itself', example: 'the DoIT help desk hotline' },
  callerIs: {
    about:
      'the caller waits for the desk, waits on a line that this one cannot be joined to, or does not wait any more',
    values: ['holding', 'apart', 'gone'],
    example: 'holding',
  },
  holdingLeg: {
    about: 'id of the leg of the caller who waits; empty unless callerIs is holding',
    example: 'leg_caller',
    unspoken: true,
  },
} as const satisfies FactCatalogue;

export type DeskFact = keyof typeof desk;
