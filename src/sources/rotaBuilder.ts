import { Worker } from 'node:worker_threads';
import { BuildLimit } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { Clock } from '../domain/ports.ts';
import type { RotaInput } from '../oncall/buildRota.ts';
import type { Window } from '../oncall/expandRule.ts';
import type { Holidays } from '../oncall/readHolidays.ts';
import { RotaRefused } from '../oncall/rotaRefused.ts';
import type { BuildRota, BuiltRota } from './checkSources.ts';
import type { Job } from './rotaWorker.ts';

/** Threads run compiled files, also where the sources themselves are run. */
const workerFile = new URL(
  import.meta.url.replace('/src/sources/', '/dist/sources/').replace(/\w+\.ts$/, 'rotaWorker.js'),
);
const file = import.meta.url.endsWith('.ts') ? workerFile : new URL('./rotaWorker.js', import.meta.url);

/** `refused`: the file and line of a RotaRefused, which cannot be handed over as it is. */
type Answer =
  | { id: number; done: unknown }
  | { id: number; error: string; refused: { file: string; line: number } | null };

interface Waiting {
  /** What is worked out, for its sentences: such as "the rota". */
  what: string;
  resolve(done: unknown): void;
  reject(error: Error): void;
}

/**
 * Works out rotas and holidays in a thread of their own, one after the other. A calendar that takes longer than
 * `limits.rotaBuildSeconds` or more memory than `limits.rotaBuildMegabytes` ends the thread, and is refused with a
 * sentence; the next one gets a new thread. The thread does not keep the process alive.
 */
export function rotaBuilder(clock: Clock): BuildRota {
  let worker: Worker | null = null;
  let next = 1;
  let last: Promise<unknown> = Promise.resolve();
  const waiting = new Map<number, Waiting>();

  function fail(say: (what: string) => string): void {
    worker = null;
    for (const one of waiting.values()) one.reject(new BuildLimit(say(one.what)));
    waiting.clear();
  }

  function open(): Worker {
    const made = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: limits.rotaBuildMegabytes } });
    made.unref();
    made.on('message', (answer: Answer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('done' in answer) one?.resolve(answer.done);
      else one?.reject(errorOf(answer));
    });
    made.on('error', (error: Error) => {
      if (worker !== made) return;
      const tooLarge = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail((what) =>
        tooLarge
          ? `Working out ${what} takes more than ${limits.rotaBuildMegabytes} MB; repeat less often.`
          : `Working out ${what} failed (${error.message}).`,
      );
    });
    return made;
  }

  function begin(what: string, job: Job): Promise<unknown> {
    worker ??= open();
    const used = worker;
    const id = next++;
    return new Promise((resolve, reject) => {
      const timer = setLimit(clock, () => {
        if (worker === used)
          fail((late) => `Working out ${late} takes more than ${limits.rotaBuildSeconds} s; repeat less often.`);
        void used.terminate();
      });
      const done =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          timer.cancel();
          then(value);
        };
      waiting.set(id, { what, resolve: done(resolve), reject: done(reject) });
      used.postMessage({ id, job });
    });
  }

  function inTurn<T>(what: string, job: Job): Promise<T> {
    // The thread answers each job with what `workOut` of rotaWorker.ts makes of it.
    const built = last.then(() => begin(what, job)) as Promise<T>;
    last = built.catch(() => undefined);
    return built;
  }

  return Object.assign((rota: RotaInput) => inTurn<BuiltRota>('the rota', { rota }), {
    holidays: (text: string, window: Window) => inTurn<Holidays>('the holidays', { holidays: { text, window } }),
  });
}

function errorOf({ error, refused }: Extract<Answer, { error: string }>): Error {
  return refused ? new RotaRefused(refused.file, refused.line, error) : new Error(error);
}

function setLimit(clock: Clock, fn: () => void) {
  return clock.after(limits.rotaBuildSeconds * 1000, fn);
}
