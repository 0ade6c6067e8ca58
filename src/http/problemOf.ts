import { z } from 'zod';
import { limits } from '../domain/limits.ts';
import { CursorError } from '../store/read/cursor.ts';
import { Problem } from './problem.ts';

/** The status and the sentence with which an error of the API is answered. */
export function problemOf(error: unknown): [number, string] {
  if (error instanceof Problem) return [error.status, error.message];
  if (error instanceof z.ZodError)
    return [400, error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')];
  if (error instanceof CursorError) return [400, error.message];
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  // Express could not decode a part of the path.
  if (error instanceof URIError) return [400, 'The path cannot be read.'];
  if (status === 413) return [413, `The body is larger than ${limits.requestBytes} bytes.`];
  if (status >= 400 && status < 500) return [400, 'The body is not JSON.'];
  return [500, 'The answer could not be made; the log says why.'];
}
