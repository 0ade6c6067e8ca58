import type { Instant } from '../domain/conversation.ts';
import type { Page } from '../domain/records.ts';
import type { Context } from './context.ts';

/** A page of a team that has not begun; each kind fills in what it has. @param dueAt when it begins, whatever else happens */
export function newPage(context: Context, team: string, dueAt: Instant, own: Partial<Page> = {}): Page {
  return {
    id: context.ids.next('page'),
    team,
    state: 'waiting',
    directoryHash: context.inForce.directoryHash,
    daytime: false,
    step: 0,
    round: 0,
    dueAt,
    heldUntil: null,
    lastStepSince: null,
    passedBy: [],
    acceptedBy: null,
    createdAt: context.clock.now(),
    startedAt: null,
    endedAt: null,
    ...own,
  };
}
