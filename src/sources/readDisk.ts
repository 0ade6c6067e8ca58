import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { VersionKind } from '../domain/records.ts';
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

/** Reads sources from the disk; nothing is ever written back to it. */
export function readDisk(folders: Folders): ReadSource {
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
      return { path, text: readFileSync(path, 'utf8') };
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
