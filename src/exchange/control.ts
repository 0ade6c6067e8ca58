import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Network } from './network.ts';
import type { Phone } from './phone.ts';
import { rules } from './rules.ts';

/**
 * The hand on the telephones for another process: /exchange/phones and /exchange/log, from this machine only.
 * POST bodies are JSON; a trigger that makes no sense now (a key while nothing is connected) is answered 409 with a reason.
 */
export function control(network: Network): Router {
  const router = express.Router();
  router.use((request: Request, response: Response, next: NextFunction) => {
    const from = request.socket.remoteAddress ?? '';
    if (from === '127.0.0.1' || from === '::1' || from === '::ffff:127.0.0.1') return next();
    response.status(403).json({ error: 'The telephones can be used from this machine only.' });
  });
  router.use(express.json({ limit: '20kb' }));
  router.get('/phones', (_request, response) => {
    response.json({ hotline: hotline(network), phones: [...network.phones.values()].map(describe) });
  });
  router.get('/log', (request, response) => waitForLog(network, request, response));
  router.post('/phones/:number/:what', (request, response) => {
    // A browser sends JSON to another origin only after asking, and is never answered yes.
    if (!request.is('application/json')) return void response.status(415).json({ error: 'Send JSON.' });
    const body = (request.body ?? {}) as Record<string, unknown>;
    if (!/^\+[1-9]\d{6,14}$/.test(request.params.number))
      return void response.status(400).json({ error: 'The number is not in the form +16085550142.' });
    const phone = network.phone(request.params.number);
    const act = triggers[request.params.what];
    if (!act) return void response.status(404).json({ error: `A phone cannot ${request.params.what}.` });
    try {
      act(network, phone, (name) => (typeof body[name] === 'string' ? body[name] : undefined), body);
      response.json(describe(phone));
    } catch (error) {
      response.status(409).json({ error: error instanceof Error ? error.message : String(error) });
    }
  });
  return router;
}

type Trigger = (
  network: Network,
  phone: Phone,
  field: (name: string) => string | undefined,
  body: Record<string, unknown>,
) => void;

const triggers: Readonly<Record<string, Trigger>> = {
  dial: (network, phone, field, body) =>
    phone.dial(field('to') ?? hotline(network), {
      forwardedFrom: field('forwardedFrom'),
      withheld: body.withheld === true,
    }),
  answer: (_network, phone) => phone.answer(),
  press: (_network, phone, field) => phone.press((field('keys') ?? '').replace(/[^0-9*#]/g, '')),
  say: (_network, phone, field) => phone.say(field('text') ?? ''),
  'hang-up': (_network, phone) => phone.hangUp(),
  text: (network, phone, field) => phone.text(field('to') ?? hotline(network), field('body') ?? ''),
};

function hotline(network: Network): string {
  return [...(network.offices[0]?.numbers.keys() ?? [])][0] ?? '';
}

function describe(phone: Phone) {
  const { number, state, connectedTo } = phone;
  return {
    number,
    state,
    ringing: phone.ringing,
    connectedTo,
    behaviour: phone.settings.behaviour,
    lastText: phone.lastText,
  };
}

/** Entries after `after`; when there are none, waits for one, at most 20 s of the exchange's clock or `wait` ms. */
function waitForLog(network: Network, request: Request, response: Response): void {
  const after = Number(request.query.after) || 0;
  const wait = Math.min(rules.logWait, Math.max(0, Number(request.query.wait ?? rules.logWait) || 0));
  const last = () => network.journal.log.at(-1)?.id ?? 0;
  const answer = () => {
    response.json({
      now: network.clock.now(),
      last: last(),
      entries: network.journal.log.filter((entry) => entry.id > after),
    });
  };
  if (last() > after || wait === 0) {
    answer();
    return;
  }
  const stop = () => {
    forget();
    timer.cancel();
  };
  const finish = () => {
    stop();
    answer();
  };
  const forget = network.journal.onEntry(finish);
  const timer = network.clock.after(wait, finish);
  response.once('close', stop);
}
