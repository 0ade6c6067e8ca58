import { expect, test } from 'vitest';
import { demoClock } from '../src/clock.ts';

const start = Date.UTC(2026, 10, 28, 8, 0, 0);
const nothing = async () => {};

test('run forward, every timer fires at its time and in order, those that are set on the way included', async () => {
  const clock = demoClock(start);
  const fired: [string, number][] = [];
  const note = (name: string) => fired.push([name, Math.round((clock.now() - start) / 1000)]);
  clock.after(60_000, () => note('late'));
  clock.after(20_000, () => {
    note('early');
    clock.after(10_000, () => note('set on the way'));
  });
  clock.after(30_000, () => note('given up')).cancel();
  clock.after(7_200_000, () => note('beyond'));
  await clock.forward(3_600_000, nothing, () => false);
  expect(fired).toEqual([
    ['early', 20],
    ['set on the way', 30],
    ['late', 60],
  ]);
  const after = clock.now() - start;
  expect(after).toBeGreaterThanOrEqual(3_600_000);
  expect(after).toBeLessThan(3_610_000);
});

test('it stops where what was waited for happened, and waits for what a timer set going', async () => {
  const clock = demoClock(start);
  let rings = 0;
  let inHand = 0;
  for (const seconds of [10, 20, 30])
    clock.after(seconds * 1000, () => {
      expect(inHand).toBe(0);
      inHand += 1;
      rings += 1;
    });
  const settled = async () => {
    await Promise.resolve();
    inHand = 0;
  };
  await clock.forward(3_600_000, settled, () => rings === 2);
  expect(rings).toBe(2);
  expect(Math.floor((clock.now() - start) / 1000)).toBe(20);
});

test('left alone, it goes on as time does', async () => {
  const clock = demoClock(start);
  await new Promise<void>((fired) => clock.after(1, fired));
  expect(clock.now()).toBeGreaterThan(start);
});
