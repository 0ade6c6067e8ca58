import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstMoveAt, promiseMove } from '../src/paging/promiseClock.ts';

const minute = 60_000;
const dueAt = 1_000 * minute;
const given = { dueAt, stage: 'given' as const, confirmedAt: null };
const kim = { takenBy: 'kim', takenAt: dueAt - 58 * minute };
const nobody = { takenBy: null, takenAt: null };

it('moves twenty, ten and five minutes before the hour is over, and when it is', () => {
  expect(firstMoveAt(dueAt)).toBe(dueAt - 20 * minute);
  expect(promiseMove(given, kim, dueAt - 20 * minute)).toEqual({
    act: 'remind',
    stage: 'reminded',
    nextAt: dueAt - 10 * minute,
  });
  expect(promiseMove({ ...given, stage: 'reminded' }, kim, dueAt - 10 * minute)).toEqual({
    act: 'ring',
    stage: 'rung',
    nextAt: dueAt - 5 * minute,
  });
  expect(promiseMove({ ...given, stage: 'rung' }, kim, dueAt - 5 * minute)).toEqual({
    act: 'reopen',
    stage: 'reopened',
    nextAt: dueAt,
  });
  expect(promiseMove({ ...given, stage: 'reopened' }, nobody, dueAt)).toMatchObject({ act: 'break', nextAt: null });
});

it('wakes nobody for a sign of life within the last ten minutes, and asks for a new one after that', () => {
  const at = dueAt - 5 * minute;
  const rung = { ...given, stage: 'rung' as const };
  expect(promiseMove({ ...rung, confirmedAt: dueAt - 9 * minute }, kim, at)).toMatchObject({
    act: null,
    nextAt: dueAt,
  });
  expect(promiseMove({ ...rung, confirmedAt: dueAt - 11 * minute }, kim, at)).toMatchObject({ act: 'reopen' });
  expect(promiseMove(rung, { takenBy: 'pat', takenAt: dueAt - 6 * minute }, at)).toMatchObject({ act: null });
});

it('reminds nobody while nobody has the case, and still breaks', () => {
  for (const before of [20, 10, 5]) expect(promiseMove(given, nobody, dueAt - before * minute).act).toBeNull();
  expect(promiseMove(given, nobody, dueAt).act).toBe('break');
});

it('always comes to the hour, moves forward only, and makes each move once, however late it is looked at', () => {
  const looks = fc.array(fc.integer({ min: 1, max: 25 * minute }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(looks, fc.boolean(), (delays, isTaken) => {
      let clock: Parameters<typeof promiseMove>[0] = given;
      let nextAt: number | null = firstMoveAt(dueAt);
      const acts: string[] = [];
      for (let i = 0; nextAt !== null; i += 1) {
        expect(i).toBeLessThan(6);
        // A look is never early, and may be late.
        const now: number = nextAt + (delays[i % delays.length] ?? 0) - 1;
        const move = promiseMove(clock, isTaken ? kim : nobody, now);
        if (move.act !== null) acts.push(move.act);
        expect(move.nextAt === null || move.nextAt > now).toBe(true);
        clock = { ...clock, stage: move.stage };
        nextAt = move.nextAt;
      }
      expect(acts.at(-1)).toBe('break');
      expect(new Set(acts).size).toBe(acts.length);
    }),
  );
});
