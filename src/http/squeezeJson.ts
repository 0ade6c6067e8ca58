import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';
import { consoleLimits } from '../domain/consoleLimits.ts';

/**
 * Long answers in JSON go out in gzip, to whoever takes it. What holds a secret, such as a session's csrf, is shorter
 * than that: how long a squeezed answer is can tell nothing of it.
 */
export const squeezeJson: RequestHandler = (request, response, next) => {
  response.vary('accept-encoding');
  if (!request.acceptsEncodings('gzip')) return next();
  const plain = response.json.bind(response);
  response.json = (body: unknown) => {
    const text = JSON.stringify(body) ?? '';
    if (Buffer.byteLength(text) < consoleLimits.squeezedBytes) return plain(body);
    gzip(text, (error, squeezed) => {
      if (error) plain(body);
      else response.type('json').set('content-encoding', 'gzip').send(squeezed);
    });
    return response;
  };
  next();
};
