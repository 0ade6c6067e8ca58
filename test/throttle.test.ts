import { describe, expect, test } from 'vitest';
import { mayRing } from '../src/paging/throttle.ts';

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
