import type { Request, Response } from 'express';
import type { Call } from './call.ts';
import type { Office } from './office.ts';
import { type Form, isAddress, one } from './placeCall.ts';
import { callJson } from './resources.ts';
import { type Refusal, restError } from './restError.ts';
import { Redirected } from './runCall.ts';

/**
 * POST Calls/{Sid}.json. Status=canceled ends a call that is queued (with no callback at all) or ringing and changes
 * nothing on one that has been answered; Status=completed ends an answered one too; Url sends a live call elsewhere.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
 */
export function updateCall(office: Office, call: Call, request: Request, response: Response): void {
  const form = (request.body ?? {}) as Form;
  const wrong = whyRefused(call, form);
  if (wrong) {
    restError(response, 400, wrong.code, wrong.message);
    return;
  }
  const status = one(form, 'Status');
  const url = one(form, 'Url');
  const silently = call.direction !== 'inbound' && !call.initiated;
  if (status === 'canceled' && call.answeredAt === null) call.end('canceled', silently);
  if (status === 'completed') call.end(call.answeredAt === null ? 'canceled' : 'completed', silently);
  if (url !== undefined) {
    call.lastRequest = null;
    call.interrupt(new Redirected({ url, method: one(form, 'Method') === 'GET' ? 'GET' : 'POST', fields: {} }));
    call.bridge?.end();
  }
  response.json(callJson(office, call));
}

function whyRefused(call: Call, form: Form): Refusal | null {
  const url = one(form, 'Url');
  if (call.over) return { code: 21220, message: `Call ${call.sid} has ended (${call.status}). Cannot update it.` };
  if (url === undefined) return null;
  if (call.status !== 'in-progress') return { code: 21220, message: 'Call is not in-progress. Cannot redirect.' };
  return isAddress(url) ? null : { code: 21205, message: `Url is not a valid URL: ${url}` };
}
