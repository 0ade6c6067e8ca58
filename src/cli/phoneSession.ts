import type { PhoneFeed } from './phoneFeed.ts';
import { type Expected, type PhoneLine, phoneHelp, readPhoneLine } from './phoneLine.ts';
import type { PhoneNames } from './phoneNames.ts';

/** What the session needs of the outside. */
export interface PhoneSessionOptions {
  /** Where the exchange listens. */
  exchangeUrl: string;
  names: PhoneNames;
  feed: PhoneFeed;
  print(text: string): void;
}

/** Something a line asked for that did not happen; the message is a sentence. */
export class PhoneProblem extends Error {
  override name = 'PhoneProblem';
}

const kindOf: Record<Expected, string> = {
  rings: 'rings',
  hears: 'hears',
  'hears a beep': 'beep',
  'gets text': 'gets text',
  'is connected': 'connected',
  ends: 'ends',
};

/** Carries out lines, one after the other. */
export class PhoneSession {
  readonly #options: PhoneSessionOptions;
  /** Up to which happening each phone's expectations of a kind have been met. */
  readonly #met = new Map<string, number>();

  constructor(options: PhoneSessionOptions) {
    this.#options = options;
  }

  /**
   * @returns false when the session is to end
   * @throws PhoneProblem when the line is not understood, cannot be done now, or expects what does not come
   */
  async run(text: string): Promise<boolean> {
    const line = readPhoneLine(text);
    const { names, feed, print } = this.#options;
    switch (line.do) {
      case 'nothing':
        return true;
      case 'help':
        print(phoneHelp);
        return true;
      case 'quit':
        return false;
      case 'unknown':
        throw new PhoneProblem(line.why);
      case 'wait':
        await feed.until(() => undefined, line.seconds);
        return true;
      case 'expect':
        await this.#expect(line);
        return true;
      case 'dial':
        if (line.from !== null) names.caller = line.from;
        await this.#act(names.caller, 'dial', {});
        return true;
      default:
        await this.#use(line);
        return true;
    }
  }

  async #use(line: Extract<PhoneLine, { who: string }>): Promise<void> {
    const number = this.#numberOf(line.who);
    if (line.do === 'answer') await this.#act(number, 'answer', {});
    if (line.do === 'hangUp') await this.#act(number, 'hang-up', {});
    if (line.do === 'press') await this.#act(number, 'press', { keys: line.keys });
    if (line.do === 'say') await this.#act(number, 'say', { text: line.text });
    if (line.do === 'text')
      await this.#act(number, 'text', { body: line.body === 'code' ? this.#code(number) : line.body });
  }

  /** The two digits that the last text with a code asked for. */
  #code(number: string): string {
    const texts = this.#options.feed.seen.filter((one) => one.kind === 'gets text' && one.number === number);
    for (const { text } of texts.reverse()) {
      const code = /\breply (\d{2})\b/i.exec(text)?.[1] ?? /(?<!\d)(\d{2})(?!\d)/.exec(text)?.[1];
      if (code !== undefined) return code;
    }
    throw new PhoneProblem(`${this.#options.names.nameOf(number)} has got no text with a code.`);
  }

  async #expect(line: Extract<PhoneLine, { do: 'expect' }>): Promise<void> {
    const { feed, names } = this.#options;
    const number = this.#numberOf(line.who);
    const kind = kindOf[line.what];
    const key = `${number} ${kind}`;
    const after = this.#met.get(key) ?? 0;
    // One long speech may hold several things that are expected; a ring or a text is expected once.
    const again = line.what === 'hears' ? 0 : 1;
    const found = await feed.until(
      () =>
        feed.seen.find(
          (one) =>
            one.id >= after + again &&
            one.kind === kind &&
            (one.number === number || (kind === 'connected' && one.other === number)) &&
            (line.pattern?.test(one.text) ?? true),
        ),
      line.seconds,
    );
    if (found) {
      this.#met.set(key, found.id);
      return;
    }
    if (feed.stopped) throw new PhoneProblem('The service has stopped.');
    const what = line.pattern ? `${line.what} ${line.pattern}` : line.what;
    const heard = feed.seen.filter((one) => one.kind === kind && one.number === number).at(-1)?.text;
    const last = heard ? ` The last was: ${heard}` : '';
    throw new PhoneProblem(
      `Expected within ${line.seconds} s, but it did not happen: ${names.nameOf(number)} ${what}.${last}`,
    );
  }

  #numberOf(who: string): string {
    const number = this.#options.names.numberOf(who);
    if (number === null)
      throw new PhoneProblem(`Nobody is called "${who}"; there are ${this.#options.names.ids()}, and any number.`);
    return number;
  }

  async #act(number: string, what: string, body: object): Promise<void> {
    const response = await fetch(`${this.#options.exchangeUrl}/exchange/phones/${encodeURIComponent(number)}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => {
      throw new PhoneProblem('The service has stopped.');
    });
    if (response.ok) return;
    const { error } = (await response.json()) as { error?: string };
    throw new PhoneProblem(sentence(this.#named(error ?? `the exchange answered ${response.status}`)));
  }

  /** Numbers at the beginning of the exchange's sentences become names. */
  #named(text: string): string {
    return text.replace(/^\+\d+/, (number) => this.#options.names.nameOf(number));
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
