import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { byAccount, notFound } from './byAccount.ts';
import { shownEvents } from './callEvents.ts';
import { failRest } from './failRest.ts';
import type { RestSeen } from './faults.ts';
import { list } from './list.ts';
import type { Network } from './network.ts';
import { numbers } from './numbers.ts';
import type { Office } from './office.ts';
import { placeCall } from './placeCall.ts';
import { wav } from './recordings.ts';
import { callJson, eventJson, messageJson, recordingJson } from './resources.ts';
import { restError } from './restError.ts';
import { sendMessage } from './sendMessage.ts';
import { standing } from './standing.ts';
import { updateCall } from './updateCall.ts';

/**
 * The REST API under /2010-04-01, as far as a hotline uses it. The credentials say whose resources are seen; an account's
 * sid with the token of another is not authenticated.
 * Source: https://www.twilio.com/docs/voice/api, https://www.twilio.com/docs/messaging/api and
 * https://www.twilio.com/docs/usage/requests-to-twilio
 */
export function restApi(network: Network): Router {
  return byAccount(network, accountApi);
}

/** What one account can ask. */
function accountApi(office: Office): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '100kb' }));
  router.use((request: Request, response: Response, next: NextFunction) => {
    const seen = seenBy(request);
    const failure = office.faults.takeFailure(seen);
    if (failure) return failRest(office, failure, request, response, next);
    if (office.faults.isHeld(seen)) holdAnswer(office, response);
    next();
  });
  const account = '/Accounts/:account';
  router.use(account, (request, response, next) => {
    if (request.params.account?.replace(/\.json$/, '') === office.accountSid) return next();
    notFound(request, response);
  });
  standing(office, router, account);
  numbers(office, router, account);
  calls(office, router, account);
  texts(office, router, account);
  recordings(office, router, account);
  router.use(notFound);
  return router;
}

function calls(office: Office, router: Router, account: string): void {
  router.post(`${account}/Calls.json`, (request, response) => placeCall(office, request, response, seenBy(request)));
  router.get(`${account}/Calls.json`, (request, response) => {
    const { To, From, Status, ParentCallSid } = request.query;
    const found = [...office.calls.values()]
      .reverse()
      .filter(
        (call) =>
          is(To, call.to) &&
          is(From, call.from) &&
          is(Status, call.status) &&
          is(ParentCallSid, call.parent?.sid ?? ''),
      );
    list(
      request,
      response,
      'calls',
      found.map((call) => callJson(office, call)),
    );
  });
  router.get(`${account}/Calls/:sid.json`, (request, response) => {
    const call = office.calls.get(request.params.sid ?? '');
    if (call) response.json(callJson(office, call));
    else notFound(request, response);
  });
  router.get(`${account}/Calls/:sid/Events.json`, (request, response) => {
    const call = office.calls.get(request.params.sid ?? '');
    if (call) list(request, response, 'events', shownEvents(office, call).map(eventJson));
    else notFound(request, response);
  });
  router.post(`${account}/Calls/:sid.json`, (request, response) => {
    const call = office.calls.get(request.params.sid ?? '');
    if (call) updateCall(office, call, request, response);
    else notFound(request, response);
  });
}

function texts(office: Office, router: Router, account: string): void {
  router.post(`${account}/Messages.json`, (request, response) =>
    sendMessage(office, request, response, seenBy(request)),
  );
  router.get(`${account}/Messages.json`, (request, response) => {
    const { To, From } = request.query;
    const found = office.messages.all().filter((message) => is(To, message.to) && is(From, message.from));
    list(
      request,
      response,
      'messages',
      found.map((message) => messageJson(office, message)),
    );
  });
  router.delete(`${account}/Messages/:sid.json`, (request, response) => removeText(office, request, response));
  router.get(`${account}/Messages/:sid.json`, (request, response) => {
    const message = office.messages.find(request.params.sid ?? '');
    if (message) response.json(messageJson(office, message));
    else notFound(request, response);
  });
}

/** A text that is not settled cannot be deleted. Source: https://www.twilio.com/docs/messaging/api/message-resource#delete-a-message-resource */
function removeText(office: Office, request: Request<{ sid?: string }>, response: Response): void {
  const removed = office.messages.remove(request.params.sid ?? '');
  if (removed === 'removed') response.status(204).end();
  else if (removed === 'underWay')
    restError(response, 409, 20009, 'Cannot delete message because delivery is not finished');
  else notFound(request, response);
}

function recordings(office: Office, router: Router, account: string): void {
  router.get(`${account}/Recordings/:sid.json`, (request, response) => {
    const recording = office.recordings.find(request.params.sid ?? '');
    if (recording) response.json(recordingJson(office, recording));
    else notFound(request, response);
  });
  const sound = (request: Request<{ sid?: string }>, response: Response) => {
    const recording = office.recordings.find(request.params.sid ?? '');
    // A recording may not be ready when its action is requested.
    if (recording?.ready) response.type('audio/x-wav').send(wav(recording.seconds));
    else notFound(request, response);
  };
  for (const path of ['Recordings', 'Transcriptions'])
    router.delete(`${account}/${path}/:sid.json`, (request, response) => {
      if (office.recordings.remove(request.params.sid ?? '')) response.status(204).end();
      else notFound(request, response);
    });
  router.get(`${account}/Recordings/:sid.wav`, sound);
  router.get(`${account}/Recordings/:sid`, sound);
}

function seenBy(request: Request): RestSeen {
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries((request.body as Record<string, unknown> | undefined) ?? {})) {
    fields[key] = Array.isArray(value) ? value.join(' ') : String(value);
  }
  return { method: request.method, path: request.originalUrl.split('?', 1)[0] ?? '', fields };
}

/** What was asked is done, but nobody hears of it; a kept back answer is no longer in flight. */
function holdAnswer(office: Office, response: Response): void {
  const send = response.json.bind(response);
  office.flight.leave();
  response.json = (body) => {
    office.faults.keepBack(() => void send(body));
    return response;
  };
  // Balances the leave of the close.
  response.once('close', () => office.flight.enter());
}

function is(wanted: unknown, value: string): boolean {
  return typeof wanted !== 'string' || wanted === '' || wanted === value;
}
