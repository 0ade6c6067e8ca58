/** The turns of a try in the address bar, so that a try can be linked: `1,silence,say:help%20me,record:20:key`. */
import type { TriedTurn } from '../apiTypes.ts';

const alone = ['silence', 'hold', 'talk', 'hangUp'] as const;
const ends = ['key', 'silence', 'hangUp'] as const;

export function writeTurns(turns: readonly TriedTurn[]): string {
  return turns
    .map((turn) => {
      if (typeof turn === 'string') return turn;
      if ('press' in turn) return turn.press;
      return 'say' in turn ? `say:${encodeURIComponent(turn.say)}` : `record:${turn.record}:${turn.endsBy ?? 'key'}`;
    })
    .join(',');
}

/** What cannot be read ends it: an address that was cut off is still a beginning. */
export function readTurns(text: string): TriedTurn[] {
  const turns: TriedTurn[] = [];
  for (const part of text === '' ? [] : text.split(',')) {
    const turn = readTurn(part);
    if (turn === null) break;
    turns.push(turn);
  }
  return turns;
}

function readTurn(part: string): TriedTurn | null {
  const word = alone.find((one) => one === part);
  if (word !== undefined) return word;
  if (/^[0-9*#]{1,20}$/.test(part)) return { press: part };
  const said = /^say:(.+)$/.exec(part)?.[1];
  if (said !== undefined) return { say: decoded(said) };
  const [, seconds, by] = /^record:(\d{1,3}):(\w+)$/.exec(part) ?? [];
  const endsBy = ends.find((one) => one === by);
  return seconds !== undefined && endsBy !== undefined ? { record: Number(seconds), endsBy } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
