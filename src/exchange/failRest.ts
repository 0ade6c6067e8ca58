import type { NextFunction, Request, Response } from 'express';
import type { RestFailure } from './faults.ts';
import type { Office } from './office.ts';
import { restError } from './restError.ts';

const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';

/**
 * Lets a REST request fail: answers it, or leaves it alone, or lets it be carried out by `next` and spoils the answer.
 * Sources: https://www.twilio.com/docs/api/errors/20500 and https://www.twilio.com/docs/api/errors/20429, a request that
 * is answered 429 is never processed.
 */
export function failRest(
  office: Office,
  failure: RestFailure,
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  switch (failure.how) {
    case 'refused':
      restError(response, failure.status, failure.code, `The request was refused with error ${failure.code}.`);
      break;
    case 'serverError':
      restError(response, 500, 20500, 'An internal server error has occurred');
      break;
    case 'tooMany':
      if (failure.retryAfterSeconds !== null) response.set('Retry-After', String(failure.retryAfterSeconds));
      restError(response, 429, 20429, 'Too Many Requests');
      break;
    case 'hang':
      office.flight.leave();
      // Balances the leave of the close.
      response.once('close', () => office.flight.enter());
      break;
    case 'reset':
      request.socket.destroy();
      break;
    case 'answerLost':
      spoil(response, () => request.socket.destroy());
      next();
      break;
    case 'garbage':
      spoil(response, () => response.status(201).type('html').send(page));
      next();
      break;
    case 'noSid':
      spoil(response, () => response.status(201).type('json').send('{}'));
      next();
      break;
  }
}

/** Does something else when the answer is about to be sent. Every answer of the API passes `send`. */
function spoil(response: Response, instead: () => void): void {
  const send = response.send;
  response.send = () => {
    response.send = send;
    instead();
    return response;
  };
}
