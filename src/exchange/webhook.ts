import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { noteRequest } from './callEvents.ts';
import type { Fields, Office } from './office.ts';
import { rules } from './rules.ts';
import { sign } from './sign.ts';

/** One request of the carrier. `voice`, `wait` and `sms` want a document; the others only tell something. */
export interface Webhook {
  kind: 'voice' | 'wait' | 'sms' | 'play' | 'status' | 'recording' | 'transcription' | 'message status';
  url: string;
  method: 'GET' | 'POST';
  fields: Fields;
}

export interface WebhookAnswer {
  ok: boolean;
  /** null when there was no answer. */
  status: number | null;
  contentType: string | null;
  body: string;
  /** Twilio's error code when `ok` is false. */
  errorCode: number;
}

const noAnswer: WebhookAnswer = { ok: false, status: null, contentType: null, body: '', errorCode: 11200 };

/**
 * Sends a signed webhook and judges the answer: what the carrier would complain about becomes a violation.
 * Limits: 15 s on the exchange's clock, 10 redirects, 64 kB (https://www.twilio.com/docs/usage/webhooks).
 */
export async function sendWebhook(office: Office, webhook: Webhook): Promise<WebhookAnswer> {
  if (office.closed()) return noAnswer;
  if (office.faults.isLost(webhook)) {
    // For the carrier it was made.
    noteRequest(office, webhook)(noAnswer, 0);
    return noAnswer;
  }
  const token = office.newSid('');
  const first = await attempt(office, webhook, token);
  return office.faults.isTwice(webhook) ? attempt(office, webhook, token) : first;
}

async function attempt(office: Office, webhook: Webhook, token: string): Promise<WebhookAnswer> {
  const began = office.clock.elapsedMs();
  const at = office.clock.now();
  const noteAnswer = noteRequest(office, webhook);
  const abort = new AbortController();
  const timer = office.clock.after(rules.webhookTimeout, () => abort.abort());
  let answer: WebhookAnswer;
  let problem: string | null;
  try {
    answer = await exchangeRequest(office, webhook, token, abort.signal);
    problem = whatIsWrong(webhook, answer);
  } catch (error) {
    answer = { ...noAnswer, errorCode: abort.signal.aborted ? 11200 : 11205 };
    problem = abort.signal.aborted ? 'gave no answer within 15 s' : `could not be reached (${String(error)})`;
  } finally {
    timer.cancel();
  }
  const took = office.clock.elapsedMs() - began;
  noteAnswer(answer, took);
  if (problem === null && took > rules.slowAnswer) problem = `took ${Math.round(took)} ms to answer`;
  office.journal.sent({
    at,
    kind: webhook.kind,
    url: webhook.url,
    fields: webhook.fields,
    status: answer.status,
    body: answer.body,
  });
  if (problem !== null && !office.closed() && !office.faults.isTolerated(webhook)) {
    office.journal.violation(`${webhook.kind} webhook ${webhook.method} ${webhook.url} ${problem}`);
  }
  return answer;
}

function whatIsWrong(webhook: Webhook, answer: WebhookAnswer): string | null {
  if (answer.errorCode === 11215) return `was redirected more than ${rules.redirects} times (11215)`;
  if (Buffer.byteLength(answer.body) > rules.documentBytes) {
    return `was answered with more than ${rules.documentBytes} bytes (11750)`;
  }
  if (!answer.ok) return `was answered with status ${answer.status}`;
  const wantsDocument = webhook.kind === 'voice' || webhook.kind === 'wait' || (webhook.kind === 'sms' && answer.body);
  if (wantsDocument && answer.contentType === null) return 'was answered without a content type (12300)';
  return null;
}

async function exchangeRequest(
  office: Office,
  webhook: Webhook,
  token: string,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  // The fragment carries connection settings; it is neither sent nor signed.
  let url = withoutFragment(webhook.url);
  let method = webhook.method;
  if (method === 'GET') url = withQuery(url, webhook.fields);
  for (let hop = 0; hop <= rules.redirects; hop += 1) {
    const fields = method === 'GET' ? {} : webhook.fields;
    const response = await send(url, method, fields, sign(office.authToken, url, fields), token, signal);
    const status = response.message.statusCode ?? 0;
    const location = response.message.headers.location;
    if (status >= 300 && status < 400 && location !== undefined) {
      url = withoutFragment(new URL(location, url).href);
      if (status !== 307 && status !== 308) method = 'GET';
      continue;
    }
    const ok = status >= 200 && status < 300 && Buffer.byteLength(response.body) <= rules.documentBytes;
    const contentType = response.message.headers['content-type'] ?? null;
    return { ok, status, contentType, body: response.body, errorCode: status < 400 ? 11750 : 11200 };
  }
  return { ...noAnswer, errorCode: 11215 };
}

interface Response {
  message: IncomingMessage;
  body: string;
}

function send(
  url: string,
  method: string,
  fields: Fields,
  signature: string,
  token: string,
  signal: AbortSignal,
): Promise<Response> {
  const body = method === 'POST' ? encode(fields).toString() : '';
  const headers: Record<string, string> = {
    'x-twilio-signature': signature,
    'i-twilio-idempotency-token': token,
    'user-agent': 'TwilioProxy/1.1',
    accept: '*/*',
  };
  if (method === 'POST') {
    headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8';
    headers['content-length'] = String(Buffer.byteLength(body));
  }
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // A connection of its own for each request: a restarted service never meets a stale one.
    const outgoing = request(url, { method, headers, signal, agent: false }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function encode(fields: Fields): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) encoded.append(key, one);
  }
  return encoded;
}

function withQuery(url: string, fields: Fields): string {
  const query = encode(fields).toString();
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
