/** Rotas to be measured, as calendar programs write them: the same in every run. */

const dayMs = 86_400_000;
const zone = 'America/Chicago';

/** The people of the rotas. */
export const people = Array.from({ length: 12 }, (_, i) => ({
  id: `p${i}`,
  name: `${['Kim', 'Alex', 'Sam', 'Max', 'Dana', 'Lou'][i % 6]} ${['Lee', 'Roe'][i >= 6 ? 1 : 0]}`,
  phone: `+160855501${String(i).padStart(2, '0')}`,
  email: `person${i}@example.edu`,
  aliases: [],
}));

/**
 * A rota as a calendar program exports it: two rounds of six people, each on call for every sixth week, with exceptions;
 * a fifth of the events are swaps of one of these weeks, and all others single nights, one after the other.
 * @param {number} events how many
 * @param {number} from its first day, UTC ms
 */
export function rotaText(events, from) {
  const swaps = Math.round(events / 5);
  const all = [];
  for (let i = 0; i < 12; i++) all.push(series(i, from));
  for (let i = 0; i < swaps; i++) all.push(swap(i, from));
  for (let i = 0; i < events - swaps - 12; i++)
    all.push(event(i, local(from + i * dayMs, 17), local(from + (i + 1) * dayMs, 8), []));
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Rota//EN\r\nX-WR-TIMEZONE:${zone}\r\n${vtimezone}${all.join('')}END:VCALENDAR\r\n`;
}

const weekMs = 7 * dayMs;

/** One person's every sixth week, without the fourth of them. @param {number} i @param {number} from */
function series(i, from) {
  const start = from + (i % 6) * weekMs;
  const except = `EXDATE;TZID=${zone}:${local(start + 18 * weekMs, 17)}\r\n`;
  return event(1000 + i, local(start, 17), local(start + weekMs, 17), ['RRULE:FREQ=WEEKLY;INTERVAL=6\r\n', except]);
}

/** Somebody else takes one of these weeks; none is taken twice. @param {number} i @param {number} from */
function swap(i, from) {
  const start = from + ((i % 6) + 6 * (5 + Math.floor(i / 12))) * weekMs;
  const replaced = `RECURRENCE-ID;TZID=${zone}:${local(start, 17)}\r\n`;
  return event(1000 + (i % 12), local(start, 17), local(start + weekMs, 17), [replaced]);
}

/** @param {number} i @param {string} from @param {string} to @param {string[]} more */
function event(i, from, to, more) {
  const person = people[i % people.length];
  return [
    'BEGIN:VEVENT\r\n',
    `DTSTART;TZID=${zone}:${from}\r\n`,
    `DTEND;TZID=${zone}:${to}\r\n`,
    ...more,
    'DTSTAMP:20260101T120000Z\r\n',
    `UID:shift-${i}-0123456789abcdef@calendar.example.edu\r\n`,
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=${person?.name}\r\n ;X-NUM-GUESTS=0:mailto:${person?.email}\r\n`,
    'CREATED:20251201T090000Z\r\nLAST-MODIFIED:20260101T120000Z\r\nLOCATION:\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\n',
    `SUMMARY:On call - ${person?.name}\r\nTRANSP:TRANSPARENT\r\n`,
    'END:VEVENT\r\n',
  ].join('');
}

/** A wall time as iCalendar writes it. @param {number} day UTC ms @param {number} hour */
function local(day, hour) {
  const date = new Date(Math.floor(day / dayMs) * dayMs + hour * 3_600_000);
  return date.toISOString().replace(/[-:]|\.\d+Z/g, '');
}

const vtimezone = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:DAYLIGHT',
  'DTSTART:20070311T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'TZOFFSETFROM:-0600',
  'TZOFFSETTO:-0500',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:20071104T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  'TZOFFSETFROM:-0500',
  'TZOFFSETTO:-0600',
  'END:STANDARD',
  'END:VTIMEZONE',
  '',
].join('\r\n');
