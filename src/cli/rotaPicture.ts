import { CustomChart, type CustomSeriesOption } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { Temporal } from 'temporal-polyfill';
import { widthOf } from '../domain/fitName.ts';
import { personColours } from '../domain/personColours.ts';
import { writeStretch, writeTime } from '../domain/writeTime.ts';
import type { Segment } from './askSegments.ts';
import { cleanText, labelSvg } from './labelSvg.ts';
import { barsOf, type Duty, dutiesOf, renderBars } from './rotaBars.ts';
import { look } from './rotaLook.ts';
import { type WeekRow, weekRows } from './weekRows.ts';

use([CustomChart, GraphicComponent, GridComponent, SVGRenderer]);

export interface RotaPicture {
  from: string;
  to: string;
  zone: string;
  panels: { id: string; name: string; segments: readonly Segment[] }[];
  /** How many more teams there are. */
  teamsLeftOut: number;
}

interface Panel {
  heading: string;
  rows: WeekRow<Duty>[];
  duties: Duty[];
  legend: Mark[];
  top: number;
  gridTop: number;
  bottom: number;
}

/** A part of a legend, with where it stands. */
interface Mark {
  x: number;
  line: number;
  words: string;
  /** Two are two people at once. */
  fills: string[];
  isHigh: boolean;
}

/** A calendar of who is on call, a panel for each team and a row for each week, as SVG. */
export function rotaPicture(whole: RotaPicture): string {
  const duties = whole.panels.map(({ segments }) => dutiesOf(segments));
  const colours = personColours(duties.flat().flatMap(({ people }) => people.map(({ id }) => id)));
  const panels = layPanels(whole, duties, colours);
  const height = (panels.at(-1)?.bottom ?? headHeight) + (whole.teamsLeftOut > 0 ? 40 : 10);
  const title = `On call, ${dayOf(whole.from, whole.zone)} to ${dayOf(whole.to, whole.zone)}, ${whole.zone}`;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: look.width, height });
  try {
    chart.setOption(optionOf(whole, panels, colours, title));
    return labelSvg(chart.renderToSVGString(), title, describe(panels, whole.zone));
  } finally {
    chart.dispose();
  }
}

const headHeight = 84;

function layPanels({ panels, ...whole }: RotaPicture, duties: Duty[][], colours: ReadonlyMap<string, string>): Panel[] {
  let top = headHeight;
  return panels.map(({ id, name }, i) => {
    const own = duties[i] ?? [];
    const people = new Map(own.flatMap((duty) => duty.people.map((person) => [person.id, person.name] as const)));
    const legend = layMarks(
      [...people]
        .sort(([, a], [, b]) => a.localeCompare(b))
        .map(([person, words]) => ({ words: cleanText(words), fills: [colours.get(person) ?? ''] })),
    );
    const rows = weekRows(own, whole, whole.zone);
    const gridTop = top + 66 + (legend.at(-1)?.line ?? -1) * look.legendLine + look.legendLine;
    const bottom = gridTop + rows.length * look.rowHeight;
    const panel = {
      heading: cleanText(name === id ? name : `${name} (${id})`),
      rows,
      duties: own,
      legend,
      top,
      gridTop,
      bottom,
    };
    top = bottom + 30;
    return panel;
  });
}

/** Sets marks beside each other, as many to a line as fit. */
function layMarks(marks: readonly { words: string; fills: string[]; isHigh?: boolean }[]): Mark[] {
  let x: number = look.left;
  let line = 0;
  return marks.map(({ words, fills, isHigh = false }) => {
    const width = 30 + widthOf(words, look.font) + 18;
    if (x > look.left && x + width > look.width - look.right) {
      x = look.left;
      line += 1;
    }
    const mark = { x, line, words, fills, isHigh };
    x += width;
    return mark;
  });
}

function optionOf(
  { teamsLeftOut }: RotaPicture,
  panels: readonly Panel[],
  colours: ReadonlyMap<string, string>,
  title: string,
): EChartsCoreOption {
  const more = teamsLeftOut === 1 ? 'And 1 team more' : `And ${teamsLeftOut} teams more`;
  const foot = teamsLeftOut === 0 ? [] : [words(20, (panels.at(-1)?.bottom ?? 0) + 16, `${more}: name one to see it.`)];
  return {
    backgroundColor: look.paper,
    animation: false,
    textStyle: { fontFamily: look.family },
    graphic: [
      words(20, 18, title, 20, 'bold'),
      ...drawMarks(signs, 52),
      ...panels.flatMap(({ heading, legend, top }) => [
        words(20, top, heading, 16, 'bold'),
        ...drawMarks(legend, top + 26),
      ]),
      ...foot,
    ],
    grid: panels.map(({ gridTop, bottom }) => ({
      left: look.left,
      right: look.right,
      top: gridTop,
      height: bottom - gridTop,
      show: true,
      borderColor: look.line,
    })),
    xAxis: panels.map((_, gridIndex) => dayAxis(gridIndex)),
    yAxis: panels.map(({ rows }, gridIndex) => weekAxis(rows, gridIndex)),
    series: panels.map(({ rows }, i) => seriesOf(rows, colours, i)),
  };
}

const signs = layMarks([
  { words: 'nobody, though somebody has to be', fills: [look.gap], isHigh: true },
  { words: 'empty: nobody has to be', fills: [look.paper] },
  { words: 'several at once', fills: ['#c9d7e3', '#e3d9c9'] },
  { words: 'not looked at', fills: [look.outside] },
]);

function drawMarks(marks: readonly Mark[], top: number): object[] {
  return marks.flatMap(({ x, line, words: said, fills, isHigh }) => {
    const y = top + line * look.legendLine;
    const height = 14 / fills.length;
    return [
      ...fills.map((fill, i) => ({
        type: 'rect',
        shape: { x, y: y + i * height - (isHigh ? 2 : 0), width: 24, height: height + (isHigh ? 4 : 0) },
        style: { fill, stroke: look.ink, lineWidth: 0.6 },
      })),
      words(x + 30, y + 1, said),
    ];
  });
}

function words(x: number, y: number, text: string, fontSize: number = look.font, fontWeight = 'normal'): object {
  return { type: 'text', x, y, style: { text, fill: look.ink, fontSize, fontWeight, fontFamily: look.family } };
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Seven days with a line at each midnight, and pale ones at 6, 12 and 18 o'clock. */
function dayAxis(gridIndex: number): object {
  return {
    gridIndex,
    type: 'value',
    position: 'top',
    min: 0,
    max: 168,
    interval: 24,
    axisLine: { show: false },
    axisTick: { show: false },
    minorTick: { show: false, splitNumber: 4 },
    splitLine: { lineStyle: { color: look.line } },
    minorSplitLine: { show: true, lineStyle: { color: look.paleLine } },
    axisLabel: {
      customValues: Array.from({ length: 28 }, (_, i) => i * 6),
      formatter: (hour: number) =>
        hour % 24 === 12 ? `{day|${days[Math.floor(hour / 24)] ?? ''}}\n12` : `${hour % 24}`,
      rich: { day: { fontSize: 13, fontWeight: 'bold', color: look.ink, lineHeight: 18 } },
      color: look.paleInk,
      fontSize: look.smallFont,
    },
  };
}

function weekAxis(rows: readonly WeekRow<Duty>[], gridIndex: number): object {
  return {
    gridIndex,
    type: 'category',
    inverse: true,
    data: rows.map(({ label }) => label),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: look.line } },
    // Beside the bars, which are below the middle of their rows.
    axisLabel: { interval: 0, color: look.ink, fontSize: look.font, padding: [10, 0, 0, 0] },
  };
}

function seriesOf(rows: readonly WeekRow<Duty>[], colours: ReadonlyMap<string, string>, i: number): CustomSeriesOption {
  const bars = barsOf(rows);
  return {
    type: 'custom',
    xAxisIndex: i,
    yAxisIndex: i,
    encode: { x: [0, 1], y: 2 },
    data: bars.map(({ from, to, row }) => [from, to, row]),
    renderItem: renderBars(bars, colours),
    silent: true,
  };
}

function describe(panels: readonly Panel[], zone: string): string {
  return panels
    .map(({ heading, duties }) => {
      const gaps = duties.filter(({ isGap }) => isGap);
      const when = gaps.slice(0, 10).map(({ from, to }) => writeStretch(Date.parse(from), Date.parse(to), zone));
      const rest = gaps.length > when.length ? `, and ${gaps.length - when.length} times more` : '';
      const said =
        gaps.length === 0 ? 'somebody is on call whenever somebody has to be' : `nobody ${when.join(', ')}${rest}`;
      return `${heading}: ${said}.`;
    })
    .join(' ');
}

function dayOf(at: string, zone: string): string {
  const [, day, month] = writeTime(Date.parse(at), zone).split(' ');
  return `${day} ${month} ${Temporal.Instant.from(at).toZonedDateTimeISO(zone).year}`;
}
