/** What people do is written down with it. */
import type { AuditRow } from '../domain/audit.ts';
import { errorText } from '../domain/errorText.ts';
import type { SignInWay, Who } from '../domain/identity.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { countRefused, deleteRefusedBefore, insertAudit, noteAnswer } from '../store/write/audit.ts';
import type { Context } from './context.ts';

export interface Deed {
  kind: 'change' | 'heard';
  who: Who;
  act: string;
  about: string | null;
  detail: string | null;
}

export interface Audited {
  /** What it is done with: its first transaction writes the deed down as well, so that neither is without the other. */
  context: Context;
  /** Writes down how it was answered; what had no transaction, or was refused before one, now. */
  answered(status: number): Promise<void>;
}

export function audited(context: Context, { kind, who, act, about, detail }: Deed): Audited {
  const { store, clock, log } = context;
  const { name, role, person, how } = who;
  const id = context.ids.next('audit');
  const row: AuditRow = { id, at: clock.now(), kind, name, role, person, how, act, about, status: null, detail };
  let isWritten = false;
  const watched: Context = {
    ...context,
    store: {
      ...store,
      async transact(fn, deadline) {
        const result = await store.transact(async (tx) => {
          const done = await fn(tx);
          if (!isWritten) await insertAudit(tx, row);
          return done;
        }, deadline);
        isWritten = true;
        return result;
      },
    },
  };
  return {
    context: watched,
    async answered(status) {
      if (!isWritten) return store.transact((tx) => insertAudit(tx, { ...row, status }));
      // It is done and written down; only its answer is missing.
      await store
        .transact((tx) => noteAnswer(tx, id, status))
        .catch((error: unknown) =>
          log.error('an answer is missing in the audit', { audit: id, error: errorText(error) }),
        );
    },
  };
}

export interface Refused {
  who: Who | null;
  how: SignInWay;
  act: string;
  /** Why, and from which address. */
  detail: string;
}

/**
 * Somebody was not let in. Of many in an hour only the first are kept, and none for ever. Wrong tokens, sign-ins that fail and
 * each session are counted apart: no flood of one hides another.
 */
export async function noteRefused(
  { store, clock, ids, log, measures }: Context,
  { who, how, act, detail }: Refused,
): Promise<void> {
  const at = clock.now();
  measures.refused(who ? 'session' : how);
  const most = who ? signInLimits.refusedOfSessionPerHour : signInLimits.refusedPerHour;
  const known = { name: who?.name ?? '', role: who?.role ?? null, person: who?.person ?? null };
  const row: AuditRow = {
    id: ids.next('audit'),
    at,
    kind: 'refused',
    ...known,
    how,
    act,
    about: null,
    status: null,
    detail,
  };
  const of = { name: known.name, how };
  try {
    // Whoever floods us is to keep nobody's turn waiting.
    if ((await countRefused(store.read, of, at - 3_600_000, most)) >= most) return;
    await store.transact(async (tx) => {
      if ((await countRefused(tx, of, at - 3_600_000, most)) >= most) return;
      await deleteRefusedBefore(tx, at - signInLimits.refusedDays * 86_400_000);
      await insertAudit(tx, row);
    });
  } catch (error) {
    log.error('a refusal is missing in the audit', { how, error: errorText(error) });
  }
}
