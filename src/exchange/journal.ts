import type { ExchangeClock } from './office.ts';
import { rules } from './rules.ts';

/** What can happen to a phone. */
export type LogKind =
  | 'dials'
  | 'rings'
  | 'answers'
  | 'hears'
  | 'beep'
  | 'says'
  | 'presses'
  | 'sends text'
  | 'gets text'
  | 'connected'
  | 'disconnected'
  | 'ends';

/** One happening, in the order it happened. `number` is the phone it happened to, `other` the far end where there is one. */
export interface LogEntry {
  id: number;
  at: number;
  kind: LogKind;
  number: string;
  other: string | null;
  /** Words spoken, keys pressed, text received, or how a call ended. */
  text: string;
}

/** A webhook as it was sent, with what came back. */
export interface SentWebhook {
  at: number;
  kind: string;
  url: string;
  fields: Readonly<Record<string, string | string[]>>;
  status: number | null;
  body: string;
}

/** What happened on the exchange, and what its client did wrong. */
export class Journal {
  readonly log: LogEntry[] = [];
  readonly webhooks: SentWebhook[] = [];
  /** Each breach of the carrier's rules, as a sentence. */
  readonly violations: string[] = [];
  /** Documents of a live call that ended without saying what comes next: the carrier hangs up. */
  readonly ranOffEnd: string[] = [];
  #next = 1;
  #listeners = new Set<() => void>();
  readonly #clock: ExchangeClock;

  constructor(clock: ExchangeClock) {
    this.#clock = clock;
  }

  add(kind: LogKind, number: string, text: string, other: string | null = null): void {
    this.log.push({ id: this.#next, at: this.#clock.now(), kind, number, other, text });
    this.#next += 1;
    if (this.log.length > rules.keptEntries) this.log.shift();
    for (const listener of this.#listeners) listener();
  }

  sent(webhook: SentWebhook): void {
    this.webhooks.push(webhook);
    if (this.webhooks.length > rules.keptEntries) this.webhooks.shift();
  }

  violation(sentence: string): void {
    this.violations.push(sentence);
    if (this.violations.length > rules.keptEntries) this.violations.shift();
  }

  /** Calls `listener` after each entry of the log. @returns a function that stops it */
  onEntry(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
