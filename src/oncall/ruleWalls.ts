/** When a rule leads to a start, by the clock on the wall (RFC 5545 3.3.10). */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { limits } from '../domain/limits.ts';
import { dayWalls } from './dayWalls.ts';
import { narrowedWalls } from './narrowedWalls.ts';
import type { Rule } from './readRule.ts';
import type { WallTime } from './zoneNamed.ts';

/**
 * The starts of a rule from `earliest` to `latest`, both included, in order. UNTIL is not looked at.
 *
 * The rule runs on the wall's clock (in UTC, for rrule-temporal) and the caller turns each start into an instant:
 * so 18:00 stays 18:00 over a change of the clocks, and a start that the clocks skip is kept where a rule engine that
 * knows the zone would leave the shift out.
 * @param start DTSTART, which is among them only when the rule leads to it
 * @throws Error when the rule cannot be worked out within the limits
 */
export function ruleWalls(rule: Rule, start: WallTime, earliest: WallTime, latest: WallTime): WallTime[] {
  if (latest < start || latest < earliest) return [];
  const simple = dayWalls(rule, start, earliest, latest) ?? narrowedWalls(rule, start, earliest, latest);
  if (simple !== null) return simple;
  const dtstart = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO('UTC');
  const engine = new RRuleTemporal({
    ...rule.parts,
    dtstart,
    maxIterations: limits.rotaRuleSteps,
    cache: false,
  });
  return engine
    .between(new Date(Math.max(start, earliest)), new Date(latest), true)
    .map((occurrence) => occurrence.epochMilliseconds);
}
