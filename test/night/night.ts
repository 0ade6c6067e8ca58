/** One night on the telephone: the whole service, a carrier, phones, and a clock that stories move. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAcceptingNow } from '../../src/actions/afterAccepting.ts';
import { type App, type AppOptions, startApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { addressesAt } from '../../src/domain/addresses.ts';
import type { AskProvider, EntraSettings } from '../../src/domain/identity.ts';
import type { Log, LogFields } from '../../src/domain/ports.ts';
import { createExchange, type Exchange } from '../../src/exchange/createExchange.ts';
import { makeBackup } from '../../src/keeping/makeBackup.ts';
import { restoreBackup } from '../../src/keeping/restoreBackup.ts';
import { type DatabaseKind, type FreshDatabase, freshDatabase } from '../databases.ts';
import { MovedClock } from './movedClock.ts';
import { Telephone } from './telephone.ts';

const hotline = '+16085550100';
const account = `AC${'ab'.repeat(16)}`;
const token = 'a-token-of-the-test';

/** A second number of the account, and a second account with a number of its own, for stories that need them. */
export const secondNumber = '+16085550101';
const otherAccount = `AC${'cd'.repeat(16)}`;
export const otherAccountsNumber = '+16085550102';

/** The account at the exchange of every night. */
export const nightAccount = { accountSid: account, authToken: token, hotline };

/** Saturday, 21 November 2026, 02:00 in Chicago. */
export const twoAtNight = Date.UTC(2026, 10, 21, 8, 0, 0);

const everybody: Record<string, string> = {
  caller: '+16085550142',
  geographer: '+16085550143',
  stranger: '+16085550150',
  kim: '+16085550111',
  alex: '+16085550112',
  sam: '+16085550113',
  pat: '+16085550121',
  robin: '+16085550122',
  desk: '+16085550199',
  helpDesk: '+16085550198',
};

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: LogFields;
}

export interface NightOptions {
  startsAt?: number;
  /** Changes what the service is built with, for stories about failing parts. */
  wrapCarrier?: AppOptions['wrapCarrier'];
  /** What the service may send over besides the hotline's own number. */
  lines?: 'twoNumbers' | 'twoAccounts';
  /** Changes files of the schedules: by name, the text that the story begins with. */
  schedules?: Record<string, (text: string) => string>;
  /** Stands between the service and the exchange. @returns the address that the service is given instead */
  between?: (exchangeUrl: string) => Promise<string>;
  /** How long the dispatcher sleeps at the most; longer than any story by default, so that hours pass in a few steps. */
  pollMs?: number;
  /** How often the files and the version in force are looked at; unless given, not within a story. */
  watchMs?: number;
  /** Days for which what was said is kept. */
  retentionDays?: number;
  /** The address that people and the carrier know, where it is not the one that we listen at. */
  publicUrl?: string;
  /** Addresses of proxies that are believed. */
  trustProxy?: string[];
  /** As the demo is: its clock may be run forward. */
  isDemo?: true;
  /** The organisation's sign-in, and how it is reached. */
  signIn?: { entra: EntraSettings; ask: AskProvider };
}

export class Night {
  readonly hotline = hotline;
  readonly kind: DatabaseKind;
  readonly clock: MovedClock;
  readonly exchange: Exchange;
  readonly phones: Record<string, Telephone> = {};
  app: App;
  readonly #carrierUrl: string;
  #database: FreshDatabase;
  readonly #folder: string;
  readonly #lines: NightOptions['lines'];
  readonly errors: string[] = [];
  /** Every line that the service logged, of every level. */
  readonly lines: LogLine[] = [];
  readonly #named: RegExp[] = [];
  #counter = 0;
  trustProxy: string[] = [];
  #isDemo = false;
  #signIn: NightOptions['signIn'];
  #publicUrl: string | null = null;
  #retentionDays = 90;
  #pollMs = 48 * 3_600_000;
  #watchMs = 48 * 3_600_000;
  #crashed = false;
  #life = 0;

  private constructor(
    clock: MovedClock,
    exchange: Exchange,
    carrierUrl: string,
    database: FreshDatabase,
    lines: NightOptions['lines'],
    kind: DatabaseKind,
  ) {
    this.kind = kind;
    this.#lines = lines;
    this.clock = clock;
    this.exchange = exchange;
    this.#carrierUrl = carrierUrl;
    this.#database = database;
    this.#folder = mkdtempSync(join(tmpdir(), 'nightdesk-night-'));
    cpSync('test/night/schedules', join(this.#folder, 'schedules'), { recursive: true });
    this.app = undefined as unknown as App;
    for (const [name, number] of Object.entries(everybody))
      this.phones[name] = new Telephone(this, name, exchange.phone(number));
  }

  static async begin(kind: DatabaseKind, options: NightOptions = {}): Promise<Night> {
    const clock = new MovedClock(options.startsAt ?? twoAtNight);
    const exchange = createExchange({
      clock,
      accountSid: account,
      authToken: token,
      numbers: [hotline, secondNumber].map((number) => ({ number, voiceUrl: 'http://127.0.0.1:9/none' })),
      otherAccounts: [
        {
          accountSid: otherAccount,
          authToken: 'token-of-the-other',
          numbers: [{ number: otherAccountsNumber, voiceUrl: 'http://127.0.0.1:9/none' }],
        },
      ],
    });
    const { url } = await exchange.listen(0);
    const carrierUrl = options.between ? await options.between(url) : url;
    const night = new Night(clock, exchange, carrierUrl, await freshDatabase(kind), options.lines, kind);
    night.#signIn = options.signIn;
    night.#isDemo = options.isDemo === true;
    night.trustProxy = options.trustProxy ?? [];
    night.#publicUrl = options.publicUrl ?? null;
    night.#retentionDays = options.retentionDays ?? night.#retentionDays;
    night.#pollMs = options.pollMs ?? night.#pollMs;
    night.#watchMs = options.watchMs ?? night.#watchMs;
    for (const [file, change] of Object.entries(options.schedules ?? {})) night.edits(file, change);
    await night.starts(options.wrapCarrier);
    return night;
  }

  /** PostgreSQL: the schema of this night. */
  get schema(): string | undefined {
    return this.#database.schema;
  }

  phone(name: string): Telephone {
    const phone = this.phones[name];
    if (!phone) throw new Error(`Nobody is called "${name}"`);
    return phone;
  }

  /** Starts the service, or starts it again after a crash, on the same database, port and exchange. */
  async starts(wrapCarrier?: AppOptions['wrapCarrier']): Promise<void> {
    const port = this.app ? Number(new URL(this.app.url).port) : 0;
    const config = this.config(port);
    const ids = {
      next: (prefix: string) => `${prefix}_${String(++this.#counter).padStart(6, '0')}`,
      twoDigits: () => 47,
    };
    this.app = await startApp({
      config,
      clock: this.clock,
      ids,
      log: this.#log(),
      pollMs: this.#pollMs,
      watchMs: this.#watchMs,
      schema: this.#database.schema,
      wrapCarrier,
      askProvider: this.#signIn?.ask,
      demo: this.#isDemo ? { now: () => this.clock.now(), forward: (seconds) => this.passes(seconds) } : undefined,
    });
    this.#crashed = false;
    const addresses = addressesAt(this.app.publicUrl);
    for (const number of [hotline, secondNumber, otherAccountsNumber])
      this.exchange.setNumber({
        number,
        voiceUrl: addresses.voice,
        fallbackUrl: addresses.fallback,
        statusCallback: addresses.status,
        smsUrl: addresses.sms,
      });
    await this.settled();
  }

  /** The settings that the service is started with. */
  config(port = 0): Config {
    return {
      port,
      host: '127.0.0.1',
      publicUrl: this.#publicUrl,
      databaseUrl: this.#database.url,
      carrier: 'twilio',
      twilio: this.#accounts(),
      exchangePort: 0,
      flowsDir: 'flows',
      schedulesDir: join(this.#folder, 'schedules'),
      dataDir: this.#folder,
      timezone: 'America/Chicago',
      adminToken: 'the-admin-token-of-the-test',
      logLevel: 'silent',
      allowedCountries: ['US'],
      trustProxy: this.trustProxy,
      entra: this.#signIn?.entra ?? null,
      retentionDays: this.#retentionDays,
      lifeboatUrl: null,
    };
  }

  get database(): FreshDatabase {
    return this.#database;
  }

  /** Where the service finds the exchange. */
  get carrierUrl(): string {
    return this.#carrierUrl;
  }

  /** Somebody edits a file of the schedules. An edit that changes nothing is a mistake of the story. */
  edits(file: string, change: (text: string) => string): void {
    const path = join(this.#folder, 'schedules', file);
    const text = readFileSync(path, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`${file} stays as it is`);
    writeFileSync(path, changed);
  }

  /** Somebody puts a file among the schedules, or another in its place. */
  writes(file: string, content: string | Uint8Array): void {
    writeFileSync(join(this.#folder, 'schedules', file), content);
  }

  /** Somebody takes a file away. */
  removes(file: string): void {
    rmSync(join(this.#folder, 'schedules', file));
  }

  #accounts(): NonNullable<Config['twilio']> {
    const apiUrl = this.#carrierUrl;
    const numbers = this.#lines === 'twoNumbers' ? [hotline, secondNumber] : [hotline];
    const first = { accountSid: account, authTokens: [token], numbers, apiUrl };
    const second = {
      accountSid: otherAccount,
      authTokens: ['token-of-the-other'],
      numbers: [otherAccountsNumber],
      apiUrl,
    };
    return this.#lines === 'twoAccounts' ? [first, second] : [first];
  }

  /** Is this a REST request to the second account? */
  isOfOther(request: { path: string }): boolean {
    return request.path.includes(otherAccount);
  }

  #log(): Log {
    const life = this.#life;
    const keep =
      (level: LogLine['level']) =>
      (message: string, fields: LogFields = {}) => {
        // A process that has died says nothing any more.
        if (life !== this.#life) return;
        this.lines.push({ level, message, fields });
        if (level === 'error') this.errors.push(`${message} ${JSON.stringify(fields)}`);
      };
    return { info: keep('info'), warn: keep('warn'), error: keep('error') };
  }

  /** The service dies at once; what it had in hand is never finished. */
  async crashes(): Promise<void> {
    this.#crashed = true;
    this.#life += 1;
    await this.app.abandon();
  }

  /** The service is told to stop, as by SIGTERM, and ends in order. */
  async stops(): Promise<void> {
    await this.app.stop();
    this.#crashed = true;
  }

  /** Copies the database into a file, as `npm run backup` does, while the service runs. */
  async backsUp(): Promise<string> {
    const file = join(this.#folder, `${++this.#counter}.backup.gz`);
    await makeBackup({ place: this.#database, file, clock: this.clock, log: this.#log() });
    return file;
  }

  /**
   * The database of a service that does not run is lost, and an empty one is filled as `npm run restore` does.
   * @returns what is told to whoever restores it
   */
  async isRestored(file: string, kind: DatabaseKind): Promise<string[]> {
    await this.#database.drop();
    this.#database = await freshDatabase(kind);
    return restoreBackup({ place: this.#database, file, replace: false, clock: this.clock, log: this.#log() });
  }

  /** Nothing is in flight, due or claimed, on either side of the wire. */
  async settled(): Promise<void> {
    do {
      if (!this.#crashed) await this.app.settled();
      await this.exchange.settled();
    } while (!this.exchange.idle() || (!this.#crashed && !this.app.isIdle()));
  }

  /** Lets time pass. */
  async passes(seconds: number): Promise<void> {
    const end = this.clock.now() + seconds * 1000;
    await this.settled();
    while (this.clock.step(end)) await this.settled();
    await this.settled();
  }

  /** Lets time pass while a send of ours hangs: the exchange goes on, and we are not waited for. */
  async passesUnsettled(seconds: number): Promise<void> {
    const end = this.clock.now() + seconds * 1000;
    do {
      await this.exchange.settled();
      await new Promise((resolve) => setImmediate(resolve));
      await this.exchange.settled();
    } while (this.clock.step(end));
    await this.exchange.settled();
  }

  /** Lets time pass until something is so. @returns false when it was not within the time */
  async until(isSo: () => boolean, withinSeconds: number): Promise<boolean> {
    const end = this.clock.now() + withinSeconds * 1000;
    await this.settled();
    while (!isSo()) {
      if (!this.clock.step(end)) {
        await this.settled();
        return isSo();
      }
      await this.settled();
    }
    return true;
  }

  /** Error lines so far, for a failure's message. */
  complaints(): string {
    return this.errors.length > 0 ? `\nThe service logged:\n  ${this.errors.join('\n  ')}` : '';
  }

  /** An alarm or error line that the story means to happen. */
  names(line: RegExp): void {
    this.#named.push(line);
  }

  async api(path: string, body?: object): Promise<{ status: number; json: never }> {
    const headers = { authorization: `Bearer ${this.app.adminToken}`, 'content-type': 'application/json' };
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const response = await fetch(`${this.app.url}/api${path}`, init);
    return { status: response.status, json: (await response.json()) as never };
  }

  /** What stands in a case. */
  async case(number: string): Promise<CaseSeen> {
    return (await this.api(`/cases/${number}`)).json;
  }

  async pages(): Promise<PageSeen[]> {
    const list: { items: { id: string }[] } = (await this.api('/pages')).json;
    const pages: PageSeen[] = [];
    for (const { id } of list.items) pages.push((await this.api(`/pages/${id}`)).json);
    return pages;
  }

  async calls(): Promise<{ number: string | null; outcome: string | null; caseNumber: string }[]> {
    const list: { items: never[] } = (await this.api('/calls')).json;
    return list.items;
  }

  /** What happened on the phones and what stands in the cases, as a section of docs/stories.md. */
  async tells(title: string): Promise<string> {
    const nameOf = (number: string | null) =>
      Object.entries(everybody).find(([, phone]) => phone === number)?.[0] ??
      (number === hotline ? 'the hotline' : number);
    const lines = this.exchange.log
      .filter(({ text }) => !text.includes('/voice/sounds/hold'))
      .map((entry) => `- ${clockTime(entry.at)} **${nameOf(entry.number)}** ${sayingOf(entry, nameOf)}`);
    const cases: { items: { number: string }[] } = (await this.api('/cases')).json;
    const sections: string[] = [];
    for (const { number } of cases.items) {
      const seen = await this.case(number);
      const { state, priority, team, takenBy } = seen.case;
      const timeline = seen.timeline.map((event) => `- ${clockTime(Date.parse(event.at))} ${event.text}`);
      sections.push(
        `${number}: ${priority}, ${state}, team ${team ?? 'not known'}, taken by ${takenBy ?? 'nobody'}.\n\n${timeline.join('\n')}\n`,
      );
    }
    const outcomes = (await this.calls()).map(
      (call) => `${nameOf(call.number) ?? 'a withheld number'}: ${call.outcome ?? 'still on the line'}`,
    );
    return `## ${title}\n\n${lines.join('\n')}\n\nCalls: ${outcomes.join('; ')}.\n\n${sections.join('\n')}`;
  }

  /** Runs 26 hours on and fails on any ring, text, alarm or error line that the story did not name. No story opts out. */
  async ends(): Promise<void> {
    for (const phone of Object.values(this.phones))
      if (phone.phone.state !== 'idle' && !phone.phone.ringing) await phone.hangsUp();
    await this.#everybodyIsDone();
    await this.passes(26 * 3600);
    const lines = this.errors.filter((line) => !this.#named.some((named) => named.test(line)));
    const faults = [
      ...Object.values(this.phones).flatMap((phone) => phone.unnamed()),
      ...lines.map((line) => `error line: ${line}`),
      ...this.exchange.violations.map((line) => `the carrier complains: ${line}`),
      ...this.exchange.ranOffEnd.map((line) => `a document ran off its end: ${line}`),
    ];
    if (faults.length > 0) throw new Error(`Not named by the story:\n  ${faults.join('\n  ')}`);
  }

  /** Whoever still has a case with a running promise has spoken with the caller and says so: nobody sleeps before that. */
  async #everybodyIsDone(): Promise<void> {
    if (this.#crashed) return;
    const list: { items: { number: string; takenBy: string | null; state: string }[] } = (await this.api('/cases'))
      .json;
    for (const { number, takenBy, state } of list.items) {
      if (state !== 'accepted' || takenBy === null) continue;
      const { promise } = await this.case(number);
      if (promise?.state === 'open')
        await afterAcceptingNow(this.app.context, number, 'done', { person: takenBy, actor: null });
    }
  }

  /** Frees everything, also after a failure. */
  async close(): Promise<void> {
    if (!this.#crashed) await this.app.abandon();
    await this.exchange.close();
    await this.#database.drop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The time of day in Chicago. */
function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone: 'America/Chicago' });
}

const sayings: Readonly<Record<string, string>> = {
  dials: 'dials',
  rings: 'rings:',
  answers: 'answers',
  hears: 'hears:',
  beep: 'hears a beep',
  says: 'says:',
  presses: 'presses',
  'sends text': 'texts:',
  'gets text': 'gets a text:',
  connected: 'is connected with',
  disconnected: 'is parted from',
  ends: 'is hung up:',
};

function sayingOf(
  entry: { kind: string; text: string; other: string | null },
  nameOf: (number: string | null) => string | null,
): string {
  const other =
    entry.other && !['hears', 'gets text', 'sends text', 'ends'].includes(entry.kind) ? nameOf(entry.other) : '';
  return [sayings[entry.kind] ?? entry.kind, other, entry.text]
    .filter((part) => part !== '' && part !== null)
    .join(' ');
}

export interface CaseSeen {
  case: {
    number: string;
    priority: string;
    urgency: string;
    state: string;
    team: string | null;
    takenBy: string | null;
    callBackNumber: string | null;
    queue: string;
    expectation: string | null;
  };
  timeline: { at: string; text: string }[];
  recordings: { sid: string; state: string; transcript: string | null }[];
  promise: { state: string; owner: string; dueAt: string } | null;
  deskBlock: string;
}

export interface PageSeen {
  page: { id: string; team: string; state: string; acceptedBy: string | null };
  attempts: {
    kind: string;
    purpose: string;
    state: string;
    person: string | null;
    outcome: string | null;
    errorCode: number | null;
  }[];
  cases: { number: string; state: string }[];
}
