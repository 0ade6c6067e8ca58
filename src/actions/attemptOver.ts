/** A phone of a page is over without having been taken: the person's next one is rung, or the page moves. */
import type { OutboxRow, Page } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { openCasesOf } from '../store/write/cases.ts';
import { attemptsOfPage } from '../store/write/outbox.ts';
import { ringPerson } from './attempts.ts';
import type { Context } from './context.ts';
import { movePage } from './movePage.ts';
import { personOf } from './people.ts';
import { takingCalls } from './takingCalls.ts';

/**
 * An attempt of a locked page has ended or could not be made.
 * @param row as it was before that, so that its outcome is what the person did
 */
export async function attemptOver(tx: Tx, context: Context, page: Page, row: OutboxRow): Promise<void> {
  const isUndecided = row.outcome !== 'accepted' && row.outcome !== 'passed';
  if (row.kind === 'ring' && isUndecided && (await ringNextNumber(tx, context, page, row))) return;
  await movePage(tx, context, page, { kind: 'attemptOver' });
}

/** Within its step, a person's numbers are rung one after the other. @returns false when there is none left, or the step is over */
async function ringNextNumber(tx: Tx, context: Context, page: Page, row: OutboxRow): Promise<boolean> {
  const person = personOf(context.inForce.directory, row.person ?? '');
  const isItsStep = page.state === 'running' && row.step === page.step && row.round === page.round;
  if (!person || !isItsStep || page.passedBy.includes(person.id) || person.phones.length < 2) return false;
  const attempts = await attemptsOfPage(tx, page.id);
  const tried = attempts.filter(
    (one) => one.kind === 'ring' && one.person === person.id && one.step === row.step && one.round === row.round,
  );
  const numbers = await takingCalls(tx, person, context.clock.now());
  const next = numbers.find((number) => !tried.some((one) => one.toNumber === number));
  const cases = await openCasesOf(tx, page.id);
  if (next === undefined || cases.length === 0) return false;
  const at = { step: page.step, round: page.round };
  const work = { page, cases, attempts, at, wantedAt: context.clock.now() };
  await ringPerson(tx, context, work, person.id, row.ringSeconds ?? 0, next);
  return true;
}
