/** A browser at the service: it keeps the cookie, and sends the csrf of its session with each change. */
import { randomBytes } from 'node:crypto';
import request, { type Response, type Test } from 'supertest';
import { beginSession } from '../src/actions/sessions.ts';
import type { Role, Who } from '../src/domain/identity.ts';
import { sessionAnswer } from '../src/domain/sessionApi.ts';
import { hashOf } from '../src/http/door.ts';
import type { Night } from './night/night.ts';

export class Browser {
  /** name=value of the session's cookie; '' without one. */
  cookie = '';
  csrf = '';
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  ask(method: 'get' | 'post' | 'delete' | 'head', path: string): Test {
    const test = request(this.#url)[method](path);
    return this.cookie === '' ? test : test.set('cookie', this.cookie);
  }

  get(path: string): Test {
    return this.ask('get', path);
  }

  /** A change as a page of ours makes it. */
  change(method: 'post' | 'delete', path: string): Test {
    return this.ask(method, path).set('origin', this.#url).set('x-csrf-token', this.csrf);
  }

  /** Takes the cookie of an answer, or gives up the one that it takes away. */
  keeps(answer: Response): void {
    const [given] = cookiesOf(answer).filter((cookie) => /^(__Host-)?nightdesk=/.test(cookie));
    if (given === undefined) return;
    const pair = given.split(';')[0] ?? '';
    this.cookie = pair.endsWith('=') ? '' : pair;
  }

  /** Opens a link that signs in. */
  async opens(url: string): Promise<Response> {
    const answer = await this.get(new URL(url).pathname + new URL(url).search);
    this.keeps(answer);
    if (answer.status === 303) await this.learnsCsrf();
    return answer;
  }

  async learnsCsrf(): Promise<void> {
    this.csrf = sessionAnswer.parse((await this.get('/api/session')).body).csrf;
  }
}

/** A browser in which somebody of this role is signed in. */
export async function signedIn(night: Night, role: Role, who: Partial<Who> = {}): Promise<Browser> {
  const browser = new Browser(night.app.url);
  const secret = randomBytes(32).toString('base64url');
  browser.csrf = randomBytes(32).toString('base64url');
  browser.cookie = `nightdesk=${secret}`;
  await beginSession(night.app.context, {
    who: { name: `Some ${role}`, role, person: null, how: 'entra', ...who },
    hash: hashOf(secret),
    csrf: browser.csrf,
    before: null,
  });
  return browser;
}

export function cookiesOf(answer: Response): string[] {
  const given: unknown = answer.headers['set-cookie'];
  return Array.isArray(given) ? given.map(String) : [];
}
