import { StartError } from './domain/errors.ts';

/**
 * Why something did not start, in a sentence for whoever started it; what nobody expected, with where it came from.
 * @param what did not start
 */
export function sayStartFault(what: string, error: unknown): string {
  return `${what} did not start. ${sentenceOf(error)}\n`;
}

function sentenceOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken by another program; stop it or set PORT and EXCHANGE_PORT to others.';
  if (error instanceof StartError) return error.message;
  return String(error instanceof Error ? error.stack : error);
}
