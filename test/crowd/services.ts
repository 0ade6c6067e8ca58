/** Real services, each a process of its own, on one database and one carrier, behind one address. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../src/config.ts';
import type { FreshDatabase } from '../databases.ts';
import type { Balancer } from './balance.ts';
import type { PacedClock } from './createPacedClock.js';

export interface Surroundings {
  clock: PacedClock;
  balancer: Balancer;
  database: FreshDatabase;
  schedulesDir: string;
  twilio: Config['twilio'];
}

const adminToken = 'the-admin-token-of-the-test';

interface Service {
  url: string;
  child: ChildProcess;
}

export class Services {
  readonly #around: Surroundings;
  readonly #folder = mkdtempSync(join(tmpdir(), 'nightdesk-services-'));
  readonly #running: Service[] = [];
  readonly #children: ChildProcess[] = [];
  /** Their warnings and errors. */
  readonly lines: string[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Starts so many at once, as one deployment does. */
  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, i) => this.#startOne(join(this.#folder, String(i)))));
  }

  async #startOne(dataDir: string): Promise<void> {
    const { balancer, clock, database, schedulesDir, twilio } = this.#around;
    const config: Config = {
      port: 0,
      host: '127.0.0.1',
      publicUrl: balancer.url,
      databaseUrl: database.url,
      carrier: 'twilio',
      twilio,
      exchangePort: 0,
      flowsDir: 'flows',
      schedulesDir,
      dataDir,
      timezone: 'America/Chicago',
      adminToken,
      logLevel: 'silent',
      allowedCountries: ['US'],
      trustProxy: [],
      entra: null,
      retentionDays: 90,
      lifeboatUrl: null,
    };
    const pace = { atReal: Date.now(), atClock: clock.now() };
    const child = fork('test/crowd/serve.js', [JSON.stringify({ config, schema: database.schema, pace })]);
    this.#children.push(child);
    const url = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => reject(new Error('A service ended before it ran')));
      child.on('message', (message: { url: string } | { line: string }) => {
        if ('url' in message) resolve(message.url);
        else this.lines.push(message.line);
      });
    });
    this.#running.push({ url, child });
    balancer.add(url);
  }

  /** SIGKILL: the first one ends in the middle of whatever it does, and is not started again. */
  async killOne(): Promise<void> {
    const killed = this.#running.shift();
    if (!killed) throw new Error('No service runs');
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
  }

  /** Sets every clock ahead. */
  setAhead(ms: number): void {
    const { clock } = this.#around;
    const pace = { atReal: Date.now(), atClock: clock.now() + ms };
    clock.setPace(pace);
    for (const { child } of this.#running) child.send(pace);
  }

  /** Asks the API of one that runs. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const headers = { authorization: `Bearer ${adminToken}` };
    const response = await fetch(`${this.#running[0]?.url}/api${path}`, { headers });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
    return schema.parse(await response.json());
  }

  /** What the monitoring reads of one that runs. */
  async metrics(): Promise<string> {
    return (await fetch(`${this.#running[0]?.url}/metrics`)).text();
  }

  /** A whole list, however long it is. */
  async list<T>(path: string, item: z.ZodType<T>): Promise<T[]> {
    const schema = z.object({ items: z.array(item), next: z.string().nullable() });
    const all: T[] = [];
    let after: string | null = null;
    do {
      const part: z.output<typeof schema> = await this.get(after === null ? path : `${path}?after=${after}`, schema);
      all.push(...part.items);
      after = part.next;
    } while (after !== null);
    return all;
  }

  /** Ends whatever still runs. */
  async close(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
