import type { Request } from 'express';

/** Both ends are in it. */
export interface Range {
  start: number;
  end: number;
}

/**
 * The part of a sound that a request asks for (RFC 9110, section 14).
 * @param tag of the sound: a part that is to go with another one is not given
 * @returns 'whole' for no part, for several at once and for one that cannot be read; 'none' where there is no such part
 */
export function rangeOf(request: Request, size: number, tag: string): Range | 'whole' | 'none' {
  if (request.method !== 'GET' || request.header('range') === undefined) return 'whole';
  if (![undefined, tag].includes(request.header('if-range'))) return 'whole';
  const ranges = request.range(size);
  if (ranges === -1) return 'none';
  const [range, ...more] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  return range && more.length === 0 ? range : 'whole';
}
