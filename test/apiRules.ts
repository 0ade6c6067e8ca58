/** Requests to the service as a script or the carrier makes them, and the answers as the schemas want them. */
import { createHmac } from 'node:crypto';
import request, { type Response, type Test } from 'supertest';
import { expect } from 'vitest';
import type { z } from 'zod';
import { problem } from '../src/domain/api.ts';
import type { Night } from './night/night.ts';

/** Asks the API with its token. */
export function ask(night: Night, path: string): Test {
  return request(night.app.url).get(`/api${path}`).set('authorization', `Bearer ${night.app.adminToken}`);
}

export function post(night: Night, path: string): Test {
  return request(night.app.url).post(`/api${path}`).set('authorization', `Bearer ${night.app.adminToken}`);
}

/** The answer as its schema reads it; a field that the schema does not name fails, too. */
export function answered<T extends z.ZodType>(response: Response, schema: T): z.infer<T> {
  expect(response.status, response.text).toBe(200);
  expect(response.type).toBe('application/json');
  const value = schema.parse(response.body);
  expect(value).toEqual(response.body);
  return value;
}

/** A problem of this status whose sentence has these words. */
export function expectProblem(response: Response, status: number, words: RegExp): void {
  expect(response.status, response.text).toBe(status);
  expect(response.type).toBe('application/problem+json');
  const { status: told, detail } = problem.parse(response.body);
  expect(told).toBe(status);
  expect(detail).toMatch(words);
}

export type Fields = Readonly<Record<string, string | string[]>>;

/** The signature by Twilio's own words: HMAC-SHA1 over the address and each field's name and value, sorted by name. */
export function sign(token: string, url: string, fields: Fields): string {
  const valuesOf = (value: string | string[]) => (Array.isArray(value) ? [...new Set(value)].sort() : [value]);
  const text = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => valuesOf(value).map((one) => `${name}${one}`))
    .join('');
  return createHmac('sha1', token).update(`${url}${text}`).digest('base64');
}

/** The fields as a form; a list repeats its name. */
export function form(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs).toString();
}

/** The auth token of every night's account. */
export const nightToken = 'a-token-of-the-test';

/** A webhook as the carrier sends it; by default signed for exactly this address and these fields. */
export function webhook(night: Night, path: string, fields: Fields, signature?: string): Test {
  const signed = signature ?? sign(nightToken, `${night.app.publicUrl}${path}`, fields);
  return request(night.app.url).post(path).type('form').set('x-twilio-signature', signed).send(form(fields));
}
