import { Worker } from 'node:worker_threads';
import { limits } from '../domain/limits.ts';
import type { Clock } from '../domain/ports.ts';
import { RotaRefused } from '../oncall/rotaRefused.ts';
import type { BuildRota, BuiltRota } from './checkSources.ts';

/** Threads run compiled files, also where the sources themselves are run. */
const workerFile = new URL(
  import.meta.url.replace('/src/sources/', '/dist/sources/').replace(/\w+\.ts$/, 'rotaWorker.js'),
);
const file = import.meta.url.endsWith('.ts') ? workerFile : new URL('./rotaWorker.js', import.meta.url);

/** `refused`: the file and line of a RotaRefused, which cannot be handed over as it is. */
type Answer =
  | { id: number; rota: BuiltRota }
  | { id: number; error: string; refused: { file: string; line: number } | null };

interface Waiting {
  resolve(rota: BuiltRota): void;
  reject(error: Error): void;
}

/**
 * Works out rotas in a thread of their own, one after the other. A rota that takes longer than `limits.rotaBuildSeconds`
 * or more memory than `limits.rotaBuildMegabytes` ends the thread, and is refused with a sentence; the next one gets a
 * new thread. The thread does not keep the process alive.
 */
export function rotaBuilder(clock: Clock): BuildRota {
  let worker: Worker | null = null;
  let next = 1;
  let last: Promise<unknown> = Promise.resolve();
  const waiting = new Map<number, Waiting>();

  function fail(message: string): void {
    worker = null;
    for (const one of waiting.values()) one.reject(new Error(message));
    waiting.clear();
  }

  function open(): Worker {
    const made = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: limits.rotaBuildMegabytes } });
    made.unref();
    made.on('message', (answer: Answer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('rota' in answer) one?.resolve(answer.rota);
      else one?.reject(errorOf(answer));
    });
    made.on('error', (error: Error) => {
      if (worker !== made) return;
      const tooLarge = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(
        tooLarge
          ? `Working out the rota takes more than ${limits.rotaBuildMegabytes} MB; repeat less often.`
          : `The rota could not be worked out (${error.message}).`,
      );
    });
    return made;
  }

  function begin(input: Parameters<BuildRota>[0]): Promise<BuiltRota> {
    worker ??= open();
    const used = worker;
    const id = next++;
    return new Promise<BuiltRota>((resolve, reject) => {
      const timer = setLimit(clock, () => {
        if (worker === used)
          fail(`Working out the rota takes more than ${limits.rotaBuildSeconds} s; repeat less often.`);
        void used.terminate();
      });
      const done =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          timer.cancel();
          then(value);
        };
      waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      used.postMessage({ id, input });
    });
  }

  return (input) => {
    const built = last.then(() => begin(input));
    last = built.catch(() => undefined);
    return built;
  };
}

function errorOf({ error, refused }: Extract<Answer, { error: string }>): Error {
  return refused ? new RotaRefused(refused.file, refused.line, error) : new Error(error);
}

function setLimit(clock: Clock, fn: () => void) {
  return clock.after(limits.rotaBuildSeconds * 1000, fn);
}
