/** The attempts of a page along the time. The table below it says the same in words. */
import { CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Attempt } from '../apiTypes.ts';

use([CustomChart, GridComponent, SVGRenderer]);

interface PageChartProps {
  attempts: readonly Attempt[];
  names: Readonly<Record<string, string>>;
  zone: string;
  /** Where an attempt that goes on ends: now; null when the page is over. */
  until: number | null;
}

const rowPixels = 22;
const leastMs = 4_000;

export function PageChart({ attempts, names, zone, until }: PageChartProps) {
  const place = useRef<HTMLDivElement>(null);
  // Moved on every five seconds: a chart that is drawn anew each second is a restless one.
  const end = until === null ? null : Math.ceil(until / 5_000) * 5_000;
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption(optionOf({ attempts, names, zone, until: end }, getComputedStyle(place.current)));
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(place.current);
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [attempts, names, zone, end]);
  const height = peopleOf(attempts).length * rowPixels + 44;
  return <div ref={place} className="chart" style={{ height }} aria-hidden="true" />;
}

const isShown = ({ kind }: Attempt) => kind !== 'cancel';

function peopleOf(attempts: readonly Attempt[]): string[] {
  return [...new Set(attempts.filter(isShown).map((one) => one.person ?? ''))];
}

function optionOf({ attempts, names, zone, until }: PageChartProps, style: CSSStyleDeclaration) {
  const people = peopleOf(attempts);
  const colour = (name: string) => style.getPropertyValue(name);
  const text = style.color;
  const bars = attempts.filter(isShown).map((one) => {
    const from = Date.parse(one.sentAt ?? one.createdAt);
    const end = one.settledAt !== null ? Date.parse(one.settledAt) : one.kind === 'ring' ? (until ?? from) : from;
    const good = one.outcome === 'accepted';
    const fill = good ? colour('--chart-good') : one.kind === 'ring' ? colour('--chart-ring') : colour('--chart-text');
    return {
      value: [people.indexOf(one.person ?? ''), from, Math.max(end, from + leastMs), one.kind === 'ring' ? 1 : 0],
      fill,
    };
  });
  const times = bars.flatMap(({ value }) => [value[1] ?? 0, value[2] ?? 0]);
  const isShort = Math.max(...times) - Math.min(...times) < 300_000;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    ...(isShort ? { second: '2-digit' } : {}),
  });
  const axis = { axisLabel: { color: text }, axisTick: { show: false } };
  return {
    animation: false,
    grid: { left: 8, right: 16, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'time',
      ...axis,
      axisLabel: { color: text, hideOverlap: true, formatter: (at: number) => clock.format(at) },
    },
    yAxis: { type: 'category', inverse: true, data: people.map((one) => names[one] ?? (one || 'the caller')), ...axis },
    series: [
      {
        type: 'custom',
        data: bars.map(({ value, fill }) => ({ value, itemStyle: { color: fill } })),
        encode: { x: [1, 2], y: 0 },
        renderItem: drawAttempt,
      },
    ],
  };
}

interface DrawApi {
  value(at: number): number;
  coord(point: [number, number]): [number, number];
  style(): Record<string, unknown>;
}

/** A ring is a bar as long as it rang, a text a narrow mark. */
function drawAttempt(_params: unknown, api: DrawApi) {
  const [x, y] = api.coord([api.value(1), api.value(0)]);
  const [end] = api.coord([api.value(2), api.value(0)]);
  const isRing = api.value(3) === 1;
  const height = isRing ? 12 : 16;
  const width = isRing ? Math.max(6, end - x) : 4;
  return { type: 'rect', shape: { x, y: y - height / 2, width, height, r: 2 }, style: api.style() };
}
