/** Whatever no other route answers: a front page in plain text, and a clear 404. */
import express, { type Request, type Response, type Router } from 'express';
import { problemBody } from './problem.ts';

const frontPage = `Nightdesk is running.

Its page is not built here: npm run build. To call the hotline on the local exchange, say in a terminal: npm run phone
Ready? /readyz   The API: /api/openapi.json
`;

export function elsewhere(): Router {
  const router = express.Router();
  router.get('/', (_request, response) => void response.type('text/plain').send(frontPage));
  router.use((request: Request, response: Response) => {
    const detail = `There is no ${request.method} ${request.path}; the carrier posts to /voice, /voice/status and /sms.`;
    response
      .status(404)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(404, detail)));
  });
  return router;
}
