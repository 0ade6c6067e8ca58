import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Call } from './call.ts';
import { control } from './control.ts';
import { Faults } from './faults.ts';
import { Flight } from './flight.ts';
import { Journal, type LogEntry, type SentWebhook } from './journal.ts';
import { Messages } from './messages.ts';
import type { AccountNumber, ExchangeClock, Office } from './office.ts';
import { type Behaviour, Phone, type PhoneSettings } from './phone.ts';
import { Queues } from './queues.ts';
import { Recordings } from './recordings.ts';
import { restApi } from './restApi.ts';
import { sendWebhook } from './webhook.ts';

export interface ExchangeOptions {
  clock: ExchangeClock;
  accountSid: string;
  authToken: string;
  /** The account's numbers; the first is the one the phones dial by default. */
  numbers: readonly AccountNumber[];
  /** From 0 up to 1: makes sids that differ from run to run. Without it, and without `newSid`, sids are counted from the time of making. */
  random?: (() => number) | undefined;
  /** A sid of 34 characters with this prefix; for an empty prefix 32 hexadecimal digits. */
  newSid?: ((prefix: string) => string) | undefined;
}

/** A telephone exchange in a box: Twilio's REST API and webhooks on one side, telephones on the other. */
export interface Exchange {
  listen(port: number, host?: string): Promise<{ url: string; port: number }>;
  /** Stops at once: sends nothing more and closes every connection. */
  close(): Promise<void>;
  /** The phone with this number. `behaviour` sets what it does when it is rung. */
  phone(number: string, behaviour?: Behaviour | PhoneSettings): Phone;
  /** Refuses by REST with a Twilio code such as 21610; null lifts it. */
  refuseTexts(number: string, code: number | null): void;
  refuseCalls(number: string, code: number | null): void;
  /** Makes an account number point elsewhere, as a person would in the carrier's console. */
  setNumber(number: AccountNumber): void;
  /** @returns false when the queue does not exist or is not empty */
  deleteQueue(name: string): boolean;
  faults: Faults;
  /** Everything that happened to the phones, in order. */
  log: readonly LogEntry[];
  /** Every webhook sent, with its answer's status. */
  webhooks: readonly SentWebhook[];
  /** Breaches of the carrier's rules by its client; a test that finds one has failed. */
  violations: readonly string[];
  ranOffEnd: readonly string[];
  /** Nothing is in flight: no webhook awaits an answer, no REST request is being handled. */
  idle(): boolean;
  settled(): Promise<void>;
}

/** Builds an exchange; it does nothing until it listens. */
export function createExchange(options: ExchangeOptions): Exchange {
  const state: Listening = { url: '', closed: false, server: null };
  const numbers = new Map(options.numbers.map((number) => [number.number, number]));
  const phones = new Map<string, Phone>();
  const office = buildOffice(options, numbers, phones, state);
  const app = express();
  app.disable('x-powered-by');
  app.use('/2010-04-01', restApi(office));
  app.use('/exchange', control(office));
  return {
    listen: (port, host = '127.0.0.1') => listen(app, state, port, host),
    close: () => close(state),
    phone(number, behaviour) {
      const phone = office.phone(number);
      if (behaviour !== undefined) phone.settings = typeof behaviour === 'string' ? { behaviour } : behaviour;
      return phone;
    },
    refuseTexts: (number, code) => office.faults.refuseTexts(number, code),
    refuseCalls: (number, code) => office.faults.refuseCalls(number, code),
    setNumber: (number) => void numbers.set(number.number, number),
    deleteQueue: (name) => office.queues.delete(name),
    faults: office.faults,
    log: office.journal.log,
    webhooks: office.journal.webhooks,
    violations: office.journal.violations,
    ranOffEnd: office.journal.ranOffEnd,
    idle: () => office.flight.idle(),
    settled: () => office.flight.settled(),
  };
}

/** Where the exchange listens, and whether it still does. */
interface Listening {
  url: string;
  closed: boolean;
  server: Server | null;
}

function listen(app: express.Express, state: Listening, port: number, host: string) {
  return new Promise<{ url: string; port: number }>((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => {
      if (error) return reject(error);
      const address = server.address() as AddressInfo;
      state.url = `http://${host}:${address.port}`;
      resolve({ url: state.url, port: address.port });
    });
    state.server = server;
  });
}

function close(state: Listening): Promise<void> {
  state.closed = true;
  return new Promise((resolve) => {
    if (!state.server) return resolve();
    state.server.close(() => resolve());
    state.server.closeAllConnections();
  });
}

function buildOffice(
  options: ExchangeOptions,
  numbers: ReadonlyMap<string, AccountNumber>,
  phones: Map<string, Phone>,
  state: Listening,
): Office {
  const { clock, accountSid, authToken } = options;
  const newSid = options.newSid ?? sids(options.random, clock.now());
  const flight = new Flight();
  const journal = new Journal(clock);
  const office: Omit<Office, 'recordings' | 'messages'> = {
    accountSid,
    authToken,
    clock,
    newSid,
    numbers,
    flight,
    journal,
    faults: new Faults(),
    phones,
    phone(number) {
      const phone = phones.get(number) ?? new Phone(whole, number, { behaviour: 'manual' });
      phones.set(number, phone);
      return phone;
    },
    calls: new Map<string, Call>(),
    queues: new Queues(newSid, clock),
    post: (webhook) => flight.run(() => sendWebhook(whole, webhook)),
    start(what, work) {
      void flight.run(work).catch((error: unknown) => {
        if (!state.closed)
          journal.violation(
            `the exchange itself failed at ${what}: ${error instanceof Error ? error.stack : String(error)}`,
          );
      });
    },
    url: () => state.url,
    closed: () => state.closed,
  };
  // Recordings and messages need the office they belong to.
  const whole = office as Office;
  whole.recordings = new Recordings(whole);
  whole.messages = new Messages(whole);
  return whole;
}

/** 32 hexadecimal digits: by chance, or counted from the moment the exchange was made, so that a restart repeats none. */
function sids(random: (() => number) | undefined, madeAt: number): (prefix: string) => string {
  const begin = madeAt.toString(16).padStart(12, '0');
  let count = 0;
  return (prefix) => {
    count += 1;
    if (!random) return prefix + begin + count.toString(16).padStart(20, '0');
    return prefix + Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  };
}
