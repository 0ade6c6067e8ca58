/** Changes of a rota in words, for the lead who is to approve them. */
import type { Instant } from '../domain/conversation.ts';
import { speakList } from '../domain/speak.ts';
import type { RotaChange } from './diffRotas.ts';

/**
 * One change as a lead reads it: "Tue 3 Dec 17:00–Wed 4 Dec 07:00: was Kim Lee, now nobody".
 * @param nameOf the name of a directory id
 * @param zone the service's time zone; a name that does not exist is an error of the settings, found at start
 */
export function sayChange(change: RotaChange, nameOf: (person: string) => string, zone: string): string {
  const people = (ids: readonly string[]) => (ids.length === 0 ? 'nobody' : speakList(ids.map(nameOf)));
  return `${sayTime(change.from, zone)}–${sayTime(change.to, zone)}: was ${people(change.was)}, now ${people(change.now)}`;
}

/** "Tue 3 Dec 17:00" by the clocks of a zone. */
export function sayTime(at: Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('hour')}:${part('minute')}`;
}
