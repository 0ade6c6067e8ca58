import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';

/** Free room where the data folder is, and the database's file. */
export async function checkDisk({ dataDir, databaseUrl }: Config, free = room): Promise<Check> {
  const folders = [dataDir];
  if (databaseUrl.startsWith('sqlite:')) folders.push(dirname(databaseUrl.slice('sqlite:'.length)));
  const rooms = await Promise.all([...new Set(folders.map(nearest))].map(free));
  const megabytes = Math.min(...rooms);
  const where = [...new Set(folders)].join(' and ');
  const elsewhere = databaseUrl.startsWith('sqlite:') ? '' : " PostgreSQL's own disk is not seen from here.";
  return megabytes < outsideLimits.freeMegabytes
    ? {
        name: 'disk',
        state: 'wrong',
        says: `${megabytes} MB are free for ${where}; on a full disk nothing can be committed: free some, ${outsideLimits.freeMegabytes} MB at the least.`,
      }
    : { name: 'disk', state: 'well', says: `${megabytes} MB are free for ${where}.${elsewhere}` };
}

/** A folder that the first start will make lies where its parent lies. */
function nearest(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

async function room(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / 1_000_000);
}
