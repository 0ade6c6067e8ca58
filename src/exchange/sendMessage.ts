import type { Request, Response } from 'express';
import type { RestSeen } from './faults.ts';
import type { Office } from './office.ts';
import { E164, type Form, isAddress, one } from './placeCall.ts';
import { messageJson } from './resources.ts';
import { type Refusal, restError } from './restError.ts';
import { rules } from './rules.ts';

/**
 * POST Messages.json. Not idempotent.
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export function sendMessage(office: Office, request: Request, response: Response, seen: RestSeen): void {
  const form = (request.body ?? {}) as Form;
  const wrong = whyRefused(office, form);
  if (wrong) {
    restError(response, 400, wrong.code, wrong.message);
    return;
  }
  const [from, to, body] = [one(form, 'From') ?? '', one(form, 'To') ?? '', one(form, 'Body') ?? ''];
  office.start('a text', async () => {
    const early = office.faults.isEarly(seen);
    const message = await office.messages.send(from, to, body, one(form, 'StatusCallback') ?? null, early);
    response.status(201).json(messageJson(office, message));
  });
}

function whyRefused(office: Office, form: Form): Refusal | null {
  const to = one(form, 'To') ?? '';
  const from = one(form, 'From') ?? '';
  const length = (one(form, 'Body') ?? '').length;
  const callback = one(form, 'StatusCallback');
  const validity = Number(one(form, 'ValidityPeriod') ?? 36_000);
  if (to === '') return { code: 21604, message: "A 'To' phone number is required." };
  if (from === '') return { code: 21603, message: "A 'From' phone number is required." };
  if (!E164.test(to) || to === from) return { code: 21211, message: `Invalid 'To' Phone Number: ${to}` };
  if (!office.numbers.has(from)) return { code: 21606, message: `The 'From' number ${from} cannot send texts.` };
  if (length === 0) return { code: 21602, message: 'Message body is required.' };
  if (length > rules.textCharacters) return { code: 21617, message: 'The message body exceeds 1600 characters.' };
  if (callback !== undefined && !isAddress(callback)) return { code: 21609, message: `Invalid URL: ${callback}` };
  if (!Number.isInteger(validity) || validity < 1 || validity > 36_000) {
    return { code: 20001, message: 'ValidityPeriod must be from 1 to 36000.' };
  }
  const refused = office.faults.textRefusal(to) ?? (office.messages.isStopped(from, to) ? 21610 : null);
  if (refused === 21610) return { code: 21610, message: 'Attempt to send to unsubscribed recipient' };
  return refused === null ? null : { code: refused, message: `The text to ${to} was refused with error ${refused}.` };
}
