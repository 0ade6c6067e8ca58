import { writeTime } from '../../domain/writeTime.ts';
import { Difference } from './Difference.tsx';
import { fileOf } from './fileOf.ts';
import type { Version } from './rotaTypes.ts';

/** What a human has decided lately. */
export function DecidedVersions({ decided, zone }: { decided: readonly Version[]; zone: string }) {
  if (decided.length === 0) return null;
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">Decided</h2>
      <ul className="decided">
        {decided.map((one) => (
          <li key={one.id}>
            <strong>{fileOf(one)}</strong> was {one.state === 'rejected' ? 'rejected' : 'approved'} by {one.acceptedBy},{' '}
            {one.decidedAt !== null && writeTime(Date.parse(one.decidedAt), zone)}
            {one.why !== null && <p className="dim">It was held back: {one.why}</p>}
            <Difference of={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
