/** The running service as a command of this machine asks it: its API, with the admin token. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ownAddress } from '../config/ownAddress.ts';
import type { Config } from '../config.ts';
import { problem, readyAnswer } from '../domain/api.ts';
import type { Reach } from './reach.ts';

/** An answer that fits its schema, or in words why there is none. */
export type Told<T> = { value: T } | { why: string };

export interface Service {
  /** Where it is asked. */
  base: string;
  /** What /readyz says; null when nothing of ours answers. */
  ready: z.infer<typeof readyAnswer> | null;
  ask<T>(method: 'GET' | 'POST', path: string, schema: z.ZodType<T>): Promise<Told<T>>;
}

/** @param base where it listens; by the settings when null */
export async function openService(reach: Reach, config: Config, base: string | null): Promise<Service> {
  const url = base ?? ownAddress(config);
  const token = config.adminToken ?? keptToken(config.dataDir);
  const answer = await reach(`${url}/readyz`);
  const ready = typeof answer === 'string' ? null : readyAnswer.safeParse(parsed(answer.text));
  return {
    base: url,
    ready: ready?.success ? ready.data : null,
    async ask(method, path, schema) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const init = method === 'POST' ? { method, headers, body: '{}' } : { method, headers };
      const said = await reach(`${url}/api${path}`, init);
      if (typeof said === 'string') return { why: said };
      const value = schema.safeParse(parsed(said.text));
      if (said.status === 200 && value.success) return { value: value.data };
      const complaint = problem.safeParse(parsed(said.text));
      return { why: complaint.success ? complaint.data.detail : `it answered with status ${said.status}` };
    },
  };
}

function keptToken(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  } catch {
    return 'none';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
