/** A carrier, an address, two services behind it and a crowd of telephones, all on one clock. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressesAt } from '../../src/domain/addresses.ts';
import { createExchange, type Exchange } from '../../src/exchange/createExchange.ts';
import { type FreshDatabase, freshDatabase } from '../databases.ts';
import { type Balancer, balance } from './balance.ts';
import { Crowd, callers } from './callers.ts';
import { createPacedClock, type PacedClock } from './createPacedClock.js';
import { Services } from './services.ts';

const hotline = '+16085550100';
const account = { accountSid: `AC${'ab'.repeat(16)}`, authToken: 'a-token-of-the-test' };
/** Saturday, 21 November 2026, 02:00 in Chicago. */
const twoAtNight = Date.UTC(2026, 10, 21, 8, 0, 0);

interface Parts {
  clock: PacedClock;
  exchange: Exchange;
  balancer: Balancer;
  services: Services;
  database: FreshDatabase;
  folder: string;
}

export class Town {
  readonly hotline = hotline;
  readonly crowd: Crowd;
  /** The status callback of every request that asked the carrier to make a call or a text. */
  readonly made: string[] = [];
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.crowd = new Crowd(parts.exchange, parts.clock, hotline, parts.balancer.inFlight);
    // Looks at each request and holds none.
    parts.exchange.faults.holdRest(({ method, fields }) => {
      if (method === 'POST' && fields.StatusCallback !== undefined) this.made.push(fields.StatusCallback);
      return false;
    });
  }

  /** @param count of services, which all start at once on an empty database */
  static async build(count: number): Promise<Town> {
    const clock = createPacedClock({ atReal: Date.now(), atClock: twoAtNight });
    const balancer = await balance();
    const addresses = addressesAt(balancer.url);
    const number = {
      number: hotline,
      voiceUrl: addresses.voice,
      fallbackUrl: addresses.fallback,
      statusCallback: addresses.status,
      smsUrl: addresses.sms,
    };
    const exchange = createExchange({ clock, ...account, numbers: [number] });
    const { url: apiUrl } = await exchange.listen(0);
    const database = await freshDatabase('postgres');
    const folder = schedulesWithCallers();
    const twilio = [{ accountSid: account.accountSid, authTokens: [account.authToken], numbers: [hotline], apiUrl }];
    const services = new Services({ clock, balancer, database, schedulesDir: folder, twilio });
    const town = new Town({ clock, exchange, balancer, services, database, folder });
    await services.start(count);
    return town;
  }

  get exchange(): Exchange {
    return this.#parts.exchange;
  }

  get services(): Services {
    return this.#parts.services;
  }

  get balancer(): Balancer {
    return this.#parts.balancer;
  }

  /** Real time while there is anything to do, and ahead while everybody only listens, until the work is done. */
  async hurriesUntil(work: Promise<void>, may: () => boolean): Promise<void> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    while (!isDone) {
      await realMoment();
      if (may() && this.exchange.idle()) this.services.setAhead(200);
    }
    await done;
  }

  /** Lets time pass in leaps, each when the carrier has nothing in flight: a slow machine is waited for. */
  async passes(seconds: number, leapSeconds = 1): Promise<void> {
    for (let passed = 0; passed < seconds; passed += leapSeconds) {
      await realMoment();
      await this.exchange.settled();
      this.services.setAhead(leapSeconds * 1000);
    }
    await realMoment();
    await this.exchange.settled();
  }

  async until(isSo: () => boolean | Promise<boolean>, withinSeconds: number, what: string): Promise<void> {
    for (let passed = 0; !(await isSo()); passed += 5) {
      if (passed >= withinSeconds) throw new Error(`Not so within ${withinSeconds} s: ${what}`);
      await this.passes(5);
    }
  }

  async close(): Promise<void> {
    await this.exchange.close();
    await this.services.close();
    await this.balancer.close();
    await this.#parts.database.drop();
    rmSync(this.#parts.folder, { recursive: true, force: true });
  }
}

/** Long enough for a service to be told of the time, to look, and to ask the carrier for something. */
function realMoment(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 20));
}

/** The schedules of the stories, and in their directory the callers whose team is known. */
function schedulesWithCallers(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-crowd-'));
  cpSync('test/night/schedules', folder, { recursive: true });
  const file = join(folder, 'directory.yaml');
  const partners = (['aims', 'ds'] as const).map((team) => {
    const numbers = callers.filter(({ known }) => known === team).map(({ number }) => `"${number}"`);
    return `  - { department: Crowd of ${team}, team: ${team}, numbers: [${numbers.join(', ')}] }`;
  });
  writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n${partners.join('\n')}\n`);
  return folder;
}
