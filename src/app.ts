/** The composition root: everything that can fail at start fails before a phone is answered. Tests build the same. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { Context } from './actions/context.ts';
import { createTwilioCarrier } from './carrier/twilio/createTwilioCarrier.ts';
import type { Config } from './config.ts';
import { createDispatcher, type Dispatcher } from './dispatch/createDispatcher.ts';
import { addressesAt } from './domain/addresses.ts';
import { StartError } from './domain/errors.ts';
import { limits } from './domain/limits.ts';
import type { Carrier, Clock, Ids, Log } from './domain/ports.ts';
import type { Line } from './domain/records.ts';
import { createExchange, type Exchange } from './exchange/createExchange.ts';
import { answerFault } from './http/answerFault.ts';
import { api } from './http/api.ts';
import { createMetrics, type Metrics } from './http/createMetrics.ts';
import { elsewhere } from './http/elsewhere.ts';
import { health } from './http/health.ts';
import { webhooks } from './http/webhooks.ts';
import { newSecret } from './ids.ts';
import { flowByHash, keepVersions } from './sources/keepVersions.ts';
import { keptToken } from './sources/keptToken.ts';
import { lifelineFile } from './sources/lifelineFile.ts';
import { readFiles, type Sources } from './sources/readFiles.ts';
import { holdFile, type Release } from './store/holdFile.ts';
import { openStore, type Store } from './store/openStore.ts';

export interface AppOptions {
  config: Config;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** How long the dispatcher sleeps at the most. */
  pollMs?: number;
  /** PostgreSQL: the schema that holds the tables. */
  schema?: string | undefined;
  /** Puts something between us and the carrier, for stories in which it fails. */
  wrapCarrier?: ((carrier: Carrier) => Carrier) | undefined;
}

export interface App {
  /** Where we listen. */
  url: string;
  publicUrl: string;
  hotlineNumber: string;
  adminToken: string;
  context: Context;
  /** The local exchange, when that is the carrier. */
  exchange: Exchange | null;
  /** Nothing in flight, due or claimed. */
  isIdle(): boolean;
  settled(): Promise<void>;
  /** Finishes the turns and claimed sends in hand, then ends. */
  stop(): Promise<void>;
  /** Ends at once, as a crash does: what is in hand is never finished. */
  abandon(): Promise<void>;
}

/** The hotline's number on the local exchange. */
const exchangeNumber = '+16085550100';
const exchangeAccount = `AC${'0'.repeat(31)}1`;

export async function startApp(options: AppOptions): Promise<App> {
  const { config, clock, ids, log } = options;
  const sources = readFiles({ ...config, now: clock.now() });
  for (const hint of sources.hints) log.warn('a rota has something odd in it', { place: placeOf(hint) });
  const adminToken = config.adminToken ?? keptToken(config.dataDir, newSecret);
  const store = await openDatabase(options);
  try {
    const changed = await keepVersions(store, clock, ids, sources.checked);
    if (changed.length > 0) log.info('new versions are in force', { names: changed.join(', ') });
    const server = createServer();
    const port = await listen(server, config.port, config.host);
    const publicUrl = config.publicUrl ?? `http://127.0.0.1:${port}`;
    const line = await connect(config, clock, publicUrl);
    const carrier = options.wrapCarrier ? options.wrapCarrier(line.carrier) : line.carrier;
    return compose({ ...options, ...line, carrier, store, sources, server, port, publicUrl, adminToken });
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface Parts extends AppOptions {
  store: Store;
  sources: Sources;
  server: Server;
  port: number;
  publicUrl: string;
  adminToken: string;
  carrier: Carrier;
  lines: Line[];
  exchange: Exchange | null;
  exchangeUrl: string | null;
}

function compose(parts: Parts): App {
  const { clock, store, carrier, server, publicUrl } = parts;
  const hotlineNumber = parts.lines[0]?.number ?? '';
  const metrics = createMetrics();
  const log = metrics.counted(parts.log);
  let dispatcher: Dispatcher | null = null;
  const context: Context = {
    store,
    clock,
    ids: parts.ids,
    log,
    addresses: addressesAt(publicUrl),
    hotlineNumber,
    lines: parts.lines,
    allowedCountries: parts.config.allowedCountries,
    inForce: parts.sources,
    flowByHash: (name, hash) => flowByHash(store, name, hash),
    lifeline: lifelineFile(join(parts.config.dataDir, 'lifeline.jsonl'), log),
    read: carrier,
    measures: metrics.measures,
    wake: () => dispatcher?.wake(),
  };
  const work = createDispatcher({ context, carrier, pollMs: parts.pollMs ?? limits.pollMilliseconds });
  dispatcher = work;
  const flights = countFlights(server);
  server.on('request', buildExpress(parts, context, work, metrics));
  const rebuilt = rebuildDaily({ ...parts, log }, context);
  work.wake();
  const settled = async () => {
    while (!flights.isIdle() || !work.isIdle()) await Promise.all([flights.settled(), work.settled()]);
  };
  return {
    url: `http://127.0.0.1:${parts.port}`,
    publicUrl,
    hotlineNumber,
    adminToken: parts.adminToken,
    context,
    exchange: parts.exchange,
    isIdle: () => flights.isIdle() && work.isIdle(),
    settled,
    async stop() {
      rebuilt.cancel();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.all([work.stop(), flights.settled()]);
      server.closeAllConnections();
      await closed;
      await parts.exchange?.close();
      await store.close();
    },
    async abandon() {
      rebuilt.cancel();
      work.abandon();
      server.close();
      server.closeAllConnections();
      await parts.exchange?.close();
      await store.close();
    },
  };
}

function buildExpress(parts: Parts, context: Context, dispatcher: Dispatcher, metrics: Metrics): express.Express {
  const { carrier, publicUrl } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.use(health({ context, carrier, lastTickAt: dispatcher.lastTickAt, exchangeUrl: parts.exchangeUrl }));
  app.use(metrics.router({ context, carrier: carrier.name, lastTickAt: dispatcher.lastTickAt }));
  app.use('/api', api(context, parts.adminToken));
  app.use(webhooks({ context, carrier, publicUrl }));
  app.use(elsewhere());
  // On the application itself: an error passes over every router behind the one it came from.
  app.use(answerFault(context.log));
  return app;
}

/** The carrier: the account of the settings, or a local exchange that speaks the same protocol. */
async function connect(config: Config, clock: Clock, publicUrl: string) {
  if (config.twilio) {
    const accounts = config.twilio;
    const lines = accounts.flatMap(({ accountSid, numbers }) =>
      numbers.map((number): Line => ({ account: accountSid, number })),
    );
    return { carrier: createTwilioCarrier({ name: 'twilio', accounts }), lines, exchange: null, exchangeUrl: null };
  }
  const authToken = newSecret();
  const addresses = addressesAt(publicUrl);
  const number = {
    number: exchangeNumber,
    voiceUrl: addresses.voice,
    fallbackUrl: addresses.fallback,
    statusCallback: addresses.status,
    smsUrl: addresses.sms,
  };
  const exchange = createExchange({ clock, accountSid: exchangeAccount, authToken, numbers: [number] });
  const { url } = await exchange.listen(config.exchangePort);
  const account = { accountSid: exchangeAccount, authTokens: [authToken], apiUrl: url };
  const carrier = createTwilioCarrier({ name: 'exchange', accounts: [account] });
  const lines: Line[] = [{ account: exchangeAccount, number: exchangeNumber }];
  return { carrier, lines, exchange, exchangeUrl: url };
}

/** @throws StartError when the database cannot be opened; its sentence never has the address, which may hold a password */
async function openDatabase({ config, schema, clock, log }: AppOptions): Promise<Store> {
  let release: Release = async () => {};
  try {
    release = await holdFile(config.databaseUrl);
    const store = await openStore({ url: config.databaseUrl, schema, clock, log });
    return { ...store, close: () => store.close().finally(release) };
  } catch (cause) {
    await release();
    if (cause instanceof StartError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    // The store's own sentences, such as that of a newer version's database, name the remedy themselves.
    if (message.startsWith('The database ')) throw new StartError(`DATABASE_URL: ${message}`, { cause });
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
    const why = typeof code === 'string' ? code : 'no answer';
    throw new StartError(
      `DATABASE_URL names a database that cannot be opened (${why}); start it, or correct the address, user and password.`,
      { cause },
    );
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Requests that have come and are not answered yet. */
function countFlights(server: Server) {
  let flying = 0;
  const waiting = new Set<() => void>();
  server.on('request', (_request, response) => {
    flying += 1;
    response.once('close', () => {
      flying -= 1;
      if (flying > 0) return;
      for (const tell of waiting) tell();
      waiting.clear();
    });
  });
  return {
    isIdle: () => flying === 0,
    async settled() {
      while (flying > 0) await new Promise<void>((resolve) => waiting.add(resolve));
    },
  };
}

/** Where a file is wrong, for the log: what is wrong there may quote names and numbers (promise 10). */
function placeOf(fault: unknown): string {
  const text = fault instanceof Error ? fault.message : String(fault);
  return text.split(': ', 1)[0] ?? '';
}

/** A rota is worked out for a stretch of days, so it is worked out anew each day; a file that has become wrong changes nothing. */
function rebuildDaily({ config, clock, log, sources }: Parts, context: Context) {
  const day = 86_400_000;
  let last = sources;
  let timer = clock.after(day, again);
  function again(): void {
    timer = clock.after(day, again);
    try {
      const next = readFiles({ ...config, now: clock.now() });
      // Only what was in force at the start is worked out again: a changed file comes into force with a restart. Rotas
      // name people of the directory they were worked out with, so a changed directory keeps them all as they are.
      const changed = Object.entries(next.rotas).flatMap(([team, { hash, name }]) =>
        last.rotas[team]?.hash === hash ? [] : [name],
      );
      if (next.directoryHash !== last.directoryHash) changed.unshift('directory.yaml');
      if (changed.length === 0) last = { ...last, rotas: next.rotas };
      else log.warn('a file has changed; it comes into force at the next start', { place: changed.join(', ') });
    } catch (error) {
      log.error('alarm: the rotas could not be worked out for the days to come', { error: placeOf(error) });
    }
    context.inForce = last;
  }
  return { cancel: () => timer.cancel() };
}
