import fc from 'fast-check';
import ical from 'node-ical';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { RotaIndex } from '../src/oncall/rotaIndex.ts';
import { RotaRefused } from '../src/oncall/rotaRefused.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { whyNotOthers } from '../src/oncall/whyNotOthers.ts';
import {
  byName,
  byWindowsName,
  type Duty,
  dutiesOf,
  eventsOf,
  goneOf,
  inUtc,
  isInStep,
  type Plan,
  plan,
  splitInTwo,
  startsOfPlan,
  textOf,
  zones,
} from './rotaPlans.ts';
import { at, build, calendar, shift } from './rotaText.ts';

const from = at('2026-10-01T00:00:00Z');
const to = at('2027-10-01T00:00:00Z');
const indexOf = (bytes: string | Uint8Array) =>
  build(bytes, new Date(from).toISOString(), new Date(to).toISOString()).index;
const plans = fc.array(plan.filter(isInStep), { minLength: 1, maxLength: 5 });
const settings = (numRuns: number) => ({ numRuns, seed: 20261121 });
const ids: Readonly<Record<string, string>> = { Kim: 'kim', Lexi: 'alex', 'Sam Diaz': 'sam' };

/** Just before, at and just after the beginnings and ends of all duties and the changes of all clocks. */
function momentsAround(duties: readonly Duty[]): number[] {
  const changes = zones.flatMap((zone) => {
    const changes: number[] = [];
    let there = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
    for (; there && there.epochMilliseconds < to; there = there.getTimeZoneTransition('next'))
      changes.push(there.epochMilliseconds);
    return changes;
  });
  return [...duties.flatMap(({ start, end }) => [start, end]), ...changes]
    .flatMap((moment) => [moment - 1000, moment, moment + 1000])
    .filter((moment) => moment >= from && moment < to);
}

/** The people of the highest level at an instant, looked for in every duty. */
function peopleAt(duties: readonly Duty[], moment: number): string[] {
  const on = duties.filter(({ start, end }) => start <= moment && moment < end);
  const level = Math.max(0, ...on.map((duty) => duty.level));
  return [...new Set(on.filter((duty) => duty.level === level).flatMap(({ who }) => ids[who] ?? []))].sort();
}

const answers = (index: RotaIndex, moments: readonly number[]) =>
  moments.map((moment) => whoIsOnCall(index, moment).people.toSorted().join('+'));

test('the index answers as a scan of all duties does, a second around every border and every change of the clocks', () => {
  fc.assert(
    fc.property(plans, (some) => {
      const duties = some.flatMap(dutiesOf);
      const moments = momentsAround(duties);
      expect(answers(indexOf(textOf(some)), moments)).toEqual(
        moments.map((moment) => peopleAt(duties, moment).join('+')),
      );
    }),
    settings(150),
  );
});

test('the index remembers what the plans take out, and nothing else', () => {
  fc.assert(
    fc.property(plans, (some) => {
      const line = (start: number, end: number, people: readonly string[]) =>
        `${new Date(start).toISOString()} ${new Date(end).toISOString()} ${people.join('+')}`;
      expect(
        indexOf(textOf(some))
          .takenOut.map(({ start, end, people }) => line(start, end, people))
          .sort(),
      ).toEqual(
        some
          .flatMap(goneOf)
          .filter(({ start, end }) => end > from && start < to)
          .map(({ who, start, end }) => line(start, end, ids[who] === undefined ? [] : [ids[who]]))
          .sort(),
      );
    }),
    settings(150),
  );
});

test('everybody in the rota is on call or is told why not, once, and for the first reason that there is', () => {
  fc.assert(
    fc.property(plans, (some) => {
      const duties = some.flatMap(dutiesOf);
      const gone = some.flatMap(goneOf);
      const inWindow = ({ start, end }: Duty) => end > from && start < to;
      const known = new Set([...duties, ...gone].filter(inWindow).flatMap(({ who }) => ids[who] ?? []));
      const index = indexOf(textOf(some));
      const moments = momentsAround([...duties, ...gone]);
      const peopleAtAll = moments.map((moment) => peopleAt(duties, moment));
      for (const [i, moment] of moments.entries()) {
        const others = whyNotOthers(index, moment, String).filter(({ person }) => person !== null);
        const told = [...(peopleAtAll[i] ?? []), ...others.map(({ person }) => person)];
        expect(told.toSorted()).toEqual([...known].sort());
        for (const { person, why } of others) {
          const has = (some: readonly Duty[]) =>
            some.some(({ who, start, end }) => ids[who] === person && start <= moment && moment < end);
          const isBeaten = /^Its level is lower/.test(why);
          const isTakenOut = /takes this shift out\.$|takes this shift's place\.$/.test(why);
          expect([isBeaten, isTakenOut]).toEqual([has(duties), !has(duties) && has(gone)]);
        }
      }
    }),
    settings(60),
  );
});

describe('the answers stay the same', () => {
  const same = (rewrite: (some: Plan[], draw: fc.GeneratorValue) => string | Uint8Array, runs = 60) =>
    fc.assert(
      fc.property(plans, fc.gen(), (some, draw) => {
        const moments = momentsAround(some.flatMap(dutiesOf));
        expect(answers(indexOf(rewrite(some, draw)), moments)).toEqual(answers(indexOf(textOf(some)), moments));
      }),
      settings(runs),
    );

  test('in whatever order the events stand', () => {
    same((some, draw) => {
      const events = some.flatMap((one, i) => eventsOf(one, `plan-${i}`));
      return calendar(...draw(fc.shuffledSubarray, events, { minLength: events.length }));
    });
  });

  test('wherever the lines are folded, and however they end', () => {
    same((some, draw) => {
      const width = draw(fc.integer, { min: 1, max: 80 });
      const end = draw(fc.constantFrom, '\r\n', '\n', '\r');
      const fold = (line: string) => line.replace(new RegExp(`.{${width}}(?=.)`, 'g'), `$&${end} `);
      return textOf(some).split('\r\n').map(fold).join(end);
    });
  });

  test('when exceptions, swaps and single shifts are written in UTC', () => {
    same((some) =>
      calendar(
        ...some.flatMap((one, i) => eventsOf(one, `plan-${i}`, startsOfPlan(one).length > 1 ? byName : inUtc, inUtc)),
      ),
    );
  });

  test('when zones have their Windows names', () => {
    same((some) => textOf(some, byWindowsName, byWindowsName));
  });

  test('when a series is split in two', () => {
    same((some, draw) =>
      textOf(
        some.flatMap((one) =>
          // After the split the weeks are counted anew, which is the same only where none is left out.
          one.everyDays > 0 || (one.everyWeeks > 0 && one.weekdays.length < 2)
            ? splitInTwo(one, draw(fc.integer, { min: 1, max: one.times }))
            : [one],
        ),
      ),
    );
  });

  test('when a calendar is cut into several, in one file', () => {
    same((some) => some.map((one, i) => calendar(...eventsOf(one, `plan-${i}`))).join(''));
  });
});

describe('a file that is not whole', () => {
  const whole = new TextEncoder().encode(
    calendar(
      shift('Kim', '20261120T180000', '20261121T070000', 'RRULE:FREQ=DAILY;COUNT=3', 'UID:a', 'DESCRIPTION:Zoë'),
      shift('Alex Roe', '20261121T180000', '20261122T070000', 'UID:a', 'RECURRENCE-ID:20261122T000000Z'),
    ),
  );
  const shifts = (bytes: Uint8Array) => {
    try {
      return build(bytes).shifts.length;
    } catch (error) {
      if (!(error instanceof RotaRefused)) throw error;
      expect(error.message).toMatch(/^Line \d+.*\.$/);
      return null;
    }
  };

  test('because it was cut off, at whichever byte, is refused and never empty', () => {
    const found = Array.from({ length: whole.length + 1 }, (_, length) => shifts(whole.subarray(0, length)));
    expect(new Set(found)).toEqual(new Set([null, 3]));
    // Only the end of the last line may be missing.
    expect(found.filter((count) => count === 3)).toHaveLength(3);
  });

  test('because bytes were changed in it, is read or refused with a sentence', () => {
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = whole.slice();
        for (const [place, byte] of changes) bytes[place] = byte;
        shifts(bytes);
      }),
      settings(1500),
    );
  });
});

test('node-ical finds the same starts, where it reads the RFC as we do', () => {
  fc.assert(
    fc.property(plan.filter(isInStep), (drawn) => {
      // It has other readings of hours that the clocks skip or show twice, and none of levels.
      const one: Plan = { ...drawn, hour: 6 + (drawn.hour % 12), level: 0, swapHours: drawn.swapHours % 5 };
      fc.pre(isInStep(one));
      const text = textOf([one]);
      const parsed = Object.values(ical.sync.parseICS(text)).flatMap((part) => (part?.type === 'VEVENT' ? [part] : []));
      const theirs = parsed
        .flatMap((event) => ical.expandRecurringEvent(event, { from: new Date(from), to: new Date(to) }))
        .map(({ start, summary }) => `${start.toISOString()} ${String(summary)}`);
      const rota = build(text, new Date(from).toISOString(), new Date(to).toISOString());
      const ours = rota.shifts.map(({ start, source }) => `${new Date(start).toISOString()} ${source.summary}`);
      expect(ours.sort()).toEqual(theirs.sort());
    }),
    settings(150),
  );
});
