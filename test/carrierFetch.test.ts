import { afterEach, expect, test } from 'vitest';
import { trackFetches } from '../src/dispatch/trackFetches.ts';
import { limits } from '../src/domain/limits.ts';
import type { Carrier } from '../src/domain/ports.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { saysCritical } from './night/sayings.ts';

let night: Night;
afterEach(() => night.close());

/** Something that a test waits for. */
function signal() {
  let give = () => {};
  const come = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { come, give };
}

test.each(databases)('on %s, a recording that the carrier never gives does not hold up a page', async (kind) => {
  const fetchAsked = signal();
  const rung = signal();
  const numbers: string[] = [];
  const wrapCarrier = (carrier: Carrier): Carrier => ({
    ...carrier,
    fetchRecording: () => {
      fetchAsked.give();
      return new Promise<never>(() => {});
    },
    placeCall: async (call) => {
      numbers.push(call.to);
      rung.give();
      return carrier.placeCall(call);
    },
  });
  night = await Night.begin(kind, { wrapCarrier });
  const [caller, stranger, kim] = [night.phone('caller'), night.phone('stranger'), night.phone('kim')];
  await stranger.dials();
  await stranger.presses('2');
  await stranger.hears(/after the tone/i);
  await night.passes(15);
  await stranger.says('One, two, three, four. '.repeat(40));
  await saysCritical(caller);
  expect(numbers).toEqual([]);
  // From here on the service is never idle, so nothing may wait for that.
  stranger.phone.press('#');
  await fetchAsked.come;
  caller.phone.hangUp();
  await rung.come;
  expect(numbers).toEqual([kim.phone.number]);
});

test('one recording is fetched once at a time, and a few at once', async () => {
  night = await Night.begin('sqlite');
  const asked: string[] = [];
  const fetchRecording = (_account: string | null, sid: string) => {
    asked.push(sid);
    return new Promise<never>(() => {});
  };
  const inHand: Promise<void>[] = [];
  let woken = 0;
  const carrier = { ...({} as Carrier), fetchRecording };
  const fetches = trackFetches(
    night.app.context,
    carrier,
    (work) => void inHand.push(work),
    () => {
      woken += 1;
    },
  );
  const sids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const wanted = sids.map((sid) => ({ sid, account: null }));
  expect(fetches.begin(wanted.slice(0, 1))).toBe(true);
  expect(fetches.begin(wanted.slice(0, 1))).toBe(false);
  expect(fetches.begin(wanted)).toBe(true);
  expect(asked).toEqual(sids.slice(0, limits.fetchesAtOnce));
  expect(fetches.begin(wanted)).toBe(false);
  // One that never answers gives its place back after its limit on the clock.
  const end = night.clock.now() + limits.fetchSeconds * 1000;
  while (night.clock.step(end));
  await Promise.all(inHand);
  expect(woken).toBe(limits.fetchesAtOnce);
  expect(fetches.begin(wanted.slice(4))).toBe(true);
  expect(asked).toEqual(sids);
});
