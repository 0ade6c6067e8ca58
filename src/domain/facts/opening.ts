import type { FactCatalogue } from '../facts.ts';
import { hotline } from './hotline.ts';

/** What a step of the leg may look at that rings the desk when it opens. */
export const opening = {
  hotlineName: hotline.hotlineName,
  deskName: { about: 'what the desk calls itself', example: 'the help desk' },
  running: { about: 'does anything still run', values: ['yes', 'no'], example: 'yes' },
  runningCases: {
    about: 'what still runs, case by case, and how many more',
    example: 'Case C S, 0 0 0, 0 0 4 2: Kim Lee has it, a call was promised by 7:20 a.m.',
  },
} as const satisfies FactCatalogue;
