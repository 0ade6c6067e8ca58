/** What every webhook works with. */
import type { Request } from 'express';
import type { Context } from '../actions/context.ts';
import { boundText } from '../domain/errorText.ts';
import type { Carrier, FormFields, LogFields } from '../domain/ports.ts';

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

/** What a request is about, for the log: the ids in its address and the CallSid. Whatever else it says stays out. */
export function idsOf({ carrier }: Pick<Edge, 'carrier'>, request: Request): LogFields {
  const call = carrier.readCallSid(fieldsOf(request));
  // Inside a router the path is without its mount.
  const path = `${request.baseUrl}${request.path}`;
  return {
    ...(/^\w{1,64}$/.test(call) ? { call } : {}),
    ...idIn(path, 'leg', /^\/voice\/legs\/(\w{1,64})\//),
    ...idIn(path, 'attempt', /^\/outbox\/(\w{1,64})\//),
    path: boundText(path),
  };
}

function idIn(path: string, name: string, address: RegExp): LogFields {
  const id = address.exec(path)?.[1];
  return id === undefined ? {} : { [name]: id };
}
