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

/**
 * How a REST request fails:
 * serverError is answered 500 with code 20500, tooMany 429 with code 20429, hang never, and at reset the connection
 * breaks before the request is read: with these four nothing happened.
 * answerLost breaks the connection instead of answering, garbage answers with a page of HTML, noSid with `{}`: with
 * these three the request has been carried out.
 * Sources: https://www.twilio.com/docs/api/errors/20500 and https://www.twilio.com/docs/api/errors/20429
 */
export type RestFault = 'serverError' | 'tooMany' | 'hang' | 'reset' | 'answerLost' | 'garbage' | 'noSid';

/** What happens to one REST request: a fault, or a refusal of the whole request. */
export type RestFailure =
  | { how: RestFault; retryAfterSeconds: number | null }
  | { how: 'refused'; code: number; status: number };

export interface FailRestOptions {
  /** To so many requests; without it until `mend`. */
  times?: number | undefined;
  /** tooMany: the header Retry-After, in seconds. */
  retryAfterSeconds?: number | undefined;
}

/** What a carrier, or the network between, may do to its client. Each setting lasts until `mend`. */
export class Faults {
  #lose: WebhookPredicate[] = [];
  #twice: WebhookPredicate[] = [];
  #delay: { matches: WebhookPredicate; ms: number }[] = [];
  #tolerate: WebhookPredicate[] = [];
  #hold: RestPredicate[] = [];
  #fail: { matches: RestPredicate; failure: RestFailure; left: number }[] = [];
  #keepQueued: RestPredicate[] = [];
  #early: RestPredicate[] = [];
  #released: (() => void)[] = [];
  #texts = new Map<string, number>();
  #calls = new Map<string, number>();
  #undelivered = new Map<string, number>();
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

  /** These REST requests fail; of several settings that match, the oldest counts. A request that fails is not held. */
  failRest(matches: RestPredicate, how: RestFault, options: FailRestOptions = {}): void {
    const failure = { how, retryAfterSeconds: options.retryAfterSeconds ?? null };
    this.#fail.push({ matches, failure, left: options.times ?? Number.POSITIVE_INFINITY });
  }

  /**
   * These REST requests are refused, whatever they ask: faults of the account, such as 20003 with status 401.
   * Source: https://www.twilio.com/docs/api/errors
   */
  refuseRest(matches: RestPredicate, code: number, status = 400): void {
    this.#fail.push({ matches, failure: { how: 'refused', code, status }, left: Number.POSITIVE_INFINITY });
  }

  /**
   * Calls that these REST requests create never leave the queue, not even after `mend`: nothing rings and nothing is
   * called back. Ended by REST they are `canceled`, without a callback.
   * Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback
   */
  keepQueued(matches: RestPredicate): void {
    this.#keepQueued.push(matches);
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

  /**
   * Texts to this number are accepted, then end `undelivered` with a Twilio error code such as 30006, 30007 or 30034;
   * null lifts it. Source: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
   */
  undeliver(number: string, code: number | null): void {
    if (code === null) this.#undelivered.delete(number);
    else this.#undelivered.set(number, code);
  }

  /** Gives the REST answers that were held. */
  releaseRest(): void {
    const released = this.#released;
    this.#released = [];
    for (const answer of released) answer();
  }

  /** Ends every fault; held answers are given, and a request that hangs goes on hanging. */
  mend(): void {
    this.#lose = [];
    this.#twice = [];
    this.#delay = [];
    this.#tolerate = [];
    this.#hold = [];
    this.#fail = [];
    this.#keepQueued = [];
    this.#early = [];
    this.#texts.clear();
    this.#calls.clear();
    this.#undelivered.clear();
    this.completedOvertakes = false;
    this.releaseRest();
  }

  isLost = (webhook: WebhookSeen): boolean => this.#lose.some((matches) => matches(webhook));
  isTwice = (webhook: WebhookSeen): boolean => this.#twice.some((matches) => matches(webhook));
  isTolerated = (webhook: WebhookSeen): boolean => this.#tolerate.some((matches) => matches(webhook));
  delayOf = (webhook: WebhookSeen): number => this.#delay.find((delay) => delay.matches(webhook))?.ms ?? 0;
  isHeld = (request: RestSeen): boolean => this.#hold.some((matches) => matches(request));
  isKeptQueued = (request: RestSeen): boolean => this.#keepQueued.some((matches) => matches(request));
  isEarly = (request: RestSeen): boolean => this.#early.some((matches) => matches(request));
  textRefusal = (number: string): number | null => this.#texts.get(number) ?? null;
  callRefusal = (number: string): number | null => this.#calls.get(number) ?? null;
  undeliveryOf = (number: string): number | null => this.#undelivered.get(number) ?? null;

  /** How this request fails, or null. One that fails uses up one of the times that were set. */
  takeFailure(request: RestSeen): RestFailure | null {
    const setting = this.#fail.find(({ matches, left }) => left > 0 && matches(request));
    if (!setting) return null;
    setting.left -= 1;
    return setting.failure;
  }

  keepBack(answer: () => void): void {
    this.#released.push(answer);
  }
}
