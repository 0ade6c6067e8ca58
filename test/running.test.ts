import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-running-'));
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const dockerfile = readFileSync('Dockerfile', 'utf8').replace(/\\\n\s*/g, '');
const stages = dockerfile.split(/^FROM /m).slice(1);
const last = stages.at(-1) ?? '';

/** What a stage copies out of the repository, or of the stage before. */
function copies(stage: string, from: 'here' | 'build'): { source: string; to: string }[] {
  return [...stage.matchAll(/^COPY (--from=build )?(.+)$/gm)].flatMap(([, other, words = '']) => {
    if ((other === undefined) !== (from === 'here')) return [];
    const parts = words.split(' ');
    const to = parts.at(-1) ?? '';
    return parts.slice(0, -1).map((source) => ({ source, to }));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function start(cwd: string, env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['dist/main.js'], { cwd, env: { PATH: process.env.PATH, ...env } });
  started.push(child);
  let text = '';
  const runs = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => {
        text += part.toString();
        if (text.includes('Nightdesk is running')) done();
      });
  });
  await Promise.race([runs, once(child, 'exit')]);
  expect(text).toContain('Nightdesk is running');
}

describe('the image', () => {
  test('copies only what is there and what .dockerignore lets through', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(ignored).toContain('*');
    const wanted = stages.flatMap((stage) => copies(stage, 'here').map(({ source }) => source));
    expect(wanted).toContain('package-lock.json');
    for (const source of wanted) {
      expect(existsSync(source), source).toBe(true);
      expect(ignored, source).toContain(`!${source}`);
    }
    expect(ignored.filter((line) => line.startsWith('!')).sort()).toEqual(
      [...new Set(wanted)].map((one) => `!${one}`).sort(),
    );
  });

  test('does not run as root, has its data apart, and stops by the signal that the program hears', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^VOLUME \/app\/data$/m);
    expect(last).toMatch(/^CMD \["node", "dist\/main\.js"\]$/m);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('CMD ["node", "dist'));
    expect(dockerfile.match(/^FROM (\S+)/gm)).toEqual(['FROM node:24-trixie-slim', 'FROM node:24-trixie-slim']);
  });

  test('has a compiler where it is built and not where it runs, and proves that the database driver loads there', () => {
    expect(stages[0]).toMatch(/^RUN apt-get update && apt-get install .*\bpython3 make g\+\+ .*$/m);
    expect(stages[0]?.indexOf('apt-get install')).toBeLessThan(stages[0]?.indexOf('npm ci') ?? 0);
    expect(last).not.toMatch(/apt-get/);
    const [, script = ''] = /^RUN node -e "(.+)"$/m.exec(last) ?? [];
    expect(script).toBe("require('sqlite3')");
    expect(spawnSync(process.execPath, ['-e', script]).status).toBe(0);
    expect(last.indexOf(script)).toBeGreaterThan(last.indexOf('/app/node_modules'));
  });

  test('has all that the service needs to start, and its health check tells whether it works', async () => {
    const app = join(folder, 'app');
    for (const { source, to } of copies(last, 'here'))
      cpSync(source, join(app, to, to.endsWith('/') ? source : ''), { recursive: true });
    for (const { source } of copies(last, 'build')) {
      const name = source.replace('/app/', '');
      if (name === 'node_modules') symlinkSync(resolve(name), join(app, name));
      else cpSync(name, join(app, name), { recursive: true });
    }
    const [, check = '[]'] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(last) ?? [];
    const [, ...words] = z.array(z.string()).parse(JSON.parse(check));
    const port = await freePort();
    const env = { PATH: process.env.PATH, PORT: String(port) };
    const health = () => spawnSync(process.execPath, words, { env, timeout: 8_000 }).status;
    expect(health()).toBe(1);
    await start(app, { PORT: String(port), EXCHANGE_PORT: '0', HOST: '0.0.0.0' });
    await expect.poll(health, { timeout: 10_000 }).toBe(0);
    expect(existsSync(join(app, 'data', 'admin-token'))).toBe(true);
  }, 60_000);
});

test('compose.yaml: the service waits for its database, and only this machine reaches it', () => {
  const service = z.looseObject({
    ports: z.array(z.string()),
    depends_on: z.object({ postgres: z.object({ condition: z.literal('service_healthy') }) }),
    environment: z.object({ DATABASE_URL: z.string(), TRUST_PROXY: z.string() }),
    volumes: z.array(z.string()),
    build: z.string(),
  });
  const compose = z
    .object({
      services: z.object({ nightdesk: service, postgres: z.looseObject({ healthcheck: z.looseObject({}) }) }),
      networks: z.object({
        default: z.object({ ipam: z.object({ config: z.tuple([z.object({ subnet: z.string() })]) }) }),
      }),
    })
    .loose()
    .parse(parse(readFileSync('docs/running/compose.yaml', 'utf8')));
  const { nightdesk } = compose.services;
  expect(existsSync(join('docs/running', nightdesk.build, 'Dockerfile'))).toBe(true);
  // A proxy on this machine comes from the bridge, whose addresses are therefore fixed.
  expect(nightdesk.environment.TRUST_PROXY).toBe(compose.networks.default.ipam.config[0].subnet);
  expect(nightdesk.ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  expect(nightdesk.environment.DATABASE_URL).toMatch(
    /^postgres:\/\/nightdesk:\$\{POSTGRES_PASSWORD:\?.+\}@postgres\/nightdesk$/,
  );
  for (const [source = ''] of nightdesk.volumes.map((one) => one.split(':')))
    if (source.startsWith('.')) expect(existsSync(join('docs/running', source)), source).toBe(true);
});

const has = (program: string) => spawnSync('which', [program]).status === 0;

test.runIf(has('systemd-analyze'))('the unit is one that systemd understands', () => {
  const file = join(folder, 'nightdesk.service');
  const unit = readFileSync('docs/running/nightdesk.service', 'utf8');
  writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('nightdesk.service'));
  expect({ status, said }).toEqual({ status: 0, said: [] });
});

describe.runIf(has('nginx') && has('openssl'))('behind nginx', () => {
  /** nginx with our file, on ports of its own and with a certificate made for it. */
  async function proxied(port: number): Promise<string> {
    const [http, https] = [await freePort(), await freePort()];
    const key = join(folder, 'key.pem');
    const certificate = join(folder, 'certificate.pem');
    const subject = ['-subj', '/CN=localhost', '-days', '1'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject],
      { stdio: 'ignore' },
    );
    const site = readFileSync('docs/running/nginx.conf', 'utf8')
      .replaceAll('hotline.example.org', 'localhost')
      .replace('127.0.0.1:3000', `127.0.0.1:${port}`)
      .replace('/etc/ssl/hotline/fullchain.pem', certificate)
      .replace('/etc/ssl/hotline/privkey.pem', key)
      .replace(/listen \[::\].*\n/g, '')
      .replace('listen 80;', `listen 127.0.0.1:${http};`)
      .replace('listen 443 ssl http2;', `listen 127.0.0.1:${https} ssl http2;`)
      .replace('/var/log/nginx/nightdesk.log', join(folder, 'access.log'));
    mkdirSync(join(folder, 'temp'));
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${folder}/temp/${one};`,
    );
    const file = join(folder, 'nginx.conf');
    writeFileSync(
      file,
      `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;\nevents {}\nhttp {\n${temp.join('\n')}\n${site}\n}\n`,
    );
    const checked = spawnSync('nginx', ['-t', '-c', file], { encoding: 'utf8' });
    expect(checked.status, checked.stderr).toBe(0);
    started.push(spawn('nginx', ['-c', file], { stdio: 'ignore' }));
    return `https://localhost:${https}`;
  }

  const curl = (...words: string[]) => spawnSync('curl', ['-sk', '-m', '8', ...words], { encoding: 'utf8' }).stdout;

  test('the page, a refused call and a listener come through as they are', async () => {
    const port = await freePort();
    await start(process.cwd(), {
      PORT: String(port),
      EXCHANGE_PORT: '0',
      DATA_DIR: folder,
      DATABASE_URL: `sqlite:${folder}/n.sqlite`,
      TRUST_PROXY: 'loopback',
      ADMIN_TOKEN: 'a-token-of-this-test',
    });
    const outside = await proxied(port);
    await expect.poll(() => curl(`${outside}/readyz`), { timeout: 8_000 }).toContain('"ready":true');
    expect(curl('-o', '/dev/null', '-w', '%{http_code}', '-d', 'CallSid=CA1', `${outside}/voice`)).toBe('403');
    // Who reads the log cannot come in with it.
    curl(`${outside}/sign-in/a-secret-link`);
    curl(`${outside}/healthz?not=secret`);
    const log = () => readFileSync(join(folder, 'access.log'), 'utf8');
    await expect.poll(log).toContain('/healthz?not=secret');
    expect(log()).not.toContain('a-secret-link');
    // The first line of the stream is here although the stream goes on.
    const stream = curl('-N', '-m', '2', '-H', 'authorization: Bearer a-token-of-this-test', `${outside}/api/changes`);
    expect(stream).toMatch(/^event: \w+\ndata: /m);
  }, 60_000);
});
