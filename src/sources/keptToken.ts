import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';

/**
 * The token of the API, made at the first start and readable by its owner only. One that is too short, such as that of
 * a file that a full disk left empty, is made anew.
 * @param dataDir its folder, made when it is not there
 * @param newSecret makes a secret
 * @throws StartError when the file is there and cannot be read
 */
export function keptToken(dataDir: string, newSecret: () => string): string {
  const file = join(dataDir, 'admin-token');
  const kept = readToken(file);
  if (kept.length >= limits.adminTokenCharacters) return kept;
  const token = newSecret();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // Renamed when it is whole, so that nobody ever reads half a token. An older file would keep its own mode.
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, `${token}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(`${file}.new`, file);
  return token;
}

/** '' when there is no such file. */
function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw new StartError(`${file} cannot be read; let its owner run this program, or set ADMIN_TOKEN.`, { cause });
  }
}
