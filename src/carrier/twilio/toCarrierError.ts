import { CarrierError } from '../../domain/ports.ts';

interface Shaped {
  status?: unknown;
  code?: unknown;
  message?: unknown;
  response?: { status?: unknown };
}

/** Errors of the network that come before a request has left this machine, so nothing can have happened. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * What a failed request means for the row behind it. A refusal is final; a busy carrier is asked again; everything we
 * cannot be sure of is unknown, because creating a call or a message is not idempotent at Twilio.
 */
export function toCarrierError(error: unknown): CarrierError {
  if (error instanceof CarrierError) return error;
  const shaped: Shaped = typeof error === 'object' && error !== null ? error : {};
  const message = String(shaped.message ?? error);
  const status = Number(shaped.status ?? shaped.response?.status ?? Number.NaN);
  const code = typeof shaped.code === 'number' ? shaped.code : null;
  if (status === 429 || code === 20429) return new CarrierError('busy', code, message, { cause: error });
  if (status >= 400 && status < 500) return new CarrierError('refused', code, message, { cause: error });
  if (typeof shaped.code === 'string' && neverSent.has(shaped.code))
    return new CarrierError('busy', null, message, { cause: error });
  return new CarrierError('unknown', code, message, { cause: error });
}
