/** Versions that were held back, as the API shows them. */
import type { z } from 'zod';
import { allOfVersion } from '../domain/allowed.ts';
import type { changesAnswer, wholeVersionAnswer } from '../domain/changesApi.ts';
import { consoleLimits } from '../domain/consoleLimits.ts';
import { type DiffLine, diffLines } from '../domain/diffLines.ts';
import type { WholeVersion } from '../store/read/versions.ts';
import { presentVersion } from './present.ts';

type Line = z.infer<typeof wholeVersionAnswer>['lines'][number];

export function presentWaiting({
  version,
  comesWith,
}: Omit<WholeVersion, 'against'>): z.infer<typeof changesAnswer>['held'][number] {
  return {
    version: presentVersion(version),
    acts: allOfVersion(version.state),
    comesWith: comesWith.map(presentVersion),
  };
}

export function presentWholeVersion(whole: WholeVersion): z.infer<typeof wholeVersionAnswer> {
  const { version, against } = whole;
  const lines = nearChanges(diffLines(against?.text ?? '', version.text, consoleLimits.diffEdits));
  return {
    ...presentWaiting(whole),
    against: against && presentVersion(against),
    lines: lines.slice(0, consoleLimits.diffLines),
    left: Math.max(0, lines.length - consoleLimits.diffLines),
  };
}

/** The lines that changed with a few around them; what lies between is one line that says so. */
function nearChanges(lines: readonly DiffLine[]): Line[] {
  const around = consoleLimits.diffAround;
  const near = new Set<number>();
  lines.forEach(({ kind }, at) => {
    if (kind !== 'same') for (let i = at - around; i <= at + around; i += 1) near.add(i);
  });
  return lines.flatMap((line, at): Line[] => {
    if (near.has(at)) return [line];
    const isFirst = at === 0 || near.has(at - 1);
    return isFirst ? [{ ...line, kind: 'skipped', text: '' }] : [];
  });
}
