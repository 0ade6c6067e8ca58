import type { FactCatalogue } from '../facts.ts';
import { page } from './page.ts';

/** What a step of the leg of somebody may look at whose phone is tried. */
export const test = { personName: page.personName } as const satisfies FactCatalogue;
