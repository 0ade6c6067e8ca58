/** The composition root: everything that can fail at start fails before a phone is answered. Tests build the same. */
import { createServer, type Server } from 'node:http';
import type { Context } from './actions/context.ts';
import { gapAhead } from './actions/gapAhead.ts';
import { moveOpenings } from './actions/moveOpenings.ts';
import { greetNewPeople } from './actions/sendContact.ts';
import { sourceChanged, withdrawHeld } from './actions/sourceChanged.ts';
import { createTwilioCarrier } from './carrier/twilio/createTwilioCarrier.ts';
import type { Config } from './config.ts';
import { createDispatcher, type Dispatcher } from './dispatch/createDispatcher.ts';
import { addressesAt } from './domain/addresses.ts';
import type { AskProvider } from './domain/identity.ts';
import { limits } from './domain/limits.ts';
import type { Line } from './domain/lines.ts';
import type { Carrier, Clock, Ids, Log } from './domain/ports.ts';
import { sessionHours } from './domain/sessionHours.ts';
import { createExchange, type Exchange } from './exchange/createExchange.ts';
import { buildExpress } from './http/buildExpress.ts';
import { countFlights } from './http/countFlights.ts';
import { createMetrics } from './http/createMetrics.ts';
import type { DemoControl } from './http/demo.ts';
import { listen } from './http/listen.ts';
import { rememberAlarms } from './http/recentAlarms.ts';
import { waysIn } from './identity/waysIn.ts';
import { newSecret } from './ids.ts';
import type { BuildRota, ReadSource, Sources } from './sources/checkSources.ts';
import { firstSources } from './sources/firstSources.ts';
import { flowByHash } from './sources/keepVersions.ts';
import { keptToken } from './sources/keptToken.ts';
import { lifelineOf } from './sources/lifelineFile.ts';
import { type LiveSources, liveSources } from './sources/liveSources.ts';
import { readDisk } from './sources/readDisk.ts';
import { rememberBuilds } from './sources/rememberBuilds.ts';
import { rotaBuilder } from './sources/rotaBuilder.ts';
import { openDatabase } from './store/openDatabase.ts';
import type { Store } from './store/openStore.ts';

export interface AppOptions {
  config: Config;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** How long the dispatcher sleeps at the most. */
  pollMs?: number;
  /** How often files and what is in force are looked at. */
  watchMs?: number;
  /** PostgreSQL: the schema that holds the tables. */
  schema?: string | undefined;
  /** The demo's clock, which the page may run forward. */
  demo?: DemoControl | undefined;
  /** Puts something between us and the carrier, for stories in which it fails. */
  wrapCarrier?: ((carrier: Carrier) => Carrier) | undefined;
  /** How the organisation's sign-in is reached; over the network when absent. */
  askProvider?: AskProvider | undefined;
}

export interface App {
  /** Where we listen. */
  url: string;
  publicUrl: string;
  hotlineNumber: string;
  adminToken: string;
  /** Where to sign in: once, in a browser on this machine, unless an organisation's sign-in is set up. */
  signInUrl: string;
  context: Context;
  /** The local exchange, when that is the carrier. */
  exchange: Exchange | null;
  /** Looks at the files now, instead of when it is time. */
  lookAtFiles(): Promise<void>;
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
  const adminToken = config.adminToken ?? keptToken(config.dataDir, newSecret);
  const store = await openDatabase({ url: config.databaseUrl, schema: options.schema, clock, log });
  try {
    const build = rememberBuilds(rotaBuilder(clock), limits.rotasRemembered);
    const disk = readDisk(config);
    const { sources, revision } = await firstSources({
      store,
      clock,
      ids,
      log,
      build,
      disk,
      options: { ...config, now: clock.now() },
    });
    const server = createServer();
    const port = await listen(server, config.port, config.host);
    const publicUrl = config.publicUrl ?? `http://127.0.0.1:${port}`;
    const line = await connect(config, clock, publicUrl);
    const carrier = options.wrapCarrier ? options.wrapCarrier(line.carrier) : line.carrier;
    return compose({
      ...options,
      ...line,
      carrier,
      store,
      sources,
      revision,
      build,
      disk,
      server,
      port,
      publicUrl,
      adminToken,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface Parts extends AppOptions {
  store: Store;
  sources: Sources;
  revision: number;
  build: BuildRota;
  disk: ReadSource;
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
  const { log, alarms } = rememberAlarms(metrics.counted(parts.log), clock);
  let dispatcher: Dispatcher | null = null;
  const context: Context = {
    store,
    clock,
    ids: parts.ids,
    log,
    addresses: addressesAt(publicUrl),
    hotlineNumber,
    lines: parts.lines,
    ...settingsOfContext(parts.config),
    sessionHours: sessionHours(parts.demo !== undefined),
    inForce: parts.sources,
    flowByHash: (name, hash) => flowByHash(store, name, hash),
    lifeline: lifelineOf(parts.config.dataDir, carrier.name, log),
    read: carrier,
    measures: metrics.measures,
    wake: () => dispatcher?.wake(),
  };
  const work = createDispatcher({ context, carrier, pollMs: parts.pollMs ?? limits.pollMilliseconds });
  dispatcher = work;
  const flights = countFlights(server);
  const url = `http://127.0.0.1:${parts.port}`;
  const { provider, links } = waysIn({
    settings: parts.config.entra,
    publicUrl,
    clock,
    newSecret,
    ask: parts.askProvider,
  });
  const door = { context, adminToken: parts.adminToken, links, provider, newSecret, publicUrl, localUrl: url };
  server.on(
    'request',
    buildExpress({
      ...parts,
      demo: parts.demo ?? null,
      trustProxy: parts.config.trustProxy,
      door,
      metrics,
      alarms,
      lastTickAt: work.lastTickAt,
    }),
  );
  const live = keepInForce({ ...parts, log }, context);
  work.wake();
  const settled = async () => {
    while (!flights.isIdle() || !work.isIdle() || !live.isIdle())
      await Promise.all([flights.settled(), work.settled(), live.settled()]);
  };
  return {
    url,
    signInUrl: links ? `${url}/sign-in/${links.make().secret}` : `${publicUrl}/sign-in`,
    publicUrl,
    hotlineNumber,
    adminToken: parts.adminToken,
    context,
    exchange: parts.exchange,
    isIdle: () => flights.isIdle() && work.isIdle() && live.isIdle(),
    settled,
    lookAtFiles: live.look,
    ...endings(parts, work, live, flights),
  };
}

/** The two ways to end. */
function endings(
  { server, exchange, store }: Parts,
  work: Dispatcher,
  live: LiveSources,
  flights: ReturnType<typeof countFlights>,
): Pick<App, 'stop' | 'abandon'> {
  return {
    async stop() {
      await live.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.all([work.stop(), flights.settled()]);
      server.closeAllConnections();
      await closed;
      await exchange?.close();
      await store.close();
    },
    async abandon() {
      live.abandon();
      work.abandon();
      server.close();
      server.closeAllConnections();
      await exchange?.close();
      await store.close();
    },
  };
}

/** What every action goes by of the settings. */
function settingsOfContext({ allowedCountries, timezone, retentionDays }: Config) {
  return { allowedCountries, timezone, retentionDays };
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

/** Files that change, versions that others put in force, and days that pass: the context always has what is in force. */
function keepInForce(parts: Parts, context: Context): LiveSources {
  const { store, clock, ids, log, build, disk, config, watchMs } = parts;
  const live = liveSources({
    store,
    clock,
    ids,
    log,
    build,
    disk,
    options: config,
    first: parts.sources,
    firstRevision: parts.revision,
    inForce: async (sources) => {
      context.inForce = sources;
      await moveOpenings(context);
      await gapAhead(context);
      await greetNewPeople(context);
    },
    changed: (change, revision) => sourceChanged(context, change, revision),
    withdraw: (isOnDisk) => withdrawHeld(context, isOnDisk),
    watchMs: watchMs ?? limits.watchSeconds * 1000,
    revisionMs: watchMs ?? limits.revisionMilliseconds,
  });
  void live.look();
  return live;
}
