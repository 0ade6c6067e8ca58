import { describe, expect, test } from 'vitest';
import { isRungTwice, mayRing } from '../src/paging/throttle.ts';

const now = Date.UTC(2026, 10, 21, 8);
/** Rings so many seconds ago. */
const ago = (...seconds: number[]) => seconds.map((one) => now - one * 1000);

describe('a phone may be rung', () => {
  test.each<[string, number[], boolean, boolean]>([
    ['when it has not been rung', [], false, true],
    ['a minute after the last ring', [60], false, true],
    ['not within the minute', [59], false, false],
    ['within the minute with news of another case', [59], true, true],
    ['for the third time within a quarter of an hour', [61, 500], false, true],
    ['not for the fourth time within it', [61, 500, 899], false, false],
    ['not for the fourth time within it, whatever the news', [61, 500, 899], true, false],
    ['when the first of three is a quarter of an hour ago', [61, 500, 900], false, true],
    ['for the seventh time within an hour', [901, 1500, 2000, 2500, 3000, 3500], false, true],
    ['not for the eighth time within it', [901, 1500, 2000, 2500, 3000, 3300, 3599], false, false],
    ['not for the eighth time within it, whatever the news', [901, 1500, 2000, 2500, 3000, 3300, 3599], true, false],
    ['when the first of seven is an hour ago', [901, 1500, 2000, 2500, 3000, 3300, 3600], false, true],
  ])('%s', (_case, rings, isNews, may) => {
    expect(mayRing(ago(...rings), now, isNews)).toBe(may);
  });
});

describe('somebody has been rung twice for the same', () => {
  const one = ['CS0000001'];
  const both = ['CS0000001', 'CS0000002'];
  const ring = (seconds: number, of: string, cases = one) => ({ at: now - seconds * 1000, of, cases });

  test.each<[string, ReturnType<typeof ring>[], string[], boolean]>([
    ['not by one ring', [ring(10, 'a')], one, false],
    ['by two steps within five minutes', [ring(299, 'a'), ring(10, 'b')], one, true],
    ['not when the first is five minutes ago', [ring(300, 'a'), ring(10, 'b')], one, false],
    ['not by two numbers of one step', [ring(40, 'a'), ring(10, 'a')], one, false],
    ['not when there is a case that only one ring told of', [ring(90, 'a'), ring(10, 'b', both)], both, false],
    ['when both rings told of more than is open now', [ring(90, 'a', both), ring(10, 'b', both)], one, true],
  ])('%s', (_case, rings, cases, is) => {
    expect(isRungTwice(rings, cases, now)).toBe(is);
  });
});
