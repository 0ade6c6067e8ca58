/** Prism between us and a carrier: it refuses what the carrier's own description refuses. */
import { readFileSync } from 'node:fs';
import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';

export interface Inspector {
  /** Stands before the carrier at this address, on a free loopback port. @returns the address to use instead */
  before(carrierUrl: string): Promise<string>;
  /** Requests it got, as `post /2010-04-01/...`. */
  asked: readonly string[];
  /** Requests it refused, and answers of the carrier that it did not let through. */
  refused: readonly string[];
  /** Ends every stand and forgets what it noted. */
  close(): Promise<void>;
}

/** What `prism proxy --errors` does, within this process: the description is read once and each stand is made at once. */
export async function readInspector(description: string): Promise<Inspector> {
  const operations = await getHttpOperationsFromSpec(readDescription(description));
  const asked: string[] = [];
  const refused: string[] = [];
  const stands: { close(): Promise<void> }[] = [];
  const note = (text: string) => {
    const line = JSON.parse(text) as Line;
    const request = line.input ? `${line.input.method} ${line.input.url.path}` : '';
    if (line.msg === 'Request received') asked.push(request);
    if (line.level >= errorLevel) refused.push(`${request} ${line.msg}`.trim());
  };
  return {
    async before(carrierUrl) {
      const server = createServer(operations, {
        components: { logger: createLogger('prism', { level: 'info' }, { write: note }) },
        cors: false,
        config: {
          isProxy: true,
          upstream: new URL(carrierUrl),
          upstreamProxy: undefined,
          validateRequest: true,
          validateResponse: true,
          checkSecurity: true,
          errors: true,
          mock: { dynamic: false },
        },
      });
      stands.push(server);
      return server.listen(0, '127.0.0.1');
    },
    asked,
    refused,
    async close() {
      await Promise.all(stands.splice(0).map((stand) => stand.close()));
      asked.length = 0;
      refused.length = 0;
    },
  };
}

/** One line of Prism's log. */
interface Line {
  level: number;
  msg: string;
  input?: { method: string; url: { path: string } };
}

/** The level of an error in those lines. */
const errorLevel = 50;

const pageAddresses = ['uri', 'first_page_uri', 'next_page_uri', 'previous_page_uri'];

/**
 * The description, less one thing: it says that a list's own addresses are of the format "uri", which must be absolute
 * (RFC 3986, section 3), while its examples, and the SDK that follows them, have paths only.
 */
function readDescription(file: string): object {
  return JSON.parse(readFileSync(file, 'utf8'), (_key, value: unknown) => {
    if (isPage(value)) for (const name of pageAddresses) delete value[name]?.format;
    return value;
  }) as object;
}

/** The properties of a list in the description. */
function isPage(value: unknown): value is Record<string, { format?: string }> {
  const first = typeof value === 'object' && value !== null && 'first_page_uri' in value ? value.first_page_uri : null;
  return typeof first === 'object' && first !== null && 'format' in first;
}
