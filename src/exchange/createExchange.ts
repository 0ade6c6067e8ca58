import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { control } from './control.ts';
import { Faults } from './faults.ts';
import { Flight } from './flight.ts';
import { Journal, type LogEntry, type SentWebhook } from './journal.ts';
import { messagingApi } from './messagingApi.ts';
import type { Network } from './network.ts';
import type { Account, AccountNumber, ExchangeClock, Office, Standing } from './office.ts';
import { openOffice } from './openOffice.ts';
import { type Behaviour, Phone, type PhoneSettings } from './phone.ts';
import { restApi } from './restApi.ts';

/** The first account is given beside the rest; the first of its numbers is the one the phones dial by default. */
export interface ExchangeOptions extends Account {
  clock: ExchangeClock;
  /** More accounts on the same network. */
  otherAccounts?: readonly Account[] | undefined;
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
  /** Makes a number point elsewhere, as a person would in the carrier's console; one that is new is the first account's. */
  setNumber(number: AccountNumber): void;
  /** How an account stands, to be changed: the first account without a sid. */
  standing(accountSid?: string): Standing;
  /** What a number points to now. */
  number(number: string): AccountNumber | null;
  /**
   * @param accountSid whose queue; the first account's without it
   * @returns false when the queue does not exist or is not empty
   */
  deleteQueue(name: string, accountSid?: string): boolean;
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

/**
 * Builds an exchange; it does nothing until it listens.
 * @throws Error when two accounts have the same sid or number
 */
export function createExchange(options: ExchangeOptions): Exchange {
  const state: Listening = { url: '', closed: false, server: null };
  const accounts = [options, ...(options.otherAccounts ?? [])];
  refuseTwins(accounts);
  const offices: Office[] = [];
  const network = buildNetwork(options, offices, state);
  offices.push(...accounts.map((account) => openOffice(network, account)));
  const officeFor = (accountSid: string) => offices.find((office) => office.accountSid === accountSid);
  const { faults, journal, flight } = network;
  const app = express();
  app.disable('x-powered-by');
  app.use('/2010-04-01', restApi(network));
  app.use('/v1', messagingApi(network));
  app.use('/exchange', control(network));
  return {
    listen: (port, host = '127.0.0.1') => listen(app, state, port, host),
    close: () => close(state),
    phone(number, behaviour) {
      const phone = network.phone(number);
      if (behaviour !== undefined) phone.settings = typeof behaviour === 'string' ? { behaviour } : behaviour;
      return phone;
    },
    refuseTexts: (number, code) => faults.refuseTexts(number, code),
    refuseCalls: (number, code) => faults.refuseCalls(number, code),
    setNumber(number) {
      const office = network.officeOf(number.number) ?? officeFor(options.accountSid);
      office?.numbers.set(number.number, number);
    },
    standing(accountSid = options.accountSid) {
      const office = officeFor(accountSid);
      if (!office) throw new Error(`The exchange has no account ${accountSid}`);
      return office.standing;
    },
    number: (number) => network.officeOf(number)?.numbers.get(number) ?? null,
    deleteQueue: (name, accountSid = options.accountSid) => officeFor(accountSid)?.queues.delete(name) ?? false,
    faults,
    log: journal.log,
    webhooks: journal.webhooks,
    violations: journal.violations,
    ranOffEnd: journal.ranOffEnd,
    idle: () => flight.idle(),
    settled: () => flight.settled(),
  };
}

/** Two accounts of one sid, or of one number, could not be told apart. */
function refuseTwins(accounts: readonly Account[]): void {
  const seen = new Set<string>();
  for (const name of accounts.flatMap(({ accountSid, numbers }) => [accountSid, ...numbers.map((one) => one.number)])) {
    if (seen.has(name)) throw new Error(`${name} is given to the exchange twice`);
    seen.add(name);
  }
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

/** @param offices filled afterwards: an office needs the network it belongs to */
function buildNetwork(options: ExchangeOptions, offices: readonly Office[], state: Listening): Network {
  const { clock } = options;
  const flight = new Flight();
  const journal = new Journal(clock);
  const phones = new Map<string, Phone>();
  const network: Network = {
    clock,
    newSid: options.newSid ?? sids(options.random, clock.now()),
    flight,
    journal,
    faults: new Faults(),
    phones,
    phone(number) {
      const phone = phones.get(number) ?? new Phone(network, number, { behaviour: 'manual' });
      phones.set(number, phone);
      return phone;
    },
    offices,
    officeOf: (number) => offices.find((office) => office.numbers.has(number)) ?? null,
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
  return network;
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
