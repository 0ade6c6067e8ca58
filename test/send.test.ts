import { expect, test } from 'vitest';
import type { Context } from '../src/actions/context.ts';
import { systemClock } from '../src/clock.ts';
import { send } from '../src/dispatch/send.ts';
import { addressesAt } from '../src/domain/addresses.ts';
import type { Carrier } from '../src/domain/ports.ts';
import { anOutboxRow } from './someRows.ts';

const context = {
  allowedCountries: ['US'],
  addresses: addressesAt('https://hotline.example.org'),
  clock: systemClock(),
} as unknown as Context;

function carrierThatKeeps(asked: object[]): Carrier {
  const keep = async (request: object) => {
    asked.push(request);
    return { sid: 'CA1' };
  };
  return { placeCall: keep, sendText: keep } as unknown as Carrier;
}

test.each([
  ['a country that is not allowed', '+442071838750'],
  ['a premium number', '+19005550123'],
])('%s is never rung or texted: the carrier is not even asked', async (_case, toNumber) => {
  const asked: object[] = [];
  for (const kind of ['ring', 'text'] as const) {
    const result = await send(context, carrierThatKeeps(asked), anOutboxRow('out_1', { kind, toNumber }));
    expect(result).toMatchObject({ error: { outcome: 'refused' } });
  }
  expect(asked).toEqual([]);
});

test('a ring carries our ids in its addresses, and a text is worthless after five minutes', async () => {
  const asked: object[] = [];
  const line = { account: 'AC1', fromNumber: '+16085550100' };
  const row = { ...line, toNumber: '+16085550111', legId: 'ring_7', ringSeconds: 25, body: 'hello' };
  await send(context, carrierThatKeeps(asked), anOutboxRow('out_1', { kind: 'ring', ...row }));
  await send(context, carrierThatKeeps(asked), anOutboxRow('out_2', { kind: 'text', ...row }));
  expect(asked).toEqual([
    {
      account: 'AC1',
      to: '+16085550111',
      from: '+16085550100',
      url: 'https://hotline.example.org/voice/legs/ring_7/turns/0',
      fallbackUrl: 'https://hotline.example.org/voice/fallback',
      statusUrl: 'https://hotline.example.org/outbox/out_1/status',
      ringSeconds: 25,
    },
    {
      account: 'AC1',
      to: '+16085550111',
      from: '+16085550100',
      body: 'hello',
      statusUrl: 'https://hotline.example.org/outbox/out_2/status',
      validitySeconds: 300,
    },
  ]);
});
