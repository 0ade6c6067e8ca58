/** What one line typed at the telephones asks for. `who` is "caller", a person's id or name, or a number. */
export type PhoneLine =
  | { do: 'nothing' | 'help' | 'quit' }
  | { do: 'dial'; from: string | null }
  | { do: 'answer' | 'hangUp'; who: string }
  | { do: 'press'; who: string; keys: string }
  | { do: 'say'; who: string; text: string }
  | { do: 'text'; who: string; body: string }
  | { do: 'wait'; seconds: number }
  | { do: 'expect'; who: string; what: Expected; pattern: RegExp | null; seconds: number }
  | { do: 'unknown'; why: string };

/** What can be expected of a phone: the words after its name in an `expect` line. */
export type Expected = 'rings' | 'hears' | 'hears a beep' | 'gets text' | 'is connected' | 'ends';

/** How long an `expect` without `within` waits. */
const usualSeconds = 20;

export const phoneHelp = `dial                      the caller (+16085550142) dials the hotline
dial from +16085550143    somebody else dials; they are the caller from now on
1, 12, *, #               the caller presses keys
say the network is down   the caller speaks
hang up                   the caller hangs up
kim answers               a person, by id, first name or number, answers
kim 1 / kim says ... / kim texts 47 / kim texts code / kim hangs up
help, quit
in a script: wait 5 / expect kim rings within 20 / expect caller hears /regex/ within 30 /
expect kim gets text /regex/ / expect caller hears a beep /
expect caller is connected / expect caller ends / # words are a comment`;

type Reader = [RegExp, (match: RegExpMatchArray) => PhoneLine];

/** In this order; the first that fits wins. */
const readers: Reader[] = [
  // A # by itself or among other keys is the key; a comment has something else behind it.
  [/^(#[^0-9*#].*)?$/, () => ({ do: 'nothing' })],
  [/^(help|\?)$/i, () => ({ do: 'help' })],
  [/^(quit|exit)$/i, () => ({ do: 'quit' })],
  [/^dial(?: from (\+\d+))?$/i, ([, from]) => ({ do: 'dial', from: from ?? null })],
  [/^([0-9*#]+)$/, ([, keys]) => ({ do: 'press', who: 'caller', keys: keys ?? '' })],
  [/^say (.+)$/i, ([, text]) => ({ do: 'say', who: 'caller', text: text ?? '' })],
  [/^hang ?up$/i, () => ({ do: 'hangUp', who: 'caller' })],
  [/^wait (\d+(?:\.\d+)?)$/i, ([, seconds]) => ({ do: 'wait', seconds: Number(seconds) })],
  [/^(.+?) answers$/i, ([, who]) => ({ do: 'answer', who: who ?? '' })],
  [/^(.+?) hangs up$/i, ([, who]) => ({ do: 'hangUp', who: who ?? '' })],
  [/^(.+?) says? (.+)$/i, ([, who, text]) => ({ do: 'say', who: who ?? '', text: text ?? '' })],
  [/^(.+?) texts? (.+)$/i, ([, who, body]) => ({ do: 'text', who: who ?? '', body: body ?? '' })],
  [/^(.+?) (?:presses )?([0-9*#]+)$/i, ([, who, keys]) => ({ do: 'press', who: who ?? '', keys: keys ?? '' })],
];

const expectation =
  /^expect (.+?) (rings|hears a beep|hears|gets text|is connected|ends)(?: \/(.*)\/i?)?(?: within (\d+))?$/i;

/** Reads one line. A line that says nothing known comes back as `unknown` with the reason as a sentence. */
export function readPhoneLine(text: string): PhoneLine {
  const line = text.trim();
  if (/^expect /i.test(line)) return readExpectation(line);
  for (const [pattern, read] of readers) {
    const match = pattern.exec(line);
    if (match) return read(match);
  }
  return { do: 'unknown', why: `"${line}" is nothing a telephone does; type help.` };
}

function readExpectation(line: string): PhoneLine {
  const match = expectation.exec(line);
  if (!match) return { do: 'unknown', why: `"${line}" cannot be expected; write: expect kim rings within 20.` };
  const [, who = '', what = '', source, seconds] = match;
  const wanted = what.toLowerCase() as Expected;
  let pattern: RegExp | null = null;
  try {
    if (source !== undefined) pattern = new RegExp(source, 'i');
  } catch {
    return { do: 'unknown', why: `/${source}/ is not a regular expression.` };
  }
  return { do: 'expect', who, what: wanted, pattern, seconds: Number(seconds ?? usualSeconds) };
}
