/** The demo's clock, for the page. The ordinary service has none. */
import express, { type Router } from 'express';
import { z } from 'zod';
import { consoleLimits } from '../domain/consoleLimits.ts';
import { iso } from './iso.ts';
import { Problem } from './problem.ts';

export interface DemoControl {
  now(): number;
  /** @param untilPhone stops as soon as a phone rings or gets a text */
  forward(seconds: number, untilPhone: boolean): Promise<void>;
}

const forwardBody = z.strictObject({
  seconds: z.int().min(1).max(consoleLimits.demoForwardSeconds),
  untilPhone: z.boolean().optional(),
});

export function demo(control: DemoControl | null): Router {
  const router = express.Router();
  router.use((_request, _response, next) => {
    if (control === null) throw new Problem(404, 'Time cannot be moved here: this is no demo (npm run demo).');
    next();
  });
  router.get('/', (_request, response) => response.json({ now: iso(control?.now() ?? 0) }));
  router.post('/forward', async (request, response) => {
    const { seconds, untilPhone = false } = forwardBody.parse(request.body);
    await control?.forward(seconds, untilPhone);
    response.json({ now: iso(control?.now() ?? 0) });
  });
  return router;
}
