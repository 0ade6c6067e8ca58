/** The month as a grid of weeks. */
import FullCalendar from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import classic from '@fullcalendar/react/themes/classic';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import { explainAddress } from './addresses.ts';
import type { Looks } from './personLooks.ts';
import { type Stretch, whoIs } from './stretches.ts';
import { wallAt } from './zoneTimes.ts';

/** Of what is no one person's shift. Red on white is readable in both schemes. */
const paints = {
  duty: null,
  double: { color: '#ffffff', contrastColor: '#a61b1b' },
  gap: { color: 'var(--danger)', contrastColor: 'var(--on-danger)' },
  unknown: { color: 'var(--edge)', contrastColor: 'var(--text)' },
} as const satisfies Record<Stretch['kind'], object | null>;

export interface MonthGridProps {
  month: string;
  stretches: readonly Stretch[];
  looks: Looks;
  zone: string;
  now: number;
  onChoose: (stretch: Stretch) => void;
}

export function MonthGrid({ month, stretches, looks, zone, now, onChoose }: MonthGridProps) {
  const events = stretches.map((one, at) => {
    const look = looks.get(one.people[0]?.id ?? '');
    return {
      id: `${at}`,
      title: one.kind === 'double' ? `${one.people.length} at once: ${whoIs(one)}` : whoIs(one),
      // As the clocks of the service's zone show it, wherever the browser is.
      start: wallAt(one.from, zone),
      end: wallAt(one.to, zone),
      url: explainAddress(one.team, one.from),
      className: `shift ${one.kind} ${one.kind === 'duty' ? (look?.className ?? '') : ''}`,
      ...(paints[one.kind] ?? { color: look?.colour ?? '#ffffff', contrastColor: '#1b1b1b' }),
    };
  });
  return (
    <div className="month">
      <FullCalendar
        key={month}
        plugins={[dayGrid, classic]}
        initialView="dayGridMonth"
        initialDate={`${month}-01`}
        now={wallAt(now, zone)}
        timeZone="UTC"
        firstDay={1}
        headerToolbar={false}
        height="auto"
        eventDisplay="block"
        displayEventTime={true}
        displayEventEnd={false}
        eventTimeFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        events={events}
        eventClick={({ event, jsEvent }) => {
          jsEvent.preventDefault();
          const stretch = stretches[Number(event.id)];
          if (stretch) onChoose(stretch);
        }}
      />
    </div>
  );
}
