/** What happened on the local exchange, and what it makes of each telephone. */

export interface Happening {
  id: number;
  at: number;
  kind: string;
  number: string;
  other: string | null;
  text: string;
}

export interface Telephone {
  state: 'idle' | 'dialling' | 'ringing' | 'talking';
  /** The number at the other end, while two people talk. */
  with: string | null;
  /** The conversation, oldest first: what was heard, said and pressed, and texts. */
  lines: Happening[];
}

export const idle: Telephone = { state: 'idle', with: null, lines: [] };

/** How many lines of a telephone are kept on the page. */
const kept = 60;

const shown = new Set([
  'hears',
  'beep',
  'says',
  'presses',
  'sends text',
  'gets text',
  'answers',
  'rings',
  'dials',
  'ends',
  'connected',
]);

/** The telephones after one more happening. */
export function after(phones: ReadonlyMap<string, Telephone>, one: Happening): Map<string, Telephone> {
  const next = new Map(phones);
  const change = (number: string, by: (phone: Telephone) => Partial<Telephone>) => {
    const phone = next.get(number) ?? idle;
    next.set(number, { ...phone, ...by(phone) });
  };
  const stands: Record<string, Partial<Telephone>> = {
    dials: { state: 'dialling', with: null },
    rings: { state: 'ringing', with: null },
    answers: { state: 'talking' },
    hears: { state: 'talking' },
    ends: { state: 'idle', with: null },
  };
  change(one.number, (phone) => ({
    ...(one.kind === 'hears' && phone.state === 'idle' ? {} : stands[one.kind]),
    lines: shown.has(one.kind) ? [...phone.lines, one].slice(-kept) : phone.lines,
  }));
  if (one.other !== null && (one.kind === 'connected' || one.kind === 'disconnected')) {
    const joined = one.kind === 'connected';
    change(one.number, () => ({ with: joined ? one.other : null }));
    const mirrored = { ...one, number: one.other, other: one.number };
    change(one.other, (phone) => ({
      with: joined ? one.number : null,
      lines: joined ? [...phone.lines, mirrored].slice(-kept) : phone.lines,
    }));
  }
  return next;
}
