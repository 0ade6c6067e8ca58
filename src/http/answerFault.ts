import type { ErrorRequestHandler } from 'express';
import { boundText, errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import type { Log } from '../domain/ports.ts';
import { problemBody } from './problem.ts';

const details: Readonly<Record<number, string>> = {
  413: `A request may have ${limits.requestBytes} bytes and ${limits.formFields} fields.`,
  500: 'The answer could not be made; the log says why.',
};

/** Answers whatever no route caught, without its insides. It belongs on the application: errors pass over routers. */
export function answerFault(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    const which = { method: request.method, path: boundText(request.path) };
    if (status === 500) log.error('a request failed', { ...which, error: errorText(error) });
    else log.warn('a request could not be read', { ...which, status });
    const detail = details[status] ?? 'The request cannot be read.';
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(status, detail)));
  };
}

/** The status with which Express and its parsers mark a fault of the request; 500 for everything else. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
