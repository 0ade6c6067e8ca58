import type { Call } from './call.ts';
import type { Fields, Office } from './office.ts';
import { rules } from './rules.ts';
import type { Webhook, WebhookAnswer } from './webhook.ts';

/** A request that was made about a call, and what came back. */
export interface CallEvent {
  url: string;
  method: 'GET' | 'POST';
  fields: Readonly<Fields>;
  /** When it was made. */
  at: number;
  /** null while the answer is awaited. */
  answer: WebhookAnswer | null;
  durationMs: number;
}

/**
 * Keeps a request with the call it names; one that names none, for a sound, is not kept.
 * @returns what takes its answer and how long that took, in milliseconds
 */
export function noteRequest(office: Office, webhook: Webhook): (answer: WebhookAnswer, durationMs: number) => void {
  const { url, method, fields } = webhook;
  const event: CallEvent = { url, method, fields, at: office.clock.now(), answer: null, durationMs: 0 };
  const call = typeof fields.CallSid === 'string' ? office.calls.get(fields.CallSid) : undefined;
  if (call) {
    call.events.push(event);
    if (call.events.length > rules.eventsPerCall) call.events.shift();
  }
  return (answer, durationMs) => {
    event.answer = answer;
    event.durationMs = durationMs;
  };
}

/**
 * What REST tells of a call's requests, oldest first: none until a quarter of an hour after its end.
 * Source: https://www.twilio.com/docs/voice/api/call-event-resource
 */
export function shownEvents(office: Office, call: Call): readonly CallEvent[] {
  const { endedAt } = call;
  return endedAt === null || office.clock.now() < endedAt + rules.untilEvents ? [] : call.events;
}
