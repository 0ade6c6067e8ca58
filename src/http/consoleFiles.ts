/** The page, as Vite has built it; without a build, elsewhere.ts answers in plain text. */
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';

/** Beside the compiled rooms; from the source it is the same folder. */
const folder = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** What the address bar may say: all of it is one document. */
const pages = ['/', '/phones', '/now', '/cases', '/cases/:number', '/rotas', '/flow', '/welcome'];

export function consoleFiles(): Router {
  const router = express.Router();
  // Their names have a hash of what is in them.
  router.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', fallthrough: true }));
  router.get('/icon.svg', (_request, response, next) =>
    response.sendFile(`${folder}/icon.svg`, (error) => error && next()),
  );
  router.get(pages, (_request, response, next) => {
    response.set('cache-control', 'no-cache');
    response.sendFile(`${folder}/index.html`, (error) => {
      if (error) next();
    });
  });
  return router;
}
