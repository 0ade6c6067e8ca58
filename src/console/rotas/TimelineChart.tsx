/** The picture of all teams: a row each, the days from left to right. */
import { CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';
import { writeStretch } from '../../domain/writeTime.ts';
import type { Looks } from './personLooks.ts';
import type { Span, Stretch } from './stretches.ts';
import { whatIsWrong, whoIs } from './stretches.ts';
import { type Mark, marksOf, timelineOption } from './timelineOption.ts';

use([CustomChart, GridComponent, SVGRenderer]);

export interface TimelineRow {
  id: string;
  name: string;
  stretches: readonly Stretch[];
  /** When somebody has to be on call. */
  cover: readonly Span[];
}

export interface TimelineChartProps extends Span {
  rows: readonly TimelineRow[];
  looks: Looks;
  zone: string;
  now: number;
  onChoose: (stretch: Stretch) => void;
}

const rowHeight = 64;
const axisHeight = 48;

export function TimelineChart(props: TimelineChartProps) {
  const { rows, looks, zone, now, from, to } = props;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef<{ marks: Mark[]; choose: (stretch: Stretch) => void }>({ marks: [], choose: () => {} });
  const [over, setOver] = useState<Stretch | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = init(element, null, { renderer: 'svg' });
    chart.current = made;
    const markOf = (index: number) => {
      const mark = latest.current.marks[index];
      return mark?.kind === 'stretch' ? mark.stretch : null;
    };
    made.on('click', ({ dataIndex }) => {
      const stretch = markOf(dataIndex);
      if (stretch) latest.current.choose(stretch);
    });
    made.on('mouseover', ({ dataIndex }) => setOver(markOf(dataIndex)));
    made.on('globalout', () => setOver(null));
    const resized = new ResizeObserver(() => made.resize());
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    const marks = marksOf({ rows, looks, zone, now, from, to });
    latest.current.marks = marks;
    chart.current?.setOption(timelineOption({ rows, looks, zone, now, from, to }, marks), { notMerge: true });
    chart.current?.resize();
  });
  useEffect(() => {
    latest.current.choose = props.onChoose;
  }, [props.onChoose]);
  return (
    <figure className="timeline">
      <div
        ref={place}
        role="img"
        aria-label={`Timeline of ${rows.map(({ name }) => name).join(', ')}; the table below says the same.`}
        style={{ height: rows.length * rowHeight + axisHeight }}
      />
      <figcaption>
        <p className="hovered">{over ? told(over, zone, now) : 'A click on a shift explains it.'}</p>
        <Legend />
      </figcaption>
    </figure>
  );
}

function told(stretch: Stretch, zone: string, now: number): string {
  const by = stretch.by.map(({ rota, line, summary }) => `${rota} line ${line}: ${summary}`).join('; ');
  const wrong = whatIsWrong(stretch);
  const when = writeStretch(stretch.from, stretch.to, zone, now);
  return [`${stretch.teamName}, ${when}: ${whoIs(stretch)}`, wrong, by || (stretch.gap ?? '')]
    .filter((part) => part !== '')
    .join(' · ');
}

function Legend() {
  return (
    <ul className="legend">
      <li>
        <span className="sign needed" /> somebody has to be on call
      </li>
      <li>
        <span className="sign gap" /> red, “nobody”: a gap
      </li>
      <li>
        <span className="sign double" /> red frame, “2 at once”: each of them is woken
      </li>
      <li>
        <span className="sign now" /> now
      </li>
    </ul>
  );
}
