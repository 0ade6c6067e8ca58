/** A route as data: the schemas that guard it are the ones that describe it. */
import type { z } from 'zod';
import type { Context } from '../actions/context.ts';
import type { Role } from '../domain/identity.ts';
import type { Asker, Door } from './door.ts';
import { Problem } from './problem.ts';
import type { Sound } from './sendSound.ts';

export interface Given<Q, B> {
  query: Q;
  body: B;
  /** The last part of the path. */
  id: string;
  asker: Asker;
  door: Door;
}

interface AnyRoute {
  method: 'get' | 'post' | 'delete';
  /** In Express's form, below /api. */
  path: string;
  /** Who may ask: somebody of this role, or of a higher one. */
  role: Role;
  /** It changes nothing, though its question needs a body: it is not written down as a change. */
  onlyAsks?: true;
  about: string;
  query: z.ZodType | null;
  body: z.ZodType | null;
}

interface JsonRoute extends AnyRoute {
  answer: z.ZodType;
  handle(context: Context, given: Given<unknown, unknown>): Promise<unknown>;
}

interface SoundRoute extends AnyRoute {
  answer: 'sound';
  handle(context: Context, given: Given<unknown, unknown>): Promise<Sound>;
}

export type Route = JsonRoute | SoundRoute;

interface TypedRoute<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>
  extends Omit<JsonRoute, 'query' | 'body' | 'answer' | 'handle'> {
  query: Q | null;
  body: B | null;
  answer: A;
  handle(context: Context, given: Given<z.infer<Q>, z.infer<B>>): Promise<z.input<A>>;
}

/** Ties a handler to what its schemas let through, and to what it promises. */
export function route<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  one: TypedRoute<Q, B, A>,
): JsonRoute {
  const { handle } = one;
  return {
    ...one,
    handle: (context, given) => {
      const query = one.query ? one.query.parse(given.query) : given.query;
      const body = one.body ? one.body.parse(given.body) : given.body;
      return handle(context, { ...given, query: query as z.infer<Q>, body: body as z.infer<B> });
    },
  };
}

/** @throws Problem (404) when there is none */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Problem(404, `There is no ${what}.`);
  return value;
}
