import type { Call } from './call.ts';
import type { Office } from './office.ts';

/** Two calls that hear each other. */
export class Bridge {
  readonly began: number;
  #ended = false;
  #listeners: (() => void)[] = [];
  readonly #office: Office;
  readonly #dialling: Call;
  readonly #other: Call;
  readonly #hangupOnStar: boolean;

  /** @param hangupOnStar may the dialling side leave with *? */
  constructor(office: Office, dialling: Call, other: Call, hangupOnStar: boolean) {
    this.#office = office;
    this.#dialling = dialling;
    this.#other = other;
    this.#hangupOnStar = hangupOnStar;
    this.began = office.clock.now();
    dialling.bridge = this;
    other.bridge = this;
    office.journal.add('connected', dialling.phone.number, '', other.phone.number);
  }

  get seconds(): number {
    return Math.round((this.#office.clock.now() - this.began) / 1000);
  }

  peerOf(call: Call): Call {
    return call === this.#dialling ? this.#other : this.#dialling;
  }

  words(from: Call, text: string): void {
    this.peerOf(from).phone.hear(text);
  }

  key(from: Call, key: string): void {
    if (key === '*' && this.#hangupOnStar && from === this.#dialling) this.end();
  }

  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.#listeners.push(listener);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#dialling.bridge = null;
    this.#other.bridge = null;
    this.#office.journal.add('disconnected', this.#dialling.phone.number, '', this.#other.phone.number);
    for (const listener of this.#listeners) listener();
  }
}
