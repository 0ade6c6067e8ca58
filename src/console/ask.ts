/** The API, from the page: JSON in, JSON out, and its sentence when it refuses. */

/** What the API refused, with its own sentence. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

let csrf = '';

/** The word that proves that a change comes from this page; the session answers it. */
export function keepCsrf(word: string): void {
  csrf = word;
}

/** @param path below /api @throws Refused */
export async function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return read(await reach(path, signal ? { signal } : {}));
}

/** A change. @param path below /api @throws Refused */
export async function tell<Answer>(path: string, body: object, method: 'POST' | 'DELETE' = 'POST'): Promise<Answer> {
  const send = () => {
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
    return reach(path, { method, headers, body: JSON.stringify(body) });
  };
  const first = await send();
  if (first.status !== 403) return read(first);
  // Somebody signed in anew in another tab: the word is another one now.
  const before = csrf;
  const session = await reach('/session', {});
  if (session.ok) keepCsrf(((await session.json()) as { csrf: string }).csrf);
  return read(csrf === before ? first : await send());
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused(0, 'Nightdesk does not answer. It may be starting again; this page goes on by itself.');
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (response.status === 204 ? null : await response.json()) as Answer;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; error?: string };
  throw new Refused(response.status, problem.detail ?? problem.error ?? `The answer was ${response.status}.`);
}
