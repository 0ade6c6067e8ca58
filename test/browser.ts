/** A browser at the service: it keeps the cookie, and sends the csrf of its session with each change. */
import request, { type Response, type Test } from 'supertest';
import { sessionAnswer } from '../src/domain/sessionApi.ts';

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

export function cookiesOf(answer: Response): string[] {
  const given: unknown = answer.headers['set-cookie'];
  return Array.isArray(given) ? given.map(String) : [];
}
