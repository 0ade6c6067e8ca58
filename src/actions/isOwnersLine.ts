import type { Case, Leg } from '../domain/records.ts';

/**
 * Is this a line on which whoever has the case speaks about it: one that we rang, or one of their own that a code has led
 * to the case?
 */
export function isOwnersLine({ kind, flow, person }: Leg, { takenBy }: Case): boolean {
  if (person === null || person !== takenBy) return false;
  return kind === 'page' || flow === 'page' || flow === 'callBack';
}
