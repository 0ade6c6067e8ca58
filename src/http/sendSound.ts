import type { Response } from 'express';
import type { Log } from '../domain/ports.ts';

/** A recording's sound. */
export interface Sound {
  sid: string;
  sound: Buffer;
  contentType: string;
}

/** Answers with a recording that no cache may keep; every reading of one is noted, by its sid alone (promise 10). */
export function sendSound(response: Response, { sid, sound, contentType }: Sound, log: Log): void {
  log.info('a recording was read', { recording: sid });
  response
    .set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    // The type is the carrier's word; only that of a sound is passed on.
    .type(/^audio\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream')
    .send(sound);
}
