/** Times as people read them. */
import type { Instant } from './conversation.ts';

interface Parts {
  weekday: string;
  day: string;
  month: string;
  hour: string;
  minute: string;
}

/** "Tue 3 Dec 17:00", as the clocks of a zone show it. @param zone its IANA name */
export function writeTime(at: Instant, zone: string): string {
  const { weekday, day, month, hour, minute } = partsOf(at, zone);
  return `${weekday} ${day} ${month} ${hour}:${minute}`;
}

/** "Tue 3 Dec 17:00 to Wed 07:00": the end says as much as is needed to tell it from the beginning. */
export function writeStretch(from: Instant, to: Instant, zone: string): string {
  const start = partsOf(from, zone);
  const end = partsOf(to, zone);
  const clock = `${end.hour}:${end.minute}`;
  const isNear = to - from < 6 * 86_400_000;
  const isSameDay = isNear && start.day === end.day;
  const until = isSameDay ? clock : isNear ? `${end.weekday} ${clock}` : writeTime(to, zone);
  return `${writeTime(from, zone)} to ${until}`;
}

function partsOf(at: Instant, zone: string): Parts {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = value;
  const { weekday = '', day = '', month = '', hour = '', minute = '' } = parts;
  return { weekday, day, month, hour, minute };
}
