/**
 * Rows as lines whose columns stand below each other. The last column is text: it is broken between words where a line
 * would be wider than `width`, and goes on below its own beginning.
 * @returns the lines of each row
 */
export function layTable(rows: readonly (readonly string[])[], width: number): string[][] {
  const columns = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: Math.max(0, columns) }, (_, i) =>
    Math.max(...rows.map((row) => row[i]?.length ?? 0)),
  );
  const indent = widths.reduce((sum, one) => sum + one + 2, 0);
  return rows.map((row) => {
    const cells = widths.map((one, i) => (row[i] ?? '').padEnd(one + 2)).join('');
    const [first = '', ...more] = broken(row[columns] ?? '', Math.max(30, width - indent));
    return [`${cells}${first}`.trimEnd(), ...more.map((line) => `${' '.repeat(indent)}${line}`)];
  });
}

function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
