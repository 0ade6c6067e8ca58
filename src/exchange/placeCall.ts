import type { Request, Response } from 'express';
import { Call, type StatusCallback } from './call.ts';
import type { RestSeen } from './faults.ts';
import type { Office } from './office.ts';
import { placeLeg } from './placeLeg.ts';
import { callJson } from './resources.ts';
import { type Refusal, restError } from './restError.ts';
import { rules } from './rules.ts';
import { runCall } from './runCall.ts';

/** A form as it was parsed. */
export type Form = Record<string, string | string[] | undefined>;

/** A telephone number as the carrier wants it. */
export const E164 = /^\+[1-9]\d{6,14}$/;
const eventNames = new Set(['initiated', 'ringing', 'answered', 'completed']);

/** When the next call may leave the queue, per account. */
const nextSlot = new WeakMap<Office, number>();

/** One value of a form field. */
export function one(form: Form, name: string): string | undefined {
  const value = form[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * POST Calls.json: creates a call `queued`; it leaves the queue at one call a second and rings after that. Not idempotent.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
 */
export function placeCall(office: Office, request: Request, response: Response, seen: RestSeen): void {
  const form = (request.body ?? {}) as Form;
  const wrong = whyRefused(office, form);
  if (wrong) {
    restError(response, 400, wrong.code, wrong.message);
    return;
  }
  const url = one(form, 'Url') ?? '';
  const ringSeconds = Math.min(rules.longestRingSeconds, Number(one(form, 'Timeout') ?? rules.ringSeconds));
  const to = one(form, 'To') ?? '';
  const call = new Call(office, {
    direction: 'outbound-api',
    from: one(form, 'From') ?? '',
    to,
    phone: office.phone(to),
    statusCallback: statusCallbackOf(form),
    fallbackUrl: one(form, 'FallbackUrl'),
    fallbackMethod: method(form, 'FallbackMethod'),
  });
  call.onAnswered = () =>
    office.start('an outbound call', () => runCall(office, call, { url, method: method(form, 'Method'), fields: {} }));
  const answer = () => response.status(201).json(callJson(office, call));
  if (office.faults.isKeptQueued(seen)) return void answer();
  if (office.faults.isEarly(seen)) {
    office.start('an early callback', async () => {
      placeLeg(office, call, ringSeconds, true);
      await call.news;
      answer();
    });
    return;
  }
  const now = office.clock.now();
  const at = Math.max(now + rules.queued, nextSlot.get(office) ?? 0);
  nextSlot.set(office, at + rules.betweenCalls);
  call.ringTimer = office.clock.after(at - now, () => placeLeg(office, call, ringSeconds));
  answer();
}

function whyRefused(office: Office, form: Form): Refusal | null {
  const to = one(form, 'To');
  const from = one(form, 'From');
  const url = one(form, 'Url');
  if (!to) return { code: 21201, message: "No 'To' number is specified" };
  if (!from) return { code: 21213, message: "No 'From' number is specified" };
  if (!E164.test(to) || to === from)
    return { code: 21211, message: `The phone number you are attempting to call, ${to}, is not valid.` };
  if (!office.numbers.has(from))
    return { code: 21210, message: `Source phone number ${from} is not yet verified for your account.` };
  if (!url || !isAddress(url)) return { code: 21205, message: `Url is not a valid URL: ${url ?? ''}` };
  for (const name of ['FallbackUrl', 'StatusCallback']) {
    const address = one(form, name);
    if (address !== undefined && !isAddress(address))
      return { code: 21205, message: `${name} is not a valid URL: ${address}` };
  }
  if (!/^\d+$/.test(one(form, 'Timeout') ?? '60'))
    return { code: 20001, message: 'Timeout is not a whole number of seconds' };
  if (events(form).some((event) => !eventNames.has(event)))
    return { code: 21626, message: 'Invalid StatusCallbackEvent' };
  if (one(form, 'MachineDetection') !== undefined)
    return { code: 20001, message: 'This exchange does not guess whether a machine answers' };
  const refused = office.faults.callRefusal(to);
  return refused === null ? null : { code: refused, message: `The call to ${to} was refused with error ${refused}.` };
}

/** An absolute http or https URL whose host name has no underscore. */
export function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && !hostname.includes('_');
}

function events(form: Form): string[] {
  const given = form.StatusCallbackEvent ?? [];
  return (Array.isArray(given) ? given : [given]).flatMap((text) => text.split(/\s+/)).filter((text) => text !== '');
}

/** Without events the callback hears of `completed` only. */
function statusCallbackOf(form: Form): StatusCallback | undefined {
  const url = one(form, 'StatusCallback');
  if (url === undefined) return undefined;
  const named = events(form);
  return {
    url,
    method: method(form, 'StatusCallbackMethod'),
    events: new Set(named.length > 0 ? named : ['completed']),
  };
}

function method(form: Form, name: string): 'GET' | 'POST' {
  return one(form, name) === 'GET' ? 'GET' : 'POST';
}
