/** What one call costs, for docs/scaling.md: NIGHTDESK_TEST_FIGURES=1 npx vitest run test/perCall.test.ts */
import { describe, expect, test } from 'vitest';
import { dumpRows } from '../src/store/dumpRows.ts';
import { sqlOf } from '../src/store/handle.ts';
import { whatIsDue } from '../src/store/write/due.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { callsAndLeaves, isWoken, opensRoutine, takesByText } from './night/sayings.ts';
import type { Scene } from './night/story.ts';

const quiet = { info() {}, warn() {}, error() {} };
const times = 20;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Rows and bytes of text, without the sounds, of every table. */
async function sizeOf(night: Night) {
  let [rows, bytes, sounds] = [0, 0, 0];
  for await (const piece of dumpRows(night.database, quiet)) {
    if (piece.kind !== 'row') continue;
    rows += 1;
    for (const value of piece.values)
      if (Buffer.isBuffer(value)) sounds += value.length;
      else bytes += String(value ?? '').length;
  }
  const sql = sqlOf(night.app.context.store.read);
  const onDisk =
    night.kind === 'postgres'
      ? Number(
          (
            await sql.raw(
              `SELECT sum(pg_total_relation_size(c.oid)) AS size FROM pg_class c
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'recordings'`,
            )
          ).rows[0].size,
        )
      : 0;
  return { rows, bytes, sounds, onDisk };
}

const scenes = {
  'a critical call, left, taken by text, done': async (scene: Scene) => {
    await callsAndLeaves(scene);
    await isWoken(scene.kim, /CS\d+/);
    await takesByText(scene.kim, '47', 'CS\\d+');
    await scene.kim.texts('done 47');
  },
  'a call that can wait, with no message': ({ caller }: Scene) => opensRoutine(caller),
};

describe.runIf(process.env.NIGHTDESK_TEST_FIGURES)('what it costs', () => {
  for (const kind of databases)
    test.each(Object.entries(scenes))(
      `%s on ${kind}`,
      async (title, play) => {
        const night = await Night.begin(kind, { retentionDays: 0 });
        const scene = { night, ...night.phones } as unknown as Scene;
        let rest = 0;
        night.exchange.faults.failRest(() => {
          rest += 1;
          return false;
        }, 'reset');
        const count = async () => ({
          ...(await sizeOf(night)),
          commits: await night.app.context.store.changes.current(),
          webhooks: night.exchange.webhooks.length,
          rest,
        });
        const before = await count();
        for (let i = 0; i < times; i += 1) {
          await play(scene);
          for (const phone of Object.values(night.phones)) if (phone.phone.state !== 'idle') await phone.hangsUp();
          // Nobody is known again by their number.
          await night.passes(50 * 3_600);
        }
        const after = await count();
        const each = Object.entries(after).map(
          ([name, value]) => `${name} ${((value - before[name as keyof typeof before]) / times).toFixed(1)}`,
        );
        print(`${kind}, ${title}: ${each.join(', ')}`);
        const { store } = night.app.context;
        const began = performance.now();
        for (let i = 0; i < 500; i += 1) await whatIsDue(store.read, 5_000);
        print(`${kind}: one look at what is due ${((performance.now() - began) / 500).toFixed(2)} ms`);
        expect(after.rows).toBeGreaterThan(before.rows);
        await night.close();
      },
      300_000,
    );
});
