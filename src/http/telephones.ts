/** The telephones of the local exchange for the page: what the exchange lets this machine do, behind our sign-in. */
import express, { type Router } from 'express';
import type { Context } from '../actions/context.ts';
import { consoleLimits } from '../domain/consoleLimits.ts';
import { parsePhone } from '../domain/phone.ts';
import { Problem } from './problem.ts';

/**
 * @param exchangeUrl of the local exchange; null where real telephones are in use, and then there is nothing to try
 * @param context with the directory, whose departments may be called from
 */
export function telephones(exchangeUrl: string | null, context: Pick<Context, 'inForce'>): Router {
  const router = express.Router();
  const ask = async (path: string, init: RequestInit) => {
    if (exchangeUrl === null) throw new Problem(404, 'Real telephones are in use: there are none here to try.');
    const answer = await fetch(`${exchangeUrl}/exchange/${path}`, init);
    return { status: answer.status, body: await answer.text() };
  };
  router.get('/phones', async (_request, response) => {
    const { status, body } = await ask('phones', {});
    response.status(status).type('json').send(body);
  });
  router.get('/known', (_request, response) => {
    const { partners, desk, helpDesk } = context.inForce.directory;
    response.json({
      callers: partners.flatMap(({ department, numbers }) => numbers.map((number) => ({ name: department, number }))),
      others: [desk, ...(helpDesk ? [helpDesk] : [])].map(({ name, number }) => ({ name, number })),
    });
  });
  router.get('/log', async (request, response) => {
    const after = Math.trunc(Number(request.query.after)) || 0;
    const wait = Math.min(consoleLimits.telephonesMilliseconds, Number(request.query.wait) || 0);
    const { status, body } = await ask(`log?after=${after}&wait=${wait}`, {});
    response.status(status).type('json').send(body);
  });
  router.post('/phones/:number/:what', async (request, response) => {
    const { what } = request.params;
    // As people write it; one that is none is the exchange's to refuse.
    const number = parsePhone(request.params.number, 'US') ?? request.params.number;
    const { status, body } = await ask(`phones/${encodeURIComponent(number)}/${encodeURIComponent(what)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request.body ?? {}),
    });
    response.status(status).type('json').send(body);
  });
  return router;
}
