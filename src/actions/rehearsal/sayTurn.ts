import type { TriedTurn } from '../../domain/flowApi.ts';

const alone = {
  silence: 'silence',
  hold: 'stays on hold',
  talk: 'talks',
  hangUp: 'hangs up',
} as const;

const ends = { key: 'a key ends it', silence: 'silence ends it', hangUp: 'and hangs up' } as const;

/** What a caller does in a turn, in a few words. */
export function sayTurn(turn: TriedTurn): string {
  if (typeof turn === 'string') return alone[turn];
  if ('press' in turn) return `presses ${turn.press}`;
  return 'say' in turn ? `says "${turn.say}"` : `records ${turn.record} s, ${ends[turn.endsBy]}`;
}
