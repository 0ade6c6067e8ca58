import express, { type Request, type Response, type Router } from 'express';
import { byAccount, notFound } from './byAccount.ts';
import type { Network } from './network.ts';
import { numberSid } from './numbers.ts';
import type { Office } from './office.ts';

/**
 * Messaging services under /v1, as far as it must be known which of them takes the texts of a number.
 * Source: https://www.twilio.com/docs/messaging/api/service-resource
 */
export function messagingApi(network: Network): Router {
  return byAccount(network, servicesOf);
}

function servicesOf(office: Office): Router {
  const router = express.Router();
  router.get('/Services', (request, response) => {
    const services = office.standing.services.map(({ sid, inboundUrl, leavesToNumber }) => ({
      sid,
      account_sid: office.accountSid,
      friendly_name: 'A service',
      inbound_request_url: inboundUrl,
      inbound_method: 'POST',
      use_inbound_webhook_on_number: leavesToNumber,
    }));
    page(request, response, 'services', services);
  });
  router.get('/Services/:sid/PhoneNumbers', (request, response) => {
    const service = office.standing.services.find(({ sid }) => sid === request.params.sid);
    if (!service) return notFound(request, response);
    const numbers = service.numbers.map((number) => ({
      sid: numberSid(number),
      account_sid: office.accountSid,
      service_sid: service.sid,
      phone_number: number,
      capabilities: ['SMS', 'Voice'],
    }));
    page(request, response, 'phone_numbers', numbers);
  });
  router.use(notFound);
  return router;
}

/** A list in the shape of the newer APIs: all of it on one page. */
function page(request: Request, response: Response, key: string, items: unknown[]): void {
  const url = request.originalUrl;
  const meta = { key, page: 0, page_size: 50, url, first_page_url: url, previous_page_url: null, next_page_url: null };
  response.json({ [key]: items, meta });
}
