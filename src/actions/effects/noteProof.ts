import { noteProof as proven } from '../testPerson.ts';
import type { Work } from './work.ts';

/** The phone of somebody who was to be tried has been answered by a human being. */
export async function noteProof({ tx, context, leg }: Work): Promise<void> {
  if (leg.number !== null) await proven(tx, context, leg.number, 'provenRing');
}
