import { createHash } from 'node:crypto';
import { closeSync, createWriteStream, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Piece, Value } from '../store/dumpRows.ts';
import { backupFormat } from './backupFormat.ts';

export interface Written {
  rows: number;
  tables: number;
  bytes: number;
}

/**
 * Writes a copy of the database as one file, readable by its owner only. It is there under its name only when it is whole
 * and on the disk.
 * @param head what the first line says besides the format
 * @throws when the pieces cannot be read or the file cannot be written; nothing is left of it then
 */
export async function writeBackup(
  file: string,
  pieces: AsyncIterable<Piece>,
  head: { madeAt: string; version: string },
): Promise<Written> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const written: Written = { rows: 0, tables: 0, bytes: 0 };
  try {
    const to = createWriteStream(part, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.from(lines(pieces, head, written)), createGzip(), to);
    written.bytes = to.bytesWritten;
    const descriptor = openSync(part, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return written;
}

/** The lines of the file: what it is, then tables and rows, then a sum over all of it. */
async function* lines(pieces: AsyncIterable<Piece>, head: object, written: Written): AsyncGenerator<string> {
  const sum = createHash('sha256');
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    sum.update(text);
    return text;
  };
  for await (const piece of pieces) {
    if (piece.kind === 'migrations') yield line({ nightdesk: backupFormat, ...head, migrations: piece.names });
    else if (piece.kind === 'table') {
      written.tables += 1;
      yield line({ table: piece.name, columns: piece.columns });
    } else {
      written.rows += 1;
      yield line(piece.values.map(asText));
    }
  }
  yield `${JSON.stringify({ end: true, rows: written.rows, sha256: sum.digest('hex') })}\n`;
}

function asText(value: Value): unknown {
  return Buffer.isBuffer(value) ? { bytes: value.toString('base64') } : value;
}
