import { StartError } from '../domain/errors.ts';
import type { Version } from '../domain/records.ts';
import type { ReadSource } from './checkSources.ts';

/** Reads sources out of versions; of several of a name the first is meant. */
export function readVersions(versions: readonly Version[]): ReadSource {
  return (kind, name) => {
    const found = versions.find((one) => one.kind === kind && one.name === name);
    if (!found) throw new StartError(`There is no version of ${name} (${kind}) in force.`);
    return { path: nameOfFile(name), text: found.text };
  };
}

/** How sentences name a file that is not on the disk. */
export function nameOfFile(name: string): string {
  return name.includes('.') ? name : `${name}.yaml`;
}
