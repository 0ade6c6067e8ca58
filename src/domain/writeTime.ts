/** Times as people read them. */
import type { Instant } from './conversation.ts';
import { speakTime } from './speak.ts';

interface Parts {
  weekday: string;
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
}

/** How far away a day of a month may be meant without its year. */
const FAR_MS = 180 * 86_400_000;

/**
 * "Tue 3 Dec 17:00", as the clocks of a zone show it.
 * @param zone its IANA name
 * @param near what "now" is: a time that is far from it has its year, as in "Thu 1 Jun 2028 10:00"
 */
export function writeTime(at: Instant, zone: string, near = at): string {
  const { weekday, day, month, year, hour, minute } = partsOf(at, zone);
  const date = Math.abs(at - near) > FAR_MS ? `${day} ${month} ${year}` : `${day} ${month}`;
  return `${weekday} ${date} ${hour}:${minute}`;
}

/** "Tue 3 Dec 17:00 to Wed 07:00": the end says as much as is needed to tell it from the beginning. */
export function writeStretch(from: Instant, to: Instant, zone: string, near?: Instant): string {
  const start = partsOf(from, zone);
  const end = partsOf(to, zone);
  const clock = `${end.hour}:${end.minute}`;
  const isNear = to - from < 6 * 86_400_000;
  const isSameDay = isNear && start.day === end.day;
  const until = isSameDay ? clock : isNear ? `${end.weekday} ${clock}` : writeTime(to, zone, near);
  return `${writeTime(from, zone, near)} to ${until}`;
}

/** "2:14 a.m.", or "7 a.m.", as the clocks of a zone show it and people say it. */
export function writeClock(at: Instant, zone: string): string {
  const { hour, minute } = partsOf(at, zone);
  return speakTime(`${hour}:${minute}`);
}

/** "Monday 7 a.m.", as it is spoken: the day as far as it is needed to tell it from today. */
export function writeUntil(at: Instant, now: Instant, zone: string): string {
  const clock = writeClock(at, zone);
  const [then, today] = [partsOf(at, zone), partsOf(now, zone)];
  const isNear = at - now < 6 * 86_400_000;
  if (isNear && then.day === today.day) return clock;
  const format = isNear ? { weekday: 'long' as const } : { month: 'long' as const, day: 'numeric' as const };
  return `${new Intl.DateTimeFormat('en-US', { timeZone: zone, ...format }).format(at)} ${clock}`;
}

function partsOf(at: Instant, zone: string): Parts {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = value;
  const { weekday = '', day = '', month = '', year = '', hour = '', minute = '' } = parts;
  return { weekday, day, month, year, hour, minute };
}
