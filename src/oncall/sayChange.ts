/** Changes of a rota in words, for the lead who is to approve them. */
import { speakList } from '../domain/speak.ts';
import { writeTime } from '../domain/writeTime.ts';
import type { RotaChange } from './diffRotas.ts';

/**
 * One change as a lead reads it: "Tue 3 Dec 17:00–Wed 4 Dec 07:00: was Kim Lee, now nobody".
 * @param nameOf the name of a directory id
 * @param zone the service's time zone; a name that does not exist is an error of the settings, found at start
 */
export function sayChange(change: RotaChange, nameOf: (person: string) => string, zone: string): string {
  const people = (ids: readonly string[]) => (ids.length === 0 ? 'nobody' : speakList(ids.map(nameOf)));
  return `${writeTime(change.from, zone)}–${writeTime(change.to, zone)}: was ${people(change.was)}, now ${people(change.now)}`;
}
