import { timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Network } from './network.ts';
import type { Office } from './office.ts';
import { restError } from './restError.ts';

/**
 * An API whose credentials say which account is asked; an account's sid with the token of another is not authenticated.
 * Source: https://www.twilio.com/docs/usage/requests-to-twilio
 */
export function byAccount(network: Network, apiOf: (office: Office) => Router): Router {
  const router = express.Router();
  const accounts = network.offices.map((office) => ({ office, api: apiOf(office) }));
  router.use((request: Request, response: Response, next: NextFunction) => {
    network.flight.enter();
    response.once('close', () => network.flight.leave());
    // The carrier's own time, which is the exchange's.
    response.set('date', new Date(network.clock.now()).toUTCString());
    const account = accounts.find(({ office }) => authorised(office, request.headers.authorization));
    if (account) account.api(request, response, next);
    else restError(response, 401, 20003, 'Authenticate');
  });
  return router;
}

export function notFound(request: Request, response: Response): void {
  restError(response, 404, 20404, `The requested resource ${request.originalUrl.split('?', 1)[0]} was not found`);
}

function authorised(office: Office, header: string | undefined): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`${office.accountSid}:${office.authToken}`).toString('base64')}`);
  const given = Buffer.from(header ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
