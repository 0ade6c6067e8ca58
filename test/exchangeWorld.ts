import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import { onTestFinished } from 'vitest';
import { createExchange, type Exchange } from '../src/exchange/createExchange.ts';

export const HOTLINE = '+16085550100';
/** The number of the second account. */
export const OTHER_LINE = '+16085550200';
export const CALLER = '+16085550142';
export const KIM = '+16085550111';
export const ALEX = '+16085550112';
const first = { accountSid: `AC${'a'.repeat(32)}`, authToken: '12345' };
const second = { accountSid: `AC${'b'.repeat(32)}`, authToken: '67890' };

/** Time that moves only when a test says so. */
export class HandClock {
  #now = Date.UTC(2026, 10, 21, 23, 0, 0);
  #timers: { at: number; fn: () => void }[] = [];
  #elapsed = 0;

  now = (): number => this.#now;
  elapsedMs = (): number => this.#elapsed;

  /** Real time, as far as the exchange measures it. */
  realTimePasses(ms: number): void {
    this.#elapsed += ms;
  }

  after = (delayMs: number, fn: () => void) => {
    const timer = { at: this.#now + delayMs, fn };
    this.#timers.push(timer);
    const cancel = () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
    return { cancel };
  };

  /** Runs the next timer due until `limit`. @returns false when there is none */
  step(limit: number): boolean {
    const next = this.#timers.filter((one) => one.at <= limit).sort((a, b) => a.at - b.at)[0];
    if (!next) {
      this.#now = Math.max(this.#now, limit);
      return false;
    }
    this.#now = Math.max(this.#now, next.at);
    this.#timers = this.#timers.filter((one) => one !== next);
    next.fn();
    return true;
  }
}

/** A request the stub service got. */
export interface Got {
  path: string;
  fields: Record<string, string>;
  signature: string | undefined;
}

type Answer = string | { status: number; body?: string; type?: string } | ((got: Got) => Answer | Promise<Answer>);

/** How one account is used: the real SDK, and what a request without it needs. */
export interface AccountAccess {
  accountSid: string;
  authToken: string;
  client: ReturnType<typeof twilio>;
  restUrl: string;
  auth: string;
}

/** An exchange, a stub service that answers what the test says, and the first account. */
export interface World extends AccountAccess {
  clock: HandClock;
  exchange: Exchange;
  /** The service's base address. */
  base: string;
  got: Got[];
  /** The second account. Its number's addresses are under /other. */
  other: AccountAccess;
  /** Sets the answer of a path: TwiML inside <Response>, or a status. */
  on(path: string, answer: Answer): void;
  /** Requests to a path so far. */
  at(path: string): Got[];
  /** Lets so many seconds pass, settling after each happening. */
  pass(seconds: number): Promise<void>;
  /** Violations are meant by this test. */
  violationsAreMeant(): void;
}

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

/** Sends the SDK's requests to the exchange. */
class LocalClient extends twilio.RequestClient {
  readonly #origin: string;
  constructor(origin: string) {
    super({ timeout: 5_000 });
    this.#origin = origin;
  }
  override request<T>(options: RequestOptions<T>) {
    return super.request<T>({ ...options, uri: options.uri.replace('https://api.twilio.com', this.#origin) });
  }
}

async function stubService(answers: Map<string, Answer>, got: Got[]) {
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.use(async (request, response) => {
    const fields = {
      ...(request.query as Record<string, string>),
      ...(request.body as Record<string, string> | undefined),
    };
    const seen: Got = { path: request.path, fields, signature: request.get('x-twilio-signature') };
    got.push(seen);
    let answer: Answer = answers.get(request.path) ?? { status: 200 };
    while (typeof answer === 'function') answer = await answer(seen);
    if (typeof answer === 'string') response.type('text/xml').send(`<Response>${answer}</Response>`);
    else {
      response.status(answer.status);
      if (answer.type) response.set('content-type', answer.type);
      response.end(answer.body ?? '');
    }
  });
  return new Promise<{ port: number; close: () => void }>((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => {
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });
}

function access(origin: string, account: typeof first): AccountAccess {
  const { accountSid, authToken } = account;
  return {
    ...account,
    client: twilio(accountSid, authToken, { httpClient: new LocalClient(origin) }),
    restUrl: `${origin}/2010-04-01/Accounts/${accountSid}`,
    auth: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
  };
}

/** Builds a world for one test; at its end the exchange must not have found anything wrong. */
export async function makeWorld(number: { statusCallback?: boolean; fallback?: boolean } = {}): Promise<World> {
  const clock = new HandClock();
  const answers = new Map<string, Answer>();
  const got: Got[] = [];
  const service = await stubService(answers, got);
  const base = `http://127.0.0.1:${service.port}`;
  const exchange = createExchange({
    clock,
    ...first,
    numbers: [
      {
        number: HOTLINE,
        voiceUrl: `${base}/voice`,
        smsUrl: `${base}/sms`,
        statusCallback: number.statusCallback === false ? undefined : `${base}/voice/status`,
        fallbackUrl: number.fallback ? `${base}/fallback` : undefined,
      },
    ],
    otherAccounts: [
      {
        ...second,
        numbers: [
          {
            number: OTHER_LINE,
            voiceUrl: `${base}/other/voice`,
            smsUrl: `${base}/other/sms`,
            statusCallback: `${base}/other/voice/status`,
          },
        ],
      },
    ],
  });
  const { url } = await exchange.listen(0);
  let meant = false;
  onTestFinished(async () => {
    await exchange.close();
    service.close();
    if (!meant && exchange.violations.length > 0) throw new Error(exchange.violations.join('\n'));
  });
  return {
    clock,
    exchange,
    base,
    got,
    ...access(url, first),
    other: access(url, second),
    on: (path, answer) => void answers.set(path, answer),
    at: (path) => got.filter((one) => one.path === path),
    async pass(seconds) {
      const until = clock.now() + seconds * 1000;
      do await exchange.settled();
      while (clock.step(until));
      await exchange.settled();
    },
    violationsAreMeant: () => {
      meant = true;
    },
  };
}
