import type { Request, Response } from 'express';
import type { Log } from '../domain/ports.ts';
import { type Range, rangeOf } from './rangeOf.ts';

/** A recording's sound. */
export interface Sound {
  sid: string;
  sound: Buffer;
  contentType: string;
}

/** A sound never changes: its sid names what it is. */
const tagOf = ({ sid }: Sound) => `"${sid}"`;

/** Which part of a sound is asked for; 'whole', or 'none' where there is no such part. */
export function partOf(request: Request, sound: Sound): Range | 'whole' | 'none' {
  return rangeOf(request, sound.sound.length, tagOf(sound));
}

/**
 * Answers with a recording, or a part of one, that no cache may keep; every reading is noted, by its sid alone
 * (promise 10). Without parts, an iPhone plays nothing.
 */
export function sendSound(request: Request, response: Response, whole: Sound, log: Log): void {
  const { sid, sound, contentType } = whole;
  const part = partOf(request, whole);
  response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes' });
  if (part === 'none') {
    response.status(416).set('content-range', `bytes */${sound.length}`).end();
    return;
  }
  log.info('a recording was read', { recording: sid });
  response
    .set('etag', tagOf(whole))
    // The type is the carrier's word; only that of a sound is passed on.
    .type(/^audio\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream');
  if (part === 'whole') return void response.send(sound);
  response
    .status(206)
    .set('content-range', `bytes ${part.start}-${part.end}/${sound.length}`)
    .send(sound.subarray(part.start, part.end + 1));
}
