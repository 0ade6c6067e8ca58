/** Over which account and from which of our numbers something is sent. Pure. */
import { limits } from '../domain/limits.ts';
import type { Line } from '../domain/lines.ts';

export interface LineFacts {
  /** Every way out, the hotline's own number first. */
  lines: readonly Line[];
  /** Accounts that do not answer or do not let us in at the moment. */
  out: readonly string[];
  /** Numbers of ours that this attempt cannot be sent from. */
  refusedFrom: readonly string[];
  /** How many rings of this page to this person nobody answered, for each number of ours. */
  unanswered: Readonly<Record<string, number>>;
}

/**
 * The first line with nothing against it. What speaks against a line is weighed in this order: it has refused this very
 * attempt; its account is out; a network may be showing its number as spam, so nobody answered. When all lines are
 * spoken against, the best of them is still tried: nothing is left unsent.
 * @throws Error when there is no line at all
 */
export function chooseLine({ lines, out, refusedFrom, unanswered }: LineFacts): Line {
  const prefer = (some: readonly Line[], isGood: (line: Line) => boolean) => {
    const good = some.filter(isGood);
    return good.length > 0 ? good : some;
  };
  const possible = prefer(lines, (line) => !refusedFrom.includes(line.number));
  const reached = prefer(possible, (line) => !out.includes(line.account));
  // Over another account nobody can be joined to the caller, so a number of the same one is looked for.
  const same = reached.filter((line) => line.account === reached[0]?.account);
  const fresh = prefer(same, (line) => (unanswered[line.number] ?? 0) < limits.ringsUnanswered);
  const [line] = fresh;
  if (!line) throw new Error('There is no line to send over');
  return line;
}
