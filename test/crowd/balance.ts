/** A small load balancer: each request to one of several services in turn, and to another one when a connection fails. */
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came through. */
export interface Passed {
  path: string;
  /** Real milliseconds until the answer, the tries before included. */
  tookMs: number;
  /** Which service answered, and which were tried before in vain. */
  by: string;
  inVain: string[];
}

export interface Balancer {
  url: string;
  passed: readonly Passed[];
  /** Requests that have come and are not answered yet. */
  inFlight(): number;
  /** Begins to hand requests to this service. */
  add(url: string): void;
  close(): Promise<void>;
}

interface Request {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A service whose connection is refused or breaks is not asked again: the request goes to the next one, as it came. */
export async function balance(): Promise<Balancer> {
  const passed: Passed[] = [];
  let services: string[] = [];
  let turn = 0;
  let inFlight = 0;
  const handOn = async (request: Request): Promise<Answer> => {
    const beganMs = performance.now();
    const inVain: string[] = [];
    for (;;) {
      const by = services[turn++ % Math.max(1, services.length)];
      if (by === undefined) return { status: 502, headers: {}, body: Buffer.from('No service is left.') };
      try {
        const answer = await ask(by, request);
        passed.push({ path: request.path, tookMs: performance.now() - beganMs, by, inVain });
        return answer;
      } catch {
        inVain.push(by);
        services = services.filter((one) => one !== by);
      }
    }
  };
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
    });
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = 'GET', url: path = '/', headers } = incoming;
      void handOn({ method, path, headers, body: Buffer.concat(chunks) }).then((answer) => {
        const type = answer.headers['content-type'];
        response.writeHead(answer.status, type === undefined ? {} : { 'content-type': type });
        response.end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    inFlight: () => inFlight,
    add: (url) => void services.push(url),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function ask(service: string, { method, path, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${service}${path}`, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      // Broken off in the middle, an answer has no end.
      incoming.on('aborted', () => reject(new Error('The answer broke off')));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
