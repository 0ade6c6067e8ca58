/** Whatever no other route answers: a front page in plain text, a clear 404, and errors without their insides. */
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Log } from '../domain/ports.ts';
import { problemBody } from './problem.ts';

const frontPage = `Nightdesk is running.

To call the hotline on the local exchange, say in a terminal: npm run phone
Ready? /readyz   The API: /api/openapi.json
`;

export function elsewhere(log: Log): Router {
  const router = express.Router();
  router.get('/', (_request, response) => void response.type('text/plain').send(frontPage));
  router.use((request: Request, response: Response) => {
    const detail = `There is no ${request.method} ${request.path}; the carrier posts to /voice, /voice/status and /sms.`;
    response
      .status(404)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(404, detail)));
  });
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
    const isTheirs = status >= 400 && status < 500;
    if (!isTheirs) log.error('a request failed', { error: String(error) });
    const detail = isTheirs ? 'The request cannot be read.' : 'The answer could not be made; the log says why.';
    const code = isTheirs ? status : 500;
    response
      .status(code)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(code, detail)));
  });
  return router;
}
