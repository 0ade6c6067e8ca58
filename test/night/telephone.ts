import type { Phone, PhoneSettings, ReceivedText } from '../../src/exchange/phone.ts';
import type { Night } from './night.ts';

/**
 * What the caller said, which follows many a page some seconds later. A story names it only when it is about that; that it
 * comes twice is a fault in every story.
 */
const transcript = /^CS\d{7}, the caller said: /;

/** What every caller of a critical case is told by text, each of them once per case: a story need not name it. */
const toldOnce = [
  /^(CS\d{7}): a technician will contact you within one hour\. Not yet called\?/,
  /^(CS\d{7}): .+ has your case and will contact you\./,
];

/** A person's telephone, as a story speaks of it. Every ring and text must be named by the story, or it fails at the end. */
export class Telephone {
  readonly name: string;
  readonly phone: Phone;
  readonly #night: Night;
  #heard = 0;
  #rings = 0;
  readonly #texts = new Set<number>();

  constructor(night: Night, name: string, phone: Phone) {
    this.#night = night;
    this.name = name;
    this.phone = phone;
  }

  /** What it does by itself when it is rung. */
  behaves(settings: PhoneSettings): this {
    this.phone.settings = settings;
    return this;
  }

  async dials(options: { withheld?: boolean; forwardedFrom?: string } = {}): Promise<void> {
    this.#heard = this.phone.heard.length;
    this.phone.dial(this.#night.hotline, options);
    await this.#night.settled();
  }

  async presses(keys: string): Promise<void> {
    this.phone.press(keys);
    await this.#night.settled();
  }

  async says(words: string): Promise<void> {
    this.phone.say(words);
    await this.#night.settled();
  }

  async hangsUp(): Promise<void> {
    this.phone.hangUp();
    await this.#night.settled();
  }

  async texts(body: string): Promise<void> {
    this.phone.text(this.#night.hotline, body);
    await this.#night.settled();
  }

  async answers(): Promise<void> {
    this.phone.answer();
    await this.#night.settled();
  }

  /** Waits for words it has not named yet. */
  async hears(words: RegExp, withinSeconds = 40): Promise<void> {
    const find = () => this.phone.heard.findIndex((text, i) => i >= this.#heard && words.test(text));
    const came = await this.#night.until(() => find() >= 0, withinSeconds);
    if (!came) {
      const heard = this.phone.heard.slice(this.#heard).join('\n  ');
      throw new Error(
        `${this.name} did not hear ${words} within ${withinSeconds} s, but:\n  ${heard || '(nothing)'}${this.#night.complaints()}`,
      );
    }
    this.#heard = find() + 1;
  }

  /** Waits until it rings: one ring that no line of the story has named yet. */
  async rings(withinSeconds = 30): Promise<void> {
    const came = await this.#night.until(() => this.phone.rings.length > this.#rings, withinSeconds);
    if (!came) throw new Error(`${this.name}'s phone did not ring within ${withinSeconds} s`);
    this.#rings += 1;
  }

  /** Rings that have come and are named together. @returns how many */
  namesRings(): number {
    const count = this.phone.rings.length - this.#rings;
    this.#rings = this.phone.rings.length;
    return count;
  }

  /** The texts it has got, without those that only say what the caller said. */
  get told(): ReceivedText[] {
    return this.phone.texts.filter(({ body }) => !transcript.test(body));
  }

  namesTexts(): number {
    const fresh = this.phone.texts.flatMap(({ body }, i) => (this.#texts.has(i) || transcript.test(body) ? [] : [i]));
    for (const i of fresh) this.#texts.add(i);
    return fresh.length;
  }

  /** Waits for a text that no line of the story has named yet. @returns its words */
  async getsText(words: RegExp, withinSeconds = 30): Promise<string> {
    const isMeant = (body: string) => words.test(body) && (!transcript.test(body) || /said/.test(words.source));
    const find = () => this.phone.texts.findIndex(({ body }, i) => !this.#texts.has(i) && isMeant(body));
    const came = await this.#night.until(() => find() >= 0, withinSeconds);
    if (!came) {
      const texts = this.phone.texts.filter((_, i) => !this.#texts.has(i)).map((text) => text.body);
      throw new Error(
        `${this.name} got no text ${words} within ${withinSeconds} s, but:\n  ${texts.join('\n  ') || '(none)'}${this.#night.complaints()}`,
      );
    }
    const index = find();
    this.#texts.add(index);
    return this.phone.texts[index]?.body ?? '';
  }

  /** Waits until the two hear each other. */
  async talksTo(other: Telephone, withinSeconds = 30): Promise<void> {
    const came = await this.#night.until(() => this.phone.connectedTo === other.phone.number, withinSeconds);
    if (!came) throw new Error(`${this.name} and ${other.name} were not connected within ${withinSeconds} s`);
  }

  async isHungUp(withinSeconds = 60): Promise<void> {
    const came = await this.#night.until(() => this.phone.state === 'idle', withinSeconds);
    if (!came) throw new Error(`${this.name}'s phone was still in a call after ${withinSeconds} s`);
  }

  #isFirstTranscript(body: string, index: number): boolean {
    return transcript.test(body) && this.phone.texts.findIndex((text) => text.body === body) === index;
  }

  /** Rings and texts that no line of the story has named. */
  unnamed(): string[] {
    const rings = this.phone.rings
      .slice(this.#rings)
      .map((ring) => `${this.name} rang at ${new Date(ring.at).toISOString()}`);
    const texts = this.phone.texts
      .filter(
        (text, i) => !this.#texts.has(i) && !this.#isFirstTranscript(text.body, i) && !this.#isToldOnce(text.body),
      )
      .map((text) => `${this.name} got the text "${text.body}"`);
    return [...rings, ...texts];
  }

  /** A second one about the same case is not. */
  #isToldOnce(body: string): boolean {
    return toldOnce.some((words) => {
      const number = words.exec(body)?.[1];
      return (
        number !== undefined && this.phone.texts.filter((text) => words.exec(text.body)?.[1] === number).length === 1
      );
    });
  }
}
