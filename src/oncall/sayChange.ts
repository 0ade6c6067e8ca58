/** Changes of a rota in words, for the lead who is to approve them. */

import type { Instant } from '../domain/conversation.ts';
import { speakList } from '../domain/speak.ts';
import { writeStretch } from '../domain/writeTime.ts';
import type { RotaChange } from './diffRotas.ts';

/**
 * One change as a lead reads it: "Tue 3 Dec 17:00–Wed 07:00: was Kim Lee, now nobody".
 * @param nameOf the name of a directory id
 * @param zone the service's time zone; a name that does not exist is an error of the settings, found at start
 * @param now times far from it have their year
 */
export function sayChange(change: RotaChange, nameOf: (person: string) => string, zone: string, now: Instant): string {
  const people = (ids: readonly string[]) => (ids.length === 0 ? 'nobody' : speakList(ids.map(nameOf)));
  const when = writeStretch(change.from, change.to, zone, now).replace(' to ', '–');
  return `${when}: was ${people(change.was)}, now ${people(change.now)}`;
}
