/** Nights in which the service dies: a real process that is killed, beside an exchange that lives on and keeps the score. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config.ts';
import { addressesAt } from '../../src/domain/addresses.ts';
import { createExchange, type Exchange } from '../../src/exchange/createExchange.ts';
import type { Phone } from '../../src/exchange/phone.ts';
import { type DatabaseKind, type FreshDatabase, freshDatabase } from '../databases.ts';
import { MovedClock } from '../night/movedClock.ts';
import { twoAtNight } from '../night/night.ts';
import { ServingProcess } from './servingProcess.ts';

const hotline = '+16085550100';
const account = `AC${'cd'.repeat(16)}`;
const authToken = 'a-token-of-the-test';
const adminToken = 'the-admin-token-of-the-test';

/** A call or a text that the carrier has created. */
export interface Created {
  kind: 'ring' | 'text';
  /** Our id of the attempt, as its status callback names it. */
  attempt: string;
  to: string;
  body: string;
}

export class CrashNight {
  readonly hotline = hotline;
  readonly clock = new MovedClock(twoAtNight);
  readonly exchange: Exchange;
  /** Everything the carrier has created, in order. */
  readonly created: Created[] = [];
  readonly caller: Phone;
  readonly technician: Phone;
  readonly #database: FreshDatabase;
  readonly #folder = mkdtempSync(join(tmpdir(), 'nightdesk-crash-'));
  #exchangeUrl = '';
  #url = '';
  #process: ServingProcess;
  #spare: ServingProcess;
  /** When the process's next timer is due. */
  #next = Number.POSITIVE_INFINITY;
  /** Webhooks and REST requests so far. */
  #traffic = 0;
  /** Why a process died of itself, which none should. */
  readonly #accidents: string[] = [];

  private constructor(database: FreshDatabase) {
    this.#database = database;
    const number = { number: hotline, voiceUrl: 'http://127.0.0.1:9/none' };
    this.exchange = createExchange({ clock: this.clock, accountSid: account, authToken, numbers: [number] });
    this.caller = this.exchange.phone('+16085550142');
    this.technician = this.exchange.phone('+16085550111');
    this.#process = new ServingProcess();
    this.#spare = new ServingProcess();
    this.#watchExchange();
  }

  static async begin(kind: DatabaseKind): Promise<CrashNight> {
    const night = new CrashNight(await freshDatabase(kind));
    night.#exchangeUrl = (await night.exchange.listen(0)).url;
    await night.#starts(night.#process, null);
    return night;
  }

  get isDead(): boolean {
    return this.#process.dead;
  }

  /** The exchange shows each request to its faults before it acts: these change nothing, they look. */
  #watchExchange(): void {
    const { faults } = this.exchange;
    const count = () => {
      this.#traffic += 1;
      return false;
    };
    faults.holdRest(count);
    faults.loseWebhooks(count);
    // Asked once for each call and text that is created, after every refusal.
    faults.callbacksBeforeAnswer(({ path, fields }) => {
      const attempt = /\/outbox\/(\w+)\/status/.exec(fields.StatusCallback ?? '')?.[1] ?? '';
      const kind = path.endsWith('/Calls.json') ? 'ring' : 'text';
      this.created.push({ kind, attempt, to: fields.To ?? '', body: fields.Body ?? '' });
      return false;
    });
    // A dead process answers nothing, and that is what is tried here.
    faults.tolerate(() => true);
  }

  /** Makes the process count its points from now on, and die at one of them. */
  async arm(dieAt: string | null): Promise<void> {
    await this.#process.arm(dieAt);
  }

  points(): Promise<string[]> {
    return this.#process.points();
  }

  kill(): void {
    this.#process.kill();
  }

  /** @returns where the dead process killed itself, or null when it was killed */
  diedAt(): Promise<string | null> {
    return this.#process.ended;
  }

  /** Starts the service again on the same database and port. @param dieAt where it is to die, counted from its start */
  async startsAgain(dieAt: string | null): Promise<void> {
    this.#process = this.#spare;
    this.#spare = new ServingProcess();
    await this.#starts(this.#process, dieAt);
  }

  async #starts(process: ServingProcess, dieAt: string | null): Promise<void> {
    const port = this.#url === '' ? 0 : Number(new URL(this.#url).port);
    const apiUrl = this.#exchangeUrl;
    const config: Config = {
      port,
      host: '127.0.0.1',
      publicUrl: null,
      databaseUrl: this.#database.url,
      carrier: 'twilio',
      twilio: [{ accountSid: account, authTokens: [authToken], numbers: [hotline], apiUrl }],
      exchangePort: 0,
      flowsDir: 'flows',
      schedulesDir: 'test/night/schedules',
      dataDir: this.#folder,
      timezone: 'America/Chicago',
      adminToken,
      logLevel: 'silent',
      allowedCountries: ['US'],
      trustProxy: [],
      entra: null,
      retentionDays: 90,
      lifeboatUrl: null,
    };
    const started = await process.start({ now: this.clock.now(), dieAt, config, schema: this.#database.schema });
    if (started) this.#url = started.url;
    else await this.#noteAccident(process, dieAt);
    const { voice, fallback, status, sms } = addressesAt(this.#url);
    const urls = { voiceUrl: voice, fallbackUrl: fallback, statusCallback: status, smsUrl: sms };
    this.exchange.setNumber({ number: hotline, ...urls });
    await this.#settled();
  }

  async #noteAccident(process: ServingProcess, dieAt: string | null): Promise<void> {
    const diedAt = await process.ended;
    if (diedAt === null || diedAt !== dieAt) this.#accidents.push(`it did not start: ${process.complaints()}`);
  }

  /** Nothing is in hand on either side of the wire, or the process is dead. */
  async #settled(): Promise<void> {
    let before: number;
    do {
      before = this.#traffic;
      await this.exchange.settled();
      const moved = await this.#process.move(this.clock.now());
      this.#next = moved?.next ?? Number.POSITIVE_INFINITY;
    } while (!this.exchange.idle() || (this.#traffic !== before && !this.isDead));
    await this.exchange.settled();
  }

  /** Lets time pass until something is so, the time is over, or the process has died. */
  async passes(seconds: number, isSo: () => boolean = () => false): Promise<void> {
    const end = this.clock.now() + seconds * 1000;
    await this.#settled();
    while (!isSo() && !this.isDead) {
      const to = Math.min(end, this.#next);
      const ran = this.clock.step(to);
      await this.#settled();
      if (!ran && to === end && this.#next > end) return;
    }
  }

  /** Lets time pass while nobody serves: the carrier's calls go on, and its news is lost. */
  async passesDead(seconds: number): Promise<void> {
    const end = this.clock.now() + seconds * 1000;
    do await this.exchange.settled();
    while (this.clock.step(end));
    await this.exchange.settled();
  }

  /** Leaps over a time in which nothing is to be seen: every timer runs once, late. */
  async leaps(seconds: number): Promise<void> {
    await this.passesDead(seconds);
    await this.#settled();
  }

  async api<Answer>(path: string, body?: object): Promise<Answer> {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const response = await fetch(`${this.#url}/api${path}`, init);
    if (!response.ok)
      throw new Error(`${path} was answered ${response.status}: ${await response.text()} ${this.complaints()}`);
    return (await response.json()) as Answer;
  }

  /** How many calls and texts of ours the carrier's own lists show. */
  async listed(): Promise<number> {
    const authorization = `Basic ${Buffer.from(`${account}:${authToken}`).toString('base64')}`;
    let count = 0;
    for (const name of ['Calls', 'Messages']) {
      const from = `From=${encodeURIComponent(hotline)}&PageSize=1000`;
      let next: string | null = `/2010-04-01/Accounts/${account}/${name}.json?${from}`;
      while (next !== null) {
        const response = await fetch(`${this.#exchangeUrl}${next}`, { headers: { authorization } });
        const list = (await response.json()) as Record<string, { direction: string }[]> & {
          next_page_uri: string | null;
        };
        count += (list[name.toLowerCase()] ?? []).filter((one) => one.direction === 'outbound-api').length;
        next = list.next_page_uri;
      }
    }
    return count;
  }

  /** What went wrong with the processes themselves. */
  accidents(): string[] {
    return this.#accidents;
  }

  /** Alarms and errors of the process that serves. */
  complaints(): string {
    return this.#process.complaints();
  }

  async close(): Promise<void> {
    const processes = [this.#process, this.#spare];
    for (const one of processes) one.kill();
    await Promise.all(processes.map((one) => one.ended));
    await this.exchange.close();
    await this.#database.drop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
