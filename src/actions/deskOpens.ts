/** The desk opens, and is told of what still runs from the night. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { deskNotToldText } from '../paging/promiseWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvents } from '../store/write/cases.ts';
import { insertDeskOpening, lockDeskOpening, updateDeskOpening } from '../store/write/deskOpenings.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { stillRunning } from '../store/write/stillRunning.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf } from './people.ts';
import { ringOut } from './ringOut.ts';

/** Notes the next opening of the desk: whatever happens until then, somebody looks at what still runs. */
export async function noteOpening(tx: Tx, context: Context): Promise<void> {
  const opensAt = context.inForce.desk.hours.nextOpening(context.clock.now());
  if (opensAt !== null) await insertDeskOpening(tx, { opensAt, nextAt: opensAt, rings: 0, heardAt: null });
}

/** The desk is rung until somebody there presses a key, `limits.deskRings` times; then the leads are told instead. */
export async function deskOpens(context: Context, opensAt: Instant): Promise<void> {
  await context.store.transact(async (tx) => {
    const opening = await lockDeskOpening(tx, opensAt);
    const now = context.clock.now();
    if (opening?.nextAt === undefined || opening.nextAt === null || opening.nextAt > now) return;
    const over = { nextAt: null };
    const running = await stillRunning(tx, now - limits.stillTellSeconds * 1000, limits.casesListedInText);
    if (running.length === 0) return updateDeskOpening(tx, opensAt, over);
    // The hours have changed since: the next opening is the one to tell at.
    if (!context.inForce.desk.hours.isOpen(now)) {
      await updateDeskOpening(tx, opensAt, over);
      return noteOpening(tx, context);
    }
    const numbers = running.map((one) => one.case.number);
    if (opening.rings >= limits.deskRings) {
      await updateDeskOpening(tx, opensAt, over);
      return tellLeads(tx, context, numbers);
    }
    await updateDeskOpening(tx, opensAt, { rings: opening.rings + 1, nextAt: now + limits.deskRingSeconds * 1000 });
    const desk = personOf(context.inForce.directory, DESK);
    if (!desk) return;
    const ring = { purpose: 'desk' as const, flow: 'opening' as const, ringSeconds: limits.reminderRingSeconds };
    await ringOut(tx, context, { ...ring, toNumber: desk.phone, person: DESK, cases: numbers });
    await addCaseEvents(tx, numbers, { at: now, text: 'The desk has opened and is rung: this case still runs.' });
  });
}

async function tellLeads(tx: Tx, context: Context, numbers: readonly string[]): Promise<void> {
  const { directory } = context.inForce;
  for (const id of directory.leads) {
    const person = personOf(directory, id);
    if (!person) continue;
    const row = { toNumber: person.phone, person: id, cases: [...numbers], body: deskNotToldText(numbers) };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'alarm', ...row }));
  }
  const text = 'Nobody at the desk pressed a key, so the leads are told that this case still runs.';
  await addCaseEvents(tx, numbers, { at: context.clock.now(), text });
}
