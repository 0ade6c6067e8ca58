import { consoleLimits } from '../domain/consoleLimits.ts';
import type { Clock, Log } from '../domain/ports.ts';

/** One line of the log that begins with "alarm:": a sentence, and the ids it is about. */
export interface Alarm {
  at: number;
  text: string;
  about: Record<string, string>;
}

/** Remembers the newest alarms of this process, for the page. @returns the same log, and what it remembers, newest first */
export function rememberAlarms(log: Log, clock: Clock): { log: Log; alarms: readonly Alarm[] } {
  const alarms: Alarm[] = [];
  return {
    alarms,
    log: {
      ...log,
      error(message, fields) {
        log.error(message, fields);
        if (!message.startsWith('alarm:')) return;
        const about = Object.entries(fields ?? {}).map(([name, value]) => [name, String(value ?? '')]);
        alarms.unshift({
          at: clock.now(),
          text: message.slice('alarm:'.length).trim(),
          about: Object.fromEntries(about),
        });
        alarms.length = Math.min(alarms.length, consoleLimits.alarmsRemembered);
      },
    },
  };
}
