/** A file has changed: its version comes into force, or is held back and a lead is told. */
import { filesOf } from '../domain/directory.ts';
import type { Version } from '../domain/records.ts';
import type { SourceChange } from '../domain/sourceChange.ts';
import { heldText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { currentRevision } from '../store/read/currentRevision.ts';
import { waitForCounter } from '../store/write/numbers.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import {
  decideVersion,
  heldVersions,
  holdVersion,
  insertVersion,
  isHeld,
  isRejected,
  lockVersion,
} from '../store/write/versions.ts';
import { freeCode } from './attempts.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { whomToTell } from './whomToTell.ts';

/**
 * Puts a changed file in force, with those that come with it, or holds them back together. What a human has rejected stays
 * rejected until the file has another text.
 * @param revision of what it was judged against
 * @returns what became of it; 'stale' when something else has come into force since: then nothing is written
 */
export async function sourceChanged(
  context: Context,
  change: SourceChange,
  revision: number,
): Promise<'inForce' | 'held' | 'known' | 'stale'> {
  const { kind, why } = change;
  const companions = change.comesWith.map((one) =>
    newVersion(context, { ...change, ...one }, `It comes with ${change.path}.`),
  );
  const version = { ...newVersion(context, change, why), together: why === null ? [] : companions.map(({ id }) => id) };
  const became = await context.store.transact(async (tx) => {
    // Whoever changes what is in force waits for this.
    await waitForCounter(tx, 'revision');
    if ((await currentRevision(tx)) !== revision) return 'stale';
    if (why === null) {
      if (await isRejected(tx, change)) return 'known';
      for (const one of companions) await insertVersion(tx, inForce(one));
      return (await insertVersion(tx, inForce(version))) ? 'inForce' : 'known';
    }
    if (!(await holdVersion(tx, version, companions))) return 'known';
    await askLeads(tx, context, version, change);
    return 'held';
  });
  if (became === 'inForce') context.log.info('a new version is in force', { version: version.id, kind });
  if (became === 'held') context.log.error('alarm: a changed file is held back', { version: version.id, kind });
  context.wake();
  return became;
}

type NewText = Pick<
  SourceChange,
  'kind' | 'name' | 'hash' | 'text' | 'changes' | 'judgedBy' | 'isReadable' | 'comesWith'
>;

function newVersion(
  context: Context,
  { kind, name, hash, text, changes, ...judged }: NewText,
  why: string | null,
): Version {
  const now = context.clock.now();
  const beside = judged.comesWith.map((one) => `${one.name} ${one.hash}`);
  return {
    id: context.ids.next('ver'),
    kind,
    name,
    hash,
    text,
    state: judged.isReadable ? 'quarantined' : 'unreadable',
    why,
    changes,
    seenAt: now,
    inForceAt: now,
    decidedAt: null,
    acceptedBy: '',
    judgedBy: [judged.judgedBy, ...beside].join('\n'),
    together: [],
  };
}

function inForce(version: Version): Version {
  return { ...version, state: 'inForce', why: null, judgedBy: '', acceptedBy: 'itself' };
}

/** Whoever leads a team of this rota, or each team's lead when it is another file; of those who take our texts. */
async function askLeads(tx: Tx, context: Context, version: Version, { path, isReadable }: SourceChange): Promise<void> {
  const { directory } = context.inForce;
  const all = Object.entries(directory.teams);
  const isOf = (team: (typeof all)[number][1]) => filesOf(team).some(({ name }) => name === version.name);
  const teams = all.filter(([, team]) => version.kind !== 'rota' || isOf(team));
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

/**
 * What is held back and is not on the disk any more is over: nobody can approve by mistake what somebody has taken back.
 * @param isOnDisk is this still the text that the disk has under its name?
 */
export async function withdrawHeld(context: Context, isOnDisk: (version: Version) => boolean): Promise<void> {
  const held = await heldVersions(context.store.read);
  for (const { id } of held.filter((version) => !isOnDisk(version))) {
    const isOver = await context.store.transact(async (tx) => {
      const version = await lockVersion(tx, id);
      if (!version || !isHeld(version)) return false;
      await decideVersion(tx, id, { state: 'superseded' });
      return true;
    });
    if (isOver) context.log.info('a held version is not on the disk any more', { version: id });
  }
}
