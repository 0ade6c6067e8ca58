/** How the bars of one panel are drawn: who is on call, two at once, nobody, and what lies outside of the time. */
import type { CustomSeriesOption } from 'echarts/charts';
import { fitName, widthOf } from '../domain/fitName.ts';
import type { Segment } from './askSegments.ts';
import { joinStretches } from './joinStretches.ts';
import { cleanText } from './labelSvg.ts';
import { look } from './rotaLook.ts';
import type { WeekRow } from './weekRows.ts';

/** Who is on call. */
export interface Duty {
  from: string;
  to: string;
  people: Segment['people'];
  /** Nobody although somebody has to be. */
  isGap: boolean;
}

export interface Bar {
  row: number;
  /** Hours from Monday 0:00. */
  from: number;
  to: number;
  /** null: outside of the time that is pictured. */
  duty: Duty | null;
  /** "nobody" has no room beside the one before and is left to the colour and the height. */
  isCrowded: boolean;
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;
type Shape = ReturnType<typeof rect> | ReturnType<typeof text>;

/** What is drawn of segments. Nobody while nobody has to be is left out: it is what is empty. */
export function dutiesOf(segments: readonly Segment[]): Duty[] {
  return joinStretches(segments)
    .map(({ from, to, people, required }) => ({ from, to, people, isGap: people.length === 0 && required }))
    .filter(({ people, isGap }) => people.length > 0 || isGap);
}

/** Bars in the order in which they are drawn: gaps last, so that no other bar covers a short one. */
export function barsOf(rows: readonly WeekRow<Duty>[]): Bar[] {
  const bars = rows.flatMap(({ inside, parts }, row): Bar[] => [
    ...(inside.from > 0 ? [{ row, from: 0, to: inside.from, duty: null, isCrowded: false }] : []),
    ...(inside.to < 168 ? [{ row, from: inside.to, to: 168, duty: null, isCrowded: false }] : []),
    ...parts.map(({ from, to, of }) => ({ row, from, to, duty: of, isCrowded: false })),
  ]);
  const gaps = bars.filter(({ duty }) => duty?.isGap === true);
  const room = (widthOf('nobody', look.smallFont) * 1.1) / look.pixelsPerHour + 0.5;
  let last: { row: number; at: number } | null = null;
  for (const gap of gaps) {
    const at = (gap.from + gap.to) / 2;
    gap.isCrowded = last !== null && last.row === gap.row && at - last.at < room;
    if (!gap.isCrowded) last = { row: gap.row, at };
  }
  return [...bars.filter(({ duty }) => duty?.isGap !== true), ...gaps];
}

export function renderBars(bars: readonly Bar[], colours: ReadonlyMap<string, string>): RenderItem {
  return ({ dataIndex }, api) => {
    const bar = bars[dataIndex];
    if (!bar) return null;
    const [left = 0, middle = 0] = api.coord([bar.from, bar.row]);
    const [right = 0] = api.coord([bar.to, bar.row]);
    const box = {
      x: left,
      y: middle + look.barLow - look.barHeight,
      width: Math.max(2, right - left),
      height: look.barHeight,
    };
    return { type: 'group', children: shapesOf(bar, box, colours) };
  };
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function shapesOf({ duty, isCrowded }: Bar, box: Box, colours: ReadonlyMap<string, string>): Shape[] {
  if (duty === null) return [rect(box, look.outside)];
  if (duty.isGap) return gap(box, isCrowded);
  const lane = box.height / duty.people.length;
  const lanes = duty.people.map((_, i) => ({ ...box, y: box.y + i * lane, height: lane }));
  const fills = duty.people.map(({ id }, i) => rect(lanes[i] ?? box, colours.get(id) ?? '#ffffff', look.ink));
  const names = duty.people.map(({ name }) => cleanText(name));
  if (duty.people.length <= 2) {
    const font = duty.people.length === 1 ? look.font : look.smallFont;
    return [...fills, ...names.map((name, i) => text(lanes[i] ?? box, fitName(name, box.width - 6, font), font))];
  }
  const all = [names.join(', '), `${names.length} people`, `${names.length}`].find(
    (words) => widthOf(words, look.smallFont) <= box.width - 10,
  );
  if (all === undefined) return fills;
  const width = widthOf(all, look.smallFont) + 6;
  const label = { x: box.x + (box.width - width) / 2, y: box.y + box.height / 2 - 7, width, height: 14 };
  return [...fills, rect(label, '#ffffff'), text(label, all, look.smallFont)];
}

/** Higher than other bars, with the word in it, or above it where it is too short. */
function gap(box: Box, isCrowded: boolean): Shape[] {
  const bar = rect({ ...box, y: box.y - 2, height: box.height + 4 }, look.gap, look.gap);
  // Bold is wider.
  const font = [look.font, look.smallFont].find((size) => widthOf('nobody', size) * 1.1 <= box.width - 2);
  if (font !== undefined) return [bar, text(box, 'nobody', font, '#ffffff', 'bold')];
  const width = widthOf('nobody', look.smallFont) * 1.1;
  const x = Math.max(look.left + 1, Math.min(box.x + (box.width - width) / 2, look.width - look.right - width - 1));
  const above = { x, width, y: box.y - 3 - look.smallFont, height: look.smallFont };
  return [bar, ...(isCrowded ? [] : [text(above, 'nobody', look.smallFont, look.gap, 'bold')])];
}

function rect(shape: Box, fill: string, stroke?: string) {
  return { type: 'rect' as const, shape, style: { fill, ...(stroke && { stroke, lineWidth: 0.6 }) } };
}

function text(
  { x, y, width, height }: Box,
  words: string,
  fontSize: number,
  fill: string = look.ink,
  fontWeight: 'normal' | 'bold' = 'normal',
) {
  const style = { text: words, fill, fontSize, fontWeight, fontFamily: look.family };
  const place = { align: 'center', verticalAlign: 'middle' } as const;
  return { type: 'text' as const, x: x + width / 2, y: y + height / 2, style: { ...style, ...place } };
}
