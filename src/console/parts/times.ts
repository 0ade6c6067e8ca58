/** Times as people in the service's zone say them. */

const dayMs = 86_400_000;

/** "Wed 7:00 PM" in the zone; "7:00 PM" when it is within 18 hours of `now`. */
export function sayTime(at: string | number, zone: string, now: number): string {
  const instant = typeof at === 'number' ? at : Date.parse(at);
  const near = Math.abs(instant - now) < dayMs * 0.75;
  const far = Math.abs(instant - now) > dayMs * 6;
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    ...(near ? {} : { weekday: 'short' }),
    ...(far ? { month: 'short', day: 'numeric' } : {}),
  }).format(instant);
}

/** The whole date and time, for a title. */
export function sayWhole(at: string | number, zone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, dateStyle: 'full', timeStyle: 'long' }).format(
    typeof at === 'number' ? at : Date.parse(at),
  );
}

/** "1:05:09", "12:30"; a minus before a time that is over. */
export function sayLength(ms: number): string {
  const total = Math.floor(Math.abs(ms) / 1000);
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return `${ms < 0 ? '-' : ''}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds)}`;
}
