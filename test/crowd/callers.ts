/** Two hundred people who call at the same time, and what each of them does. */
import { limits } from '../../src/domain/limits.ts';
import type { Exchange } from '../../src/exchange/createExchange.ts';
import type { Phone } from '../../src/exchange/phone.ts';
import type { PacedClock } from './createPacedClock.js';

export interface Caller {
  number: string;
  /** What the directory knows of the caller: the team, or nothing. */
  known: 'aims' | 'ds' | null;
  does: 'saysCriticalAndLeaves' | 'leavesMessageAndHolds' | 'saysRoutineAndLeaves';
  /** What a caller whose team nobody knows answers when asked for it; null: leaves instead. */
  teamKey: '1' | '2' | null;
}

const ways = ['saysCriticalAndLeaves', 'leavesMessageAndHolds', 'saysRoutineAndLeaves'] as const;

/** Numbers that are set aside for fiction, a hundred of each area code: of the first area the directory knows the team. */
export const callers: readonly Caller[] = Array.from({ length: 200 }, (_, i) => {
  const does = ways[i % ways.length] ?? 'saysCriticalAndLeaves';
  const teamKey = (['1', '2', '1', null] as const)[(i >> 2) % 4] ?? null;
  return {
    number: `${i % 2 === 0 ? '+1262' : '+1414'}55501${String(i >> 1).padStart(2, '0')}`,
    known: i % 2 === 1 ? null : i % 4 === 0 ? 'aims' : 'ds',
    does,
    teamKey: teamKey === null && does === 'leavesMessageAndHolds' ? '2' : teamKey,
  };
});

/** The teams that may be meant, as far as anybody knows after the call. */
export function teamsOf({ known, teamKey }: Caller): ('aims' | 'ds')[] {
  if (known !== null) return [known];
  if (teamKey === '1') return ['aims'];
  return teamKey === '2' ? ['ds'] : ['aims', 'ds'];
}

/** How long somebody waits for words before the test has failed, and how often they listen; milliseconds of the clock. */
const patienceMs = 120_000;
const lookMs = 200;

/** Connections to the database of two services. */
const inFlightAtMost = 2 * limits.writeConnections;

function realTime(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

/** Makes one call after the other begin, and lets them go on side by side. */
export class Crowd {
  readonly #exchange: Exchange;
  readonly #clock: PacedClock;
  readonly #hotline: string;
  readonly #inFlight: () => number;
  #lastAct = Promise.resolve();
  readonly #beeps = new Set<string>();
  #read = 0;
  #begun = 0;
  /** The most calls that went on at the same moment. */
  atOnce = 0;

  /** @param inFlight how many requests of the carrier await an answer */
  constructor(exchange: Exchange, clock: PacedClock, hotline: string, inFlight: () => number) {
    this.#exchange = exchange;
    this.#clock = clock;
    this.#hotline = hotline;
    this.#inFlight = inFlight;
  }

  get haveAllCalled(): boolean {
    return this.#begun === callers.length;
  }

  /**
   * Everybody calls within `withinMs`, and nobody hangs up before all have called.
   * @param whenHalf runs as soon as half of the calls have begun; the others go on calling meanwhile
   * @throws when somebody does not hear what they should
   */
  async calls(withinMs: number, whenHalf: () => void): Promise<void> {
    const calls: Promise<void>[] = [];
    for (const [i, caller] of callers.entries()) {
      const phone = this.#exchange.phone(caller.number);
      await this.#acts(() => phone.dial(this.#hotline));
      this.#begun += 1;
      if (this.#begun === callers.length / 2) whenHalf();
      calls.push(this.#goesOn(caller, phone, i));
      await this.#passes(withinMs / callers.length);
    }
    const failed = (await Promise.allSettled(calls)).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    if (failed.length > 0)
      throw new Error(`${failed.length} callers were not served: ${failed.slice(0, 3).join('; ')}`);
  }

  /** Nobody waits for the end of the words, save those who wait for the tone. */
  async #goesOn({ does, known, teamKey }: Caller, phone: Phone, i: number): Promise<void> {
    await this.#hears(phone, /You have reached/);
    await this.#passes((i % 7) * 300);
    await this.#acts(() => phone.press(does === 'saysRoutineAndLeaves' ? '2' : '1'));
    if (does !== 'saysRoutineAndLeaves' && known === null) {
      await this.#hears(phone, /not sure, press 0/);
      if (teamKey === null) return this.#leaves(phone);
      await this.#acts(() => phone.press(teamKey));
    }
    await this.#hears(phone, /After the tone/);
    if (does !== 'leavesMessageAndHolds') return this.#leaves(phone);
    await this.#until(() => this.#hasBeeped(phone.number), phone, 'the tone');
    phone.say('The bridge of the computer center is down');
    await this.#passes(5_000);
    await this.#acts(() => phone.press('#'));
    await this.#hears(phone, /stay on the line/);
    await this.#passes((i % 5) * 500);
    return this.#leaves(phone);
  }

  async #leaves(phone: Phone): Promise<void> {
    await this.#until(() => this.haveAllCalled, phone, 'the other callers');
    await this.#acts(() => {
      const now = callers.filter(({ number }) => this.#exchange.phone(number).state !== 'idle').length;
      this.atOnce = Math.max(this.atOnce, now);
      phone.hangUp();
    });
  }

  /**
   * Hands act one after the other, each when no more requests are in flight than the services have connections for: the
   * pressure is as high on a slow machine as on a quick one, and not higher.
   */
  #acts(act: () => void): Promise<void> {
    this.#lastAct = this.#lastAct.then(async () => {
      while (this.#inFlight() >= inFlightAtMost) await realTime(2);
      act();
      // Until what it causes is in flight.
      await realTime(5);
    });
    return this.#lastAct;
  }

  #hears(phone: Phone, words: RegExp): Promise<void> {
    return this.#until(() => phone.hears(words), phone, String(words));
  }

  /** The log is read once, however many wait for something in it. */
  #hasBeeped(number: string): boolean {
    const { log } = this.#exchange;
    for (const entry of log.slice(this.#read)) if (entry.kind === 'beep') this.#beeps.add(entry.number);
    this.#read = log.length;
    return this.#beeps.has(number);
  }

  async #until(isSo: () => boolean, phone: Phone, what: string): Promise<void> {
    const giveUpAt = this.#clock.now() + patienceMs;
    while (!isSo()) {
      if (this.#clock.now() > giveUpAt || phone.state === 'idle')
        throw new Error(`${phone.number} waited in vain for ${what} and heard: ${phone.heard.join(' / ')}`);
      await this.#passes(lookMs);
    }
  }

  #passes(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }
}
