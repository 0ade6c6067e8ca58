import { type Config, readConfig, settingsSchema } from '../config.ts';
import type { Check } from '../domain/check.ts';
import { StartError } from '../domain/errors.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Readable, complete, and no name that is none of ours.
 * @param file the text of `.env`; null when there is none
 * @returns the settings too, or null when the service would not start with them
 */
export function checkSettings(environment: Environment, file: string | null): { check: Check; config: Config | null } {
  const name = 'settings';
  try {
    const config = readConfig(environment);
    const slips = slipsOf(environment, file);
    const where = file === null ? 'There is no .env; the settings are those of the environment.' : 'The settings fit.';
    if (slips.wrong.length > 0)
      return { check: { name, state: 'wrong', says: `${slips.wrong.join(' ')} Correct the name.` }, config };
    if (slips.strange.length > 0)
      return {
        check: {
          name,
          state: 'unsure',
          says: `.env names ${slips.strange.join(', ')}, which Nightdesk does not know.`,
        },
        config,
      };
    return { check: { name, state: 'well', says: `${where} Carrier: ${config.carrier}.` }, config };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { check: { name, state: 'wrong', says: error.message }, config: null };
  }
}

/** Names that are nearly a setting's, and in `.env` those that are like none. */
function slipsOf(environment: Environment, file: string | null): { wrong: string[]; strange: string[] } {
  const known = Object.keys(settingsSchema.shape);
  const inFile = (file ?? '')
    .split('\n')
    .flatMap((line) => /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line)?.[1] ?? []);
  const unknown = [...new Set([...inFile, ...Object.keys(environment)])].filter((one) => !known.includes(one));
  const meant = (one: string) => known.find((setting) => !(setting in environment) && isSlip(one, setting));
  return {
    wrong: unknown.flatMap((one) => {
      const setting = meant(one);
      return setting === undefined ? [] : [`${one} is no setting; ${setting} is, and is not set.`];
    }),
    strange: inFile.filter((one) => unknown.includes(one) && meant(one) === undefined),
  };
}

function isSlip(one: string, setting: string): boolean {
  if (Math.min(one.length, setting.length) < outsideLimits.slipNameLetters) return false;
  const bare = (name: string) => name.toUpperCase().replaceAll('_', '');
  return bare(one) === bare(setting) || distance(one.toUpperCase(), setting) <= outsideLimits.slipLetters;
}

/** Letters to put in, take out or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
