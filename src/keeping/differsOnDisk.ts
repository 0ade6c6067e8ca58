import { StartError } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { VersionKind } from '../domain/records.ts';
import type { Place } from '../store/connect.ts';
import { lookAtVersions } from '../store/lookAtVersions.ts';

/**
 * What comes into force again with a copy, although the files say something else by now.
 * @param read a file of the folders of now; throws StartError when it cannot be read
 * @returns a line for whoever restored it, or none
 */
export async function differsOnDisk(
  place: Place,
  read: (kind: VersionKind, name: string) => { text: string },
  log: Log,
): Promise<string[]> {
  const differing = (await lookAtVersions(place, log)).filter(({ kind, name, text }) => {
    try {
      return read(kind, name).text !== text;
    } catch (error) {
      if (error instanceof StartError) return true;
      throw error;
    }
  });
  if (differing.length === 0) return [];
  const names = differing.map(({ name }) => (name.includes('.') ? name : `${name}.yaml`)).sort();
  return [
    `In force is what the copy holds, and the files of now differ: ${names.join(', ')}. They are judged anew when the service starts, and may be held back; npm run doctor says so.`,
  ];
}
