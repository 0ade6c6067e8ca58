/** What the carrier's list means for an attempt whose answer was lost. Which lists a carrier may show, no story can tell. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkAttempt } from '../src/actions/checkAttempt.ts';
import type { Carrier, Seen } from '../src/domain/ports.ts';
import type { OutboxRow } from '../src/domain/records.ts';
import { noteAttemptSid } from '../src/store/write/attemptSids.ts';
import { attemptsOfPage, insertOutbox, lockOutbox } from '../src/store/write/outbox.ts';
import { insertPage } from '../src/store/write/pages.ts';
import { databases } from './databases.ts';
import { Night, twoAtNight } from './night/night.ts';
import { anOutboxRow, aPage } from './someRows.ts';

const claimedAt = twoAtNight;
const kim = '+16085550111';

function call(sid: string, more: Partial<Seen> = {}): Seen {
  return { sid, byRequest: true, status: 'ringing', createdAt: claimedAt, body: '', errorCode: null, ...more };
}

describe.each(databases)('on %s, an unknown ring', (kind) => {
  let night: Night;
  beforeEach(async () => {
    night = await Night.begin(kind);
    const unknown = {
      state: 'unknown',
      kind: 'ring',
      toNumber: kim,
      account: 'AC1',
      fromNumber: '+16085550100',
    } as const;
    await night.app.context.store.transact(async (tx) => {
      await insertPage(tx, aPage('page_1', { dueAt: claimedAt + 86_400_000, state: 'running' }));
      const row = {
        ...unknown,
        claimedAt,
        createdAt: claimedAt,
        tries: 1,
        looks: 1,
        pageId: 'page_1',
        legId: 'ring_1',
      };
      await insertOutbox(tx, anOutboxRow('out_1', row));
    });
  });
  afterEach(() => night.close());

  const row = () => night.app.context.store.transact((tx) => lockOutbox(tx, 'out_1')) as Promise<OutboxRow>;
  /** Asks about it, while the carrier shows these calls and says what each of them has asked for. */
  async function asks(calls: Seen[], addresses: Readonly<Record<string, string[]>> = {}): Promise<void> {
    const carrier = {
      findCalls: async () => calls,
      addressesOf: async (_account: string, sid: string) => addresses[sid] ?? [],
    };
    await checkAttempt(night.app.context, carrier as unknown as Carrier, await row());
  }

  test('is the call that was made since its claim', async () => {
    await asks([call('CA1')]);
    expect(await row()).toMatchObject({ state: 'sent', sid: 'CA1' });
  });

  test.each<[string, Partial<Seen>]>([
    ['was made before its claim', { createdAt: claimedAt - 10_001 }],
    ['was dialled by a document of ours', { byRequest: false }],
  ])('is no call that %s', async (_case, more) => {
    await asks([call('CA1', more)]);
    expect(await row()).toMatchObject({ state: 'waiting', sid: null });
  });

  test('is no call of another attempt, however near', async () => {
    const other = { sid: 'CA1', outboxId: 'out_9', notedAt: claimedAt, replaced: false };
    await night.app.context.store.transact((tx) => noteAttemptSid(tx, other));
    await asks([call('CA1')]);
    expect(await row()).toMatchObject({ state: 'waiting', sid: null });
  });

  test('that was made twice is the first call, and the second is stopped', async () => {
    await asks([call('CA2', { createdAt: claimedAt + 1000 }), call('CA1')]);
    expect(await row()).toMatchObject({ state: 'sent', sid: 'CA1' });
    const rows = await night.app.context.store.transact((tx) => attemptsOfPage(tx, 'page_1'));
    expect(rows.filter((one) => one.kind === 'cancel')).toMatchObject([{ sid: 'CA2' }]);
  });

  test('is, of several, the call that asked for its words', async () => {
    const { addresses } = night.app.context;
    await asks([call('CA2'), call('CA1')], {
      CA1: [addresses.turn('ring_9', 0)],
      CA2: [addresses.turn('ring_1', 0)],
    });
    expect(await row()).toMatchObject({ state: 'sent', sid: 'CA2' });
    const rows = await night.app.context.store.transact((tx) => attemptsOfPage(tx, 'page_1'));
    expect(rows.filter((one) => one.kind === 'cancel')).toEqual([]);
  });

  test('is over when its call is', async () => {
    await asks([call('CA1', { status: 'no-answer' })]);
    expect(await row()).toMatchObject({ state: 'done', outcome: 'noAnswer', sid: 'CA1', checkAt: null });
  });
});
