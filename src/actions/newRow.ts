import type { OutboxRow } from '../domain/records.ts';
import type { Context } from './context.ts';

/** A row with nothing known yet; each kind fills in what it has. */
export function newRow(
  context: Context,
  row: Pick<OutboxRow, 'kind' | 'purpose' | 'toNumber'> & Partial<OutboxRow>,
): OutboxRow {
  const now = context.clock.now();
  return {
    id: context.ids.next('out'),
    state: 'waiting',
    dueAt: now,
    deadlineAt: null,
    tries: 0,
    wantedAt: now,
    claimedAt: null,
    account: null,
    fromNumber: null,
    refusedFrom: [],
    checkAt: null,
    looks: 0,
    pageId: null,
    step: null,
    round: null,
    legId: null,
    person: null,
    body: null,
    ringSeconds: null,
    code: null,
    versionId: null,
    cases: [],
    sid: null,
    outcome: null,
    errorCode: null,
    error: null,
    createdAt: now,
    sentAt: null,
    settledAt: null,
    ...row,
  };
}
