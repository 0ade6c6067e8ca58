/** The thread in which calendars are worked out: whatever a file has in it, only this thread can hang on it. */
import { parentPort } from 'node:worker_threads';
import { buildRota, type RotaInput } from '../oncall/buildRota.ts';
import type { Window } from '../oncall/expandRule.ts';
import { readHolidays } from '../oncall/readHolidays.ts';
import { RotaRefused } from '../oncall/rotaRefused.ts';

/** What the thread is asked for: a rota, or the days of a calendar of holidays. */
export type Job = { rota: RotaInput } | { holidays: { text: string; window: Window } };

parentPort?.on('message', ({ id, job }: { id: number; job: Job }) => {
  try {
    parentPort?.postMessage({ id, done: workOut(job) });
  } catch (error) {
    const refused = error instanceof RotaRefused ? { file: error.file, line: error.line } : null;
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error), refused });
  }
});

function workOut(job: Job) {
  if ('holidays' in job) return readHolidays(job.holidays.text, job.holidays.window);
  const { index, problems } = buildRota(job.rota);
  return { index, problems };
}
