import { Fragment } from 'react';
import { Link } from 'wouter';
import { writeStretch } from '../../domain/writeTime.ts';
import { explainAddress } from './addresses.ts';
import { Origin } from './Origin.tsx';
import type { Looks } from './personLooks.ts';
import { type Stretch, whatIsWrong } from './stretches.ts';

export interface StretchTableProps {
  caption: string;
  stretches: readonly Stretch[];
  looks: Looks;
  zone: string;
  /** What "now" is: a time far from it has its year. */
  near: number;
}

/** The same as the picture shows, as a table. */
export function StretchTable({ caption, stretches, ...shown }: StretchTableProps) {
  const teams = [...new Set(stretches.map(({ team }) => team))];
  return (
    <div className="scroll">
      <table className="stretches">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">On call</th>
            <th scope="col">Comes from</th>
          </tr>
        </thead>
        {teams.map((team) => {
          const own = stretches.filter((one) => one.team === team);
          return (
            <tbody key={team}>
              {teams.length > 1 && (
                <tr>
                  <th scope="rowgroup" colSpan={3}>
                    {own[0]?.teamName}
                  </th>
                </tr>
              )}
              {own.map((one) => (
                <Row key={one.from} of={one} {...shown} />
              ))}
            </tbody>
          );
        })}
        {stretches.length === 0 && (
          <tbody>
            <tr>
              <td colSpan={3}>Nobody is on call in this time, and nobody has to be.</td>
            </tr>
          </tbody>
        )}
      </table>
    </div>
  );
}

type RowProps = Pick<StretchTableProps, 'looks' | 'zone' | 'near'> & { of: Stretch };

function Row({ of: { kind, team, from, to, people, by, gap }, of, looks, zone, near }: RowProps) {
  return (
    <tr className={kind}>
      <td>
        <Link href={explainAddress(team, from)}>{writeStretch(from, to, zone, near)}</Link>
      </td>
      <td>
        {people.map(({ id, name }) => (
          <Fragment key={id}>
            <span className="person">
              <span className={`swatch ${looks.get(id)?.className ?? ''}`} style={looks.get(id)?.style} /> {name}
            </span>{' '}
          </Fragment>
        ))}
        {kind !== 'duty' && <strong className="wrong">{whatIsWrong(of)}</strong>}
      </td>
      <td>
        {by.map((source) => (
          <Origin key={`${source.uid} ${source.line}`} by={source} />
        ))}
        {gap}
      </td>
    </tr>
  );
}
