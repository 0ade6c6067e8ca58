/** A file has changed: its version comes into force, or is held back and a lead is told. */
import type { Version } from '../domain/records.ts';
import type { SourceChange } from '../domain/sourceChange.ts';
import { heldText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { holdVersion, insertVersion } from '../store/write/versions.ts';
import { freeCode, newRow } from './attempts.ts';
import type { Context } from './context.ts';
import { whomToTell } from './whomToTell.ts';

/** @returns true when what is in force has changed */
export async function sourceChanged(context: Context, change: SourceChange): Promise<boolean> {
  const now = context.clock.now();
  const { kind, name, hash, text, why, changes } = change;
  const version: Version = {
    id: context.ids.next('ver'),
    kind,
    name,
    hash,
    text,
    state: why === null ? 'inForce' : 'quarantined',
    why,
    changes,
    seenAt: now,
    inForceAt: now,
    decidedAt: null,
    acceptedBy: why === null ? 'itself' : '',
  };
  const isInForce = await context.store.transact(async (tx) => {
    if (why === null) return insertVersion(tx, version);
    if (await holdVersion(tx, version)) await askLeads(tx, context, version, change);
    return false;
  });
  if (isInForce) context.log.info('a new version is in force', { version: version.id, kind });
  if (why !== null) context.log.error('alarm: a changed file is held back', { version: version.id, kind });
  context.wake();
  return isInForce;
}

/** Whoever leads a team of this rota, or everybody who leads when it is another file; of those who take our texts. */
async function askLeads(tx: Tx, context: Context, version: Version, { path, isReadable }: SourceChange): Promise<void> {
  const { directory } = context.inForce;
  const all = Object.entries(directory.teams);
  const teams = all.filter(([, team]) => version.kind !== 'rota' || team.rota === version.name);
  const asked = new Set<string>();
  for (const [team] of teams) {
    const person = await whomToTell(tx, context, team, context.clock.now());
    if (!person || asked.has(person.id)) continue;
    asked.add(person.id);
    const { id } = person;
    const code = isReadable ? await freeCode(tx, context, { version: version.id }, id) : null;
    const body = heldText(path.split('/').at(-1) ?? path, version.why ?? '', version.changes, code);
    const row = { toNumber: person.phone, person: id, body, code, versionId: version.id };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'alarm', ...row }));
  }
}
