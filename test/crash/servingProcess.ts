import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Config } from '../../src/config.ts';

/** What it is started with. */
export interface StartOf {
  now: number;
  /** The point at which it kills itself, counted from its start; null for nowhere. */
  dieAt: string | null;
  config: Config;
  schema: string | undefined;
}

interface Answers {
  start: { url: string };
  move: { next: number | null };
  arm: object;
  points: { points: string[] };
}

/** The service as a process, and the wire to it. Every question is answered null once it is dead. */
export class ServingProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: never) => void>();
  #asked = 0;
  #output = '';
  #complaints = '';
  dead = false;
  /** Resolves when it has ended: with the point at which it killed itself, or null. */
  readonly ended: Promise<string | null>;

  /** Loads the program; nothing is opened before `start`. */
  constructor() {
    this.#child = fork(join(import.meta.dirname, 'serve.js'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env.PATH },
      execArgv: [],
    });
    this.#child.stdout?.on('data', (part: Buffer) => {
      this.#output += part.toString();
    });
    this.#child.stderr?.on('data', (part: Buffer) => {
      this.#complaints += part.toString();
    });
    this.#child.on('message', ({ id, answer }: { id: number; answer: never }) => {
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
    // 'close' comes after the last of its output.
    this.ended = new Promise((resolve) => {
      this.#child.once('close', () => {
        this.dead = true;
        for (const give of this.#waiting.values()) give(null as never);
        resolve(/^died (.*)$/m.exec(this.#output)?.[1] ?? null);
      });
    });
  }

  start(given: StartOf): Promise<Answers['start'] | null> {
    return this.#ask('start', given);
  }

  /** Moves its clock and waits until it has nothing in hand. @returns when its next timer is due */
  move(to: number): Promise<Answers['move'] | null> {
    return this.#ask('move', { to });
  }

  /** Counts points from now on. */
  arm(dieAt: string | null): Promise<object | null> {
    return this.#ask('arm', { dieAt });
  }

  /** The points passed since it was armed. */
  async points(): Promise<string[]> {
    return (await this.#ask('points', {}))?.points ?? [];
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Its alarms and errors, for a failure's message. */
  complaints(): string {
    return this.#complaints;
  }

  #ask<Name extends keyof Answers>(ask: Name, given: object): Promise<Answers[Name] | null> {
    if (this.dead) return Promise.resolve(null);
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      // A process that has just died takes no message: its end answers.
      this.#child.send({ id, ask, ...given }, () => {});
    });
  }
}
