/** What is different between two texts, line by line. */

export interface DiffLine {
  kind: 'same' | 'gone' | 'new';
  text: string;
  /** Its number in the text before and in the one after, from 1. */
  before: number | null;
  after: number | null;
}

/**
 * The shortest list of lines gone and lines new that leads from one text to the other (Myers, "An O(ND) difference
 * algorithm", 1986).
 * @param most so many lines gone and new are looked for; texts that differ more are told as one block gone and one new
 */
export function diffLines(before: string, after: string, most: number): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [goneTo, newTo] = [a.length - tail, b.length - tail];
  // No spreading of lists here: they may have more lines than a call may have arguments.
  const steps: [number, number][] = [
    Array.from({ length: head }, (_, i): [number, number] => [i + 1, i + 1]),
    pathOf(a.slice(head, goneTo), b.slice(head, newTo), most).map(([x, y]): [number, number] => [x + head, y + head]),
    Array.from({ length: tail }, (_, i): [number, number] => [goneTo + i + 1, newTo + i + 1]),
  ].flat();
  let [x, y] = [0, 0];
  return steps.map(([toX, toY]): DiffLine => {
    const line = { before: toX > x ? toX : null, after: toY > y ? toY : null };
    [x, y] = [toX, toY];
    if (line.before !== null && line.after !== null) return { kind: 'same', text: a[toX - 1] ?? '', ...line };
    if (line.before !== null) return { kind: 'gone', text: a[toX - 1] ?? '', ...line };
    return { kind: 'new', text: b[toY - 1] ?? '', ...line };
  });
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** How many lines of each text are behind us after each line of the difference. */
function pathOf(a: readonly string[], b: readonly string[], most: number): [number, number][] {
  const max = Math.min(most, a.length + b.length);
  const furthest = new Int32Array(2 * max + 3);
  const traces: Int32Array[] = [];
  const isDown = (row: Int32Array, k: number, d: number) =>
    k === -d || (k !== d && (row[max + k] ?? 0) < (row[max + k + 2] ?? 0));
  for (let d = 0; d <= max; d += 1) {
    traces.push(furthest.slice());
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(furthest, k, d) ? (furthest[max + k + 2] ?? 0) : (furthest[max + k] ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest[max + k + 1] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(traces, d, max, isDown, [a.length, b.length]);
    }
  }
  return [...a.map((_, i): [number, number] => [i + 1, 0]), ...b.map((_, i): [number, number] => [a.length, i + 1])];
}

function walkBack(
  traces: readonly Int32Array[],
  depth: number,
  max: number,
  isDown: (row: Int32Array, k: number, d: number) => boolean,
  [endX, endY]: [number, number],
): [number, number][] {
  const path: [number, number][] = [];
  let [x, y] = [endX, endY];
  for (let d = depth; d >= 0; d -= 1) {
    const row = traces[d] ?? new Int32Array();
    const k = x - y;
    const from = isDown(row, k, d) ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (row[max + from + 1] ?? 0);
    const fromY = d === 0 ? 0 : fromX - from;
    for (; x > fromX && y > fromY; x -= 1, y -= 1) path.push([x, y]);
    if (d > 0) path.push([x, y]);
    [x, y] = [fromX, fromY];
  }
  return path.reverse();
}
