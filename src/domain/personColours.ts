/** Light enough for dark letters, apart from each other and from the red of a gap. */
const palette = [
  '#8ecae6',
  '#ffd166',
  '#a7d98f',
  '#c9b1ff',
  '#f4b183',
  '#7fd6c2',
  '#f7b6e0',
  '#d8d48a',
  '#9fb8ff',
  '#cdb49a',
  '#b9c6d2',
  '#c5ee5e',
];

/** A colour for each person: by their id, so that it is the same in every panel and, for the same people, every time. */
export function personColours(ids: Iterable<string>): ReadonlyMap<string, string> {
  const colours = new Map<string, string>();
  const used = new Set<number>();
  for (const id of [...new Set(ids)].sort()) {
    if (used.size === palette.length) used.clear();
    let place = hashOf(id) % palette.length;
    while (used.has(place)) place = (place + 1) % palette.length;
    used.add(place);
    colours.set(id, palette[place] ?? '#ffffff');
  }
  return colours;
}

/** FNV-1a */
function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash;
}
