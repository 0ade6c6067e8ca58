/** What every webhook works with. */
import type { Request } from 'express';
import type { Context } from '../actions/context.ts';
import type { Carrier, FormFields } from '../domain/ports.ts';

export interface Edge {
  context: Context;
  carrier: Carrier;
  /** The address the carrier signs: scheme and host as it knows them, never as a proxy tells us. */
  publicUrl: string;
}

/** What we wrote into our own address: where the request comes from. */
export function queryOf(request: Request): FormFields {
  const from = request.query.from;
  return typeof from === 'string' ? { from } : {};
}

/** The fields of a form. A body of another kind has none. */
export function fieldsOf(request: Request): FormFields {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? (body as FormFields) : {};
}
