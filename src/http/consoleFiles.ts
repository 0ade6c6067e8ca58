/** The page, as Vite has built it; without a build, elsewhere.ts answers in plain text. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { consolePages } from './consolePages.ts';

/** Beside the compiled rooms; from the source it is the same folder. */
const folder = fileURLToPath(new URL('../../dist/console', import.meta.url));

const endings = { br: '.br', gzip: '.gz' } as const;

export function consoleFiles(): Router {
  const router = express.Router();
  router.get('/assets/:name', (request, response, next) => {
    const { name } = request.params;
    const found = request.acceptsEncodings(['br', 'gzip', 'identity']);
    const squeezed = found === 'br' || found === 'gzip' ? found : null;
    response.type(extname(name)).vary('accept-encoding');
    if (squeezed) response.set('content-encoding', squeezed);
    // Their names have a hash of what is in them.
    const options = { root: `${folder}/assets`, immutable: true, maxAge: '1y' };
    response.sendFile(`${name}${squeezed ? endings[squeezed] : ''}`, options, (error) => {
      if (!error || response.headersSent) return;
      response.removeHeader('content-encoding');
      response.removeHeader('content-type');
      next();
    });
  });
  router.get('/icon.svg', (_request, response, next) =>
    response.sendFile(`${folder}/icon.svg`, (error) => error && next()),
  );
  router.get([...consolePages], (_request, response, next) => {
    response.set('cache-control', 'no-cache');
    response.sendFile(`${folder}/index.html`, (error) => {
      if (error) next();
    });
  });
  return router;
}
