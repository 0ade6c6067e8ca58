import { type VersionAct, whyNotVersion } from '../domain/allowed.ts';
import type { Version } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { heldVersions, isHeld, lockVersion, decideVersion as writeDecision } from '../store/write/versions.ts';
import type { Context } from './context.ts';

/**
 * A human approves or rejects a version that is held back.
 * @param by a name for the record: who decided, and how
 * @returns null when it is done, else why not as a sentence
 */
export async function decideVersion(
  tx: Tx,
  context: Context,
  id: string,
  act: VersionAct,
  by: string,
): Promise<string | null> {
  // What comes with another one is decided with it.
  const above = (await heldVersions(tx)).find(({ together }) => together.includes(id));
  if (above) return decideVersion(tx, context, above.id, act, by);
  const version = await lockVersion(tx, id);
  if (!version) return 'There is no such version.';
  const why = whyNotVersion(act, version.state);
  if (why !== null) return why;
  // They go first: they are what this one refers to.
  const held: Version[] = [];
  for (const one of [...version.together, id]) {
    const found = await lockVersion(tx, one);
    if (found && isHeld(found)) held.push(found);
  }
  if (act === 'approve' && held.length <= version.together.length) return whyNotVersion(act, 'superseded');
  const now = context.clock.now();
  const state = act === 'approve' ? ('inForce' as const) : ('rejected' as const);
  for (const one of held) await writeDecision(tx, one.id, { state, decidedAt: now, inForceAt: now, acceptedBy: by });
  context.log.info(act === 'approve' ? 'a held version was approved' : 'a held version was rejected', { version: id });
  return null;
}

/** The same, in a transaction of its own. */
export async function decideVersionNow(
  context: Context,
  id: string,
  act: VersionAct,
  by: string,
): Promise<string | null> {
  return context.store.transact((tx) => decideVersion(tx, context, id, act, by));
}
