import type { Fields } from './office.ts';

/** A webhook as a fault sees it before it is sent. */
export interface WebhookSeen {
  kind: string;
  url: string;
  fields: Readonly<Fields>;
}

/** A REST request as a fault sees it. */
export interface RestSeen {
  method: string;
  path: string;
  fields: Readonly<Record<string, string>>;
}

export type WebhookPredicate = (webhook: WebhookSeen) => boolean;
export type RestPredicate = (request: RestSeen) => boolean;

/** What a carrier, or the network between, may do to its client. Each setting lasts until `mend`. */
export class Faults {
  #lose: WebhookPredicate[] = [];
  #twice: WebhookPredicate[] = [];
  #delay: { matches: WebhookPredicate; ms: number }[] = [];
  #tolerate: WebhookPredicate[] = [];
  #hold: RestPredicate[] = [];
  #drop: RestPredicate[] = [];
  #early: RestPredicate[] = [];
  #released: (() => void)[] = [];
  #texts = new Map<string, number>();
  #calls = new Map<string, number>();
  /** True: the status callback `completed` is sent before the last action of a call that was hung up. */
  completedOvertakes = false;

  /** These webhooks are never sent: the carrier sees no answer. */
  loseWebhooks(matches: WebhookPredicate): void {
    this.#lose.push(matches);
  }

  /** These webhooks are sent twice, one after the other; the second answer counts. */
  duplicateWebhooks(matches: WebhookPredicate): void {
    this.#twice.push(matches);
  }

  /** These callbacks are sent so much later, and so out of their order. Requests that wait for a document are not delayed. */
  delayCallbacks(matches: WebhookPredicate, ms: number): void {
    this.#delay.push({ matches, ms });
  }

  /** A bad answer, or none, to these webhooks is meant by the test and is no violation. */
  tolerate(matches: WebhookPredicate): void {
    this.#tolerate.push(matches);
  }

  /** These REST requests are carried out, but their answer is kept back until `releaseRest`, or for ever. */
  holdRest(matches: RestPredicate): void {
    this.#hold.push(matches);
  }

  /** The connection of these REST requests breaks before the carrier has read them: nothing happens. */
  dropRest(matches: RestPredicate): void {
    this.#drop.push(matches);
  }

  /** The first status callbacks of these calls and texts are sent, and answered, before the REST answer. */
  callbacksBeforeAnswer(matches: RestPredicate): void {
    this.#early.push(matches);
  }

  /** REST refuses texts to this number with a Twilio error code such as 21610; null lifts it. */
  refuseTexts(number: string, code: number | null): void {
    if (code === null) this.#texts.delete(number);
    else this.#texts.set(number, code);
  }

  /** REST refuses calls to this number with a Twilio error code such as 21211; null lifts it. */
  refuseCalls(number: string, code: number | null): void {
    if (code === null) this.#calls.delete(number);
    else this.#calls.set(number, code);
  }

  /** Gives the REST answers that were held. */
  releaseRest(): void {
    const released = this.#released;
    this.#released = [];
    for (const answer of released) answer();
  }

  /** Ends every fault; held answers are given. */
  mend(): void {
    this.#lose = [];
    this.#twice = [];
    this.#delay = [];
    this.#tolerate = [];
    this.#hold = [];
    this.#drop = [];
    this.#early = [];
    this.#texts.clear();
    this.#calls.clear();
    this.completedOvertakes = false;
    this.releaseRest();
  }

  isLost = (webhook: WebhookSeen): boolean => this.#lose.some((matches) => matches(webhook));
  isTwice = (webhook: WebhookSeen): boolean => this.#twice.some((matches) => matches(webhook));
  isTolerated = (webhook: WebhookSeen): boolean => this.#tolerate.some((matches) => matches(webhook));
  delayOf = (webhook: WebhookSeen): number => this.#delay.find((delay) => delay.matches(webhook))?.ms ?? 0;
  isHeld = (request: RestSeen): boolean => this.#hold.some((matches) => matches(request));
  isDropped = (request: RestSeen): boolean => this.#drop.some((matches) => matches(request));
  isEarly = (request: RestSeen): boolean => this.#early.some((matches) => matches(request));
  textRefusal = (number: string): number | null => this.#texts.get(number) ?? null;
  callRefusal = (number: string): number | null => this.#calls.get(number) ?? null;

  keepBack(answer: () => void): void {
    this.#released.push(answer);
  }
}
