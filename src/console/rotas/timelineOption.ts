/** What the timeline draws: days, required cover, shifts, gaps, and now. Colours are those of the page, in both schemes. */
import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import { fitName, widthOf } from '../../domain/fitName.ts';
import type { Looks, Pattern, PersonLook } from './personLooks.ts';
import type { Span, Stretch } from './stretches.ts';
import type { TimelineChartProps, TimelineRow } from './TimelineChart.tsx';
import { addDays, dayAt, sayDay, startOf } from './zoneTimes.ts';

type Pictured = Omit<TimelineChartProps, 'onChoose'>;

export type Mark =
  | { kind: 'cover'; row: number; span: Span }
  | { kind: 'day'; at: number }
  | { kind: 'stretch'; row: number; stretch: Stretch }
  | { kind: 'now'; at: number };

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;
type Api = Parameters<RenderItem>[1];

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const ink = '#1b1b1b';
const paper = '#ffffff';
const red = 'var(--danger)';
/** On the light colours of people, in both schemes. */
const frameRed = '#a61b1b';
const family = 'system-ui, sans-serif';
const barHeight = 34;
const axisTop = 44;
const nameWidth = 96;

/** Gaps come after the other shifts, so that no bar covers a short one. */
export function marksOf({ rows, zone, now, from, to }: Pictured): Mark[] {
  const stretches = rows.flatMap(({ stretches: all }, row) =>
    all.map((stretch): Mark => ({ kind: 'stretch', row, stretch })),
  );
  const isGap = (mark: Mark) => mark.kind === 'stretch' && mark.stretch.kind === 'gap';
  return [
    ...rows.flatMap(({ cover }, row) => cover.map((span): Mark => ({ kind: 'cover', row, span }))),
    ...daysOf(zone, from, to).map((day): Mark => ({ kind: 'day', at: startOf(day, zone) })),
    ...stretches.filter((mark) => !isGap(mark)),
    ...stretches.filter(isGap),
    ...(from <= now && now < to ? [{ kind: 'now' as const, at: now }] : []),
  ];
}

function daysOf(zone: string, from: number, to: number): string[] {
  const days: string[] = [];
  for (let day = dayAt(from, zone); startOf(day, zone) < to; day = addDays(day, 1)) days.push(day);
  return days;
}

export function timelineOption({ rows, looks, zone, from, to }: Pictured, marks: readonly Mark[]): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: family },
    grid: { left: nameWidth, right: 8, top: axisTop, bottom: 4 },
    xAxis: dayAxis(daysOf(zone, from, to), zone, from, to),
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: 'var(--text)',
        fontSize: 14,
        fontWeight: 'bold',
        width: nameWidth - 16,
        overflow: 'truncate',
      },
      splitLine: { show: true, lineStyle: { color: 'var(--edge)' } },
    },
    series: [
      {
        type: 'custom',
        encode: { x: [0, 1], y: 2 },
        data: marks.map((mark) => placeOf(mark)),
        renderItem: render(marks, rows, looks),
        emphasis: { disabled: true },
        clip: true,
      },
    ],
  };
}

function placeOf(mark: Mark): [number, number, number] {
  if (mark.kind === 'cover') return [mark.span.from, mark.span.to, mark.row];
  if (mark.kind === 'stretch') return [mark.stretch.from, mark.stretch.to, mark.row];
  return [mark.at, mark.at, 0];
}

/** A word at each midnight; of many days only at Mondays. */
function dayAxis(days: readonly string[], zone: string, from: number, to: number): object {
  const named = days.length <= 16 ? days : days.filter((day) => sayDay(day).weekday === 'Mon');
  const words = new Map(named.map((day) => [startOf(day, zone), sayDay(day)]));
  return {
    type: 'value',
    position: 'top',
    min: from,
    max: to,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      customValues: [...words.keys()],
      align: 'left',
      color: 'var(--text)',
      lineHeight: 16,
      formatter: (at: number) => {
        const day = words.get(at);
        return day ? `${day.weekday}\n${day.date}` : '';
      },
    },
  };
}

function render(marks: readonly Mark[], rows: readonly TimelineRow[], looks: Looks): RenderItem {
  return ({ dataIndex }, api) => {
    const mark = marks[dataIndex];
    if (!mark) return null;
    if (mark.kind === 'day' || mark.kind === 'now') return lineAt(api, mark, rows.length);
    const span = mark.kind === 'cover' ? mark.span : mark.stretch;
    const [left = 0, middle = 0] = api.coord([span.from, mark.row]);
    const [right = 0] = api.coord([span.to, mark.row]);
    const width = Math.max(2, right - left);
    if (mark.kind === 'cover') {
      const box = { x: left, y: middle - 28, width, height: 56 };
      return { ...rect(box, 'var(--needed)'), silent: true };
    }
    const box = { x: left, y: middle - 8, width, height: barHeight };
    return { type: 'group', children: shapesOf(mark.stretch, box, looks) };
  };
}

function lineAt(api: Api, mark: { kind: 'day' | 'now'; at: number }, rows: number) {
  const [x = 0, top = 0] = api.coord([mark.at, 0]);
  const [, bottom = 0] = api.coord([mark.at, rows - 1]);
  const isNow = mark.kind === 'now';
  const style = { stroke: isNow ? 'var(--main)' : 'var(--edge)', lineWidth: isNow ? 3 : 1, fill: 'none' };
  return { type: 'line' as const, shape: { x1: x, x2: x, y1: top - 32, y2: bottom + 32 }, style, silent: true };
}

function shapesOf(stretch: Stretch, box: Box, looks: Looks) {
  if (stretch.kind === 'gap') {
    const word = ['nobody', '!'].find((one) => widthOf(one, 13) * 1.1 <= box.width - 2);
    const words = word === undefined ? [] : [text(box, word, 'var(--on-danger)', 'bold')];
    return [rect({ ...box, y: box.y - 4, height: box.height + 8 }, red), ...words];
  }
  if (stretch.kind === 'unknown')
    return [rect(box, 'var(--edge)'), ...label(box, fitName('not known', box.width - 8, 13))];
  const lane = box.height / stretch.people.length;
  const lanes = stretch.people.map((_, i) => ({ ...box, y: box.y + i * lane, height: lane }));
  const bars = stretch.people.map(({ id }, i) => bar(lanes[i] ?? box, looks.get(id)));
  if (stretch.kind === 'double') return [...bars, ...together(stretch, box)];
  return [...bars, ...label(box, fitName(stretch.people[0]?.name ?? '', box.width - 8, 13))];
}

/** A red frame, the names if there is room, and above them how many they are. */
function together({ people }: Stretch, box: Box) {
  const frame = { ...rect(box, 'none'), style: { fill: 'none', stroke: frameRed, lineWidth: 3 } };
  const said = `${people.length} at once`;
  const names = [people.map(({ name }) => name).join(', '), said, `${people.length}`].find(
    (words) => widthOf(words, 13) <= box.width - 8,
  );
  return [frame, ...label(box, names ?? '')];
}

/** Dark words on a light plate, so that no pattern runs through them. */
function label(box: Box, words: string) {
  if (words === '') return [];
  const width = Math.min(box.width - 2, widthOf(words, 13) + 6);
  const plate = { x: box.x + (box.width - width) / 2, y: box.y + box.height / 2 - 9, width, height: 18 };
  return [{ ...rect(plate, paper), style: { fill: paper, opacity: 0.82 } }, text(box, words, ink)];
}

function bar(box: Box, look: PersonLook | undefined) {
  const style = { fill: look?.colour ?? paper, stroke: ink, lineWidth: 0.8 };
  const decal = look ? decals[look.pattern] : null;
  return { type: 'rect' as const, shape: box, style: decal ? { ...style, decal } : style };
}

const mark = 'rgba(27, 27, 27, 0.28)';
const decals = {
  plain: null,
  rising: { color: mark, dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4 },
  falling: { color: mark, dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 4 },
  dots: {
    color: mark,
    symbol: 'circle',
    symbolSize: 0.7,
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
  },
  upright: { color: mark, dashArrayX: [2, 6], dashArrayY: [1, 0] },
  level: { color: mark, dashArrayX: [1, 0], dashArrayY: [2, 6] },
} as const satisfies Record<Pattern, object | null>;

function rect(shape: Box, fill: string) {
  return { type: 'rect' as const, shape, style: { fill } };
}

function text({ x, y, width, height }: Box, words: string, fill: string, fontWeight: 'normal' | 'bold' = 'normal') {
  const style = {
    text: words,
    fill,
    fontSize: 13,
    fontWeight,
    fontFamily: family,
    align: 'center',
    verticalAlign: 'middle',
  } as const;
  return { type: 'text' as const, x: x + width / 2, y: y + height / 2, style };
}
