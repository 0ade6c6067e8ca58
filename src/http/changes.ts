/** Server-sent events that say only "changed, revision N" (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import type { Request, Response } from 'express';
import type { Context } from '../actions/context.ts';
import { consoleLimits } from '../domain/consoleLimits.ts';
import type { Timer } from '../domain/ports.ts';

/**
 * Answers with a stream that goes on until the browser leaves, or its session is over. Nothing of a case is ever in it.
 * @param isOver is asked with each heartbeat
 */
export function streamChanges(
  { store, clock }: Context,
  request: Request,
  response: Response,
  isOver: () => Promise<boolean>,
): void {
  let told = -1;
  let looking = false;
  let again = false;
  let quiet = 0;
  let beats = 0;
  let timer: Timer | null = null;
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // nginx would hold it back otherwise.
    'x-accel-buffering': 'no',
  });
  const look = async () => {
    again = true;
    if (looking) return;
    looking = true;
    while (again && !response.closed && !response.writableEnded) {
      again = false;
      // A database that is gone changes nothing that could be shown; the next look finds it again.
      const revision = await store.changes.current().catch(() => told);
      if (revision === told || response.writableEnded) continue;
      told = revision;
      quiet = 0;
      response.write(`event: changed\ndata: ${JSON.stringify({ revision })}\n\n`);
    }
    looking = false;
  };
  const endIfOver = async () => {
    // While the database is gone nobody knows: the stream goes on.
    if (!(await isOver().catch(() => false))) return;
    leave();
    response.end();
  };
  const beat = () => {
    timer = clock.after(consoleLimits.changesSeconds * 1000, beat);
    quiet += consoleLimits.changesSeconds;
    beats += consoleLimits.changesSeconds;
    // Also while much changes, and no heartbeat is due.
    if (beats % consoleLimits.heartbeatSeconds === 0) void endIfOver();
    // A comment: whoever listens learns that the line still stands.
    if (quiet % consoleLimits.heartbeatSeconds === 0) response.write('event: alive\ndata: {}\n\n');
    void look();
  };
  const unlisten = store.changes.listen(() => void look());
  const leave = () => {
    unlisten();
    timer?.cancel();
  };
  request.once('close', leave);
  beat();
}
