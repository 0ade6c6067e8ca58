import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { VersionKind } from '../domain/records.ts';
import { textOfCalendar } from '../oncall/readLines.ts';
import type { ReadSource } from './checkSources.ts';

interface Folders {
  flowsDir: string;
  schedulesDir: string;
}

/** The file of a source. */
function pathOf(kind: VersionKind, name: string, { flowsDir, schedulesDir }: Folders): string {
  if (kind === 'flow') return join(flowsDir, `${name}.yaml`);
  return join(schedulesDir, name.includes('.') ? name : `${name}.yaml`);
}

function isCalendar(kind: VersionKind, name: string): boolean {
  return kind === 'rota' || (kind === 'hours' && name !== 'hours');
}

/** Without a byte order mark, and without U+0000, which PostgreSQL cannot store. */
function textOfYaml(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\u0000', '');
}

/** Remembers what had to be converted: that takes its time, and files are looked at every few seconds. */
function calendarTexts() {
  const converted = new Map<string, { bytes: Buffer; text: string }>();
  return (path: string, bytes: Buffer): string => {
    const before = converted.get(path);
    if (before?.bytes.equals(bytes)) return before.text;
    const text = textOfCalendar(bytes);
    if (Buffer.byteLength(text) === bytes.length) converted.delete(path);
    else converted.set(path, { bytes, text });
    return text;
  };
}

/** Reads sources from the disk; nothing is ever written back to it. */
export function readDisk(folders: Folders): ReadSource {
  const textOf = calendarTexts();
  return (kind, name) => {
    const path = pathOf(kind, name, folders);
    const most = kind === 'rota' ? limits.rotaBytes : limits.sourceBytes;
    try {
      if (statSync(path).size > most)
        throw new StartError(
          kind === 'rota'
            ? `${path} line 1: The rota is larger than ${most} bytes. Export fewer years, or split it.`
            : `${path} is larger than ${most} bytes; make it smaller.`,
        );
      const bytes = readFileSync(path);
      return { path, text: isCalendar(kind, name) ? textOf(path, bytes) : textOfYaml(bytes) };
    } catch (cause) {
      if (cause instanceof StartError) throw cause;
      throw new StartError(
        `${path} cannot be read; put it there, or name its folder with FLOWS_DIR or SCHEDULES_DIR.`,
        {
          cause,
        },
      );
    }
  };
}
