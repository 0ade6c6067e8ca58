import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { StartError } from '../domain/errors.ts';
import { keepingLimits } from '../domain/keepingLimits.ts';
import type { Piece, Value } from '../store/dumpRows.ts';
import { migrations } from '../store/migrations.ts';
import { backupFormat } from './backupFormat.ts';

const headShape = z.object({
  nightdesk: z.int(),
  madeAt: z.string(),
  version: z.string(),
  migrations: z.array(z.string()),
});
const tableShape = z.object({ table: z.string(), columns: z.array(z.string()) });
const endShape = z.object({ end: z.literal(true), rows: z.int(), sha256: z.string() });
const bytesShape = z.object({ bytes: z.base64() }).transform(({ bytes }) => Buffer.from(bytes, 'base64'));
const rowShape = z.array(z.union([z.string(), z.number(), z.null(), bytesShape]));

export interface Backup {
  madeAt: string;
  version: string;
  rows: number;
}

/**
 * Reads a backup's file piece by piece. What it gave is worth something only if it came to its end.
 * @param told what the file says of itself, filled in as it is read
 * @throws StartError with a sentence: it is none, it is of a newer version, or it is cut short or damaged
 */
export async function* readBackup(file: string, told: Backup): AsyncGenerator<Piece> {
  const sum = createHash('sha256');
  let place: 'head' | 'rows' | 'end' = 'head';
  try {
    for await (const line of linesOf(file)) {
      const value: unknown = JSON.parse(line.toString());
      if (place === 'end') throw new Damaged('something follows its end');
      if (place === 'head') {
        yield headOf(file, value, told);
        place = 'rows';
      } else {
        const end = endShape.safeParse(value);
        if (end.success) {
          if (end.data.sha256 !== sum.digest('hex') || end.data.rows !== told.rows)
            throw new Damaged('its sum is wrong');
          place = 'end';
          continue;
        }
        yield pieceOf(value, told);
      }
      sum.update(line).update('\n');
    }
  } catch (cause) {
    throw sentence(file, cause, place === 'head');
  }
  if (place !== 'end') throw sentence(file, new Damaged('it has no end'), place === 'head');
}

class Damaged extends Error {
  override name = 'Damaged';
}

function headOf(file: string, value: unknown, told: Backup): Piece {
  const head = headShape.parse(value);
  told.madeAt = head.madeAt;
  told.version = head.version;
  const unknown = head.migrations.filter((name) => !migrations.some((one) => one.name === name));
  if (head.nightdesk > backupFormat || unknown.length > 0)
    throw new StartError(
      `${file} was made by a newer version (${head.version}) than this one; restore it with that version.`,
    );
  return { kind: 'migrations', names: head.migrations };
}

function pieceOf(value: unknown, told: Backup): Piece {
  const table = tableShape.safeParse(value);
  if (table.success) return { kind: 'table', name: table.data.table, columns: table.data.columns };
  told.rows += 1;
  const values: Value[] = rowShape.parse(value);
  return { kind: 'row', values };
}

function sentence(file: string, cause: unknown, isFirst: boolean): unknown {
  if (cause instanceof StartError) return cause;
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOENT') return new StartError(`There is no file ${file}.`, { cause });
  if (code === 'EACCES') return new StartError(`${file} cannot be read; let its owner restore it.`, { cause });
  const isOurs = cause instanceof Damaged || cause instanceof SyntaxError || cause instanceof z.ZodError;
  const isPacked = typeof code === 'string' && code.startsWith('Z_');
  if (!isOurs && !isPacked) return cause;
  if (isFirst && code !== 'Z_BUF_ERROR') return new StartError(`${file} is no backup of Nightdesk.`, { cause });
  return new StartError(`${file} is cut short or damaged, and nothing of it was restored; use another backup.`, {
    cause,
  });
}

/** The lines of a packed file, without their ends. Half a line at the end is one too. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const from = createReadStream(file);
  const unpacked = createGunzip();
  from.once('error', (error) => unpacked.destroy(error));
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of from.pipe(unpacked) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      bytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
    bytes += chunk.length - start;
    if (bytes > keepingLimits.backupLineBytes)
      throw new Damaged(`a line has more than ${keepingLimits.backupLineBytes} bytes`);
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}
