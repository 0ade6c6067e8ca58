import { type DestinationStream, pino } from 'pino';
import type { Log, LogFields } from './domain/ports.ts';

/**
 * Lines for the operator, one JSON object each: level, time, the ids, msg. Nothing of the machine.
 * @param to where the lines go; standard output when absent
 */
export function pinoLog(level: string, to?: DestinationStream): Log {
  const formatters = { level: (label: string) => ({ level: label }) };
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters };
  const logger = to ? pino(options, to) : pino(options);
  return {
    info: (message: string, fields?: LogFields) => logger.info(fields ?? {}, message),
    warn: (message: string, fields?: LogFields) => logger.warn(fields ?? {}, message),
    error: (message: string, fields?: LogFields) => logger.error(fields ?? {}, message),
  };
}
