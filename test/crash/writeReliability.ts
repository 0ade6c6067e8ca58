import { writeFileSync } from 'node:fs';
import type { DatabaseKind } from '../databases.ts';
import type { Planned } from './makePlans.ts';
import { type Phase, phases } from './phases.ts';
import { hasMet, type Verdict } from './playCell.ts';

export interface Cell extends Planned {
  database: DatabaseKind;
  verdict: Verdict;
}

/** docs/reliability.md, from one run of everything. A cell in which nothing died is none. */
export function writeReliability(all: readonly Cell[], seed: number): void {
  const cells = all.filter(hasMet);
  const rows = Object.entries(phases).map(
    ([phase, what]) => `| ${what} | ${counts(cells, 'sqlite', phase)} | ${counts(cells, 'postgres', phase)} |`,
  );
  const total = `| **together** | ${counts(cells, 'sqlite', null)} | ${counts(cells, 'postgres', null)} |`;
  const again = cells.filter(({ verdict }) => verdict.calledAgain).length;
  writeFileSync(
    'docs/reliability.md',
    page([...rows, total].join('\n'), { seed, again, passedBy: all.length - cells.length }),
  );
}

function counts(cells: readonly Cell[], database: DatabaseKind, phase: string | null): string {
  const mine = cells.filter(
    (cell) => cell.database === database && (phase === null || cell.phase === (phase as Phase)),
  );
  const lost = mine.filter(({ verdict }) => verdict.lost.length > 0).length;
  const doubled = mine.reduce((sum, { verdict }) => sum + verdict.doubled, 0);
  return `${mine.length} | ${lost} | ${doubled}`;
}

interface Run {
  seed: number;
  again: number;
  passedBy: number;
}

function page(table: string, { seed, again, passedBy }: Run): string {
  return `# Reliability

    npm run crashes

This page is written by that command, from its own figures. It plays every cell of the table below, which took 24 minutes
on two processors that had other work as well. \`npm test\` plays some points of each row and five random instants on each
database, and writes nothing.

## Nothing lost between commit and carrier

A caller dials, presses 1 for "critical", hears what follows, and hangs up. A page is committed, a ring and a text to the
technician on call become rows, are claimed, sent and settled. Nobody accepts. In each cell the service, a process of its
own, is killed by SIGKILL at one moment of this, nobody serves for a while (five seconds; after a random instant up to a
minute), and what the carrier tells meanwhile is lost. Then it is started again on the same database and port.

The carrier is the exchange of \`src/exchange\`, in a process that lives on, spoken to over HTTP. It is the judge: what it
has created counts, not what our own tables say.

- **Lost**: within 90 s of the new start the carrier has not created both a ring and a text to the technician. A page that
  nobody could bring forward, because the process died before it heard of the hang-up, has these 90 s from its own time
  on, which is 120 s after the key.
- **Doubled**: the carrier was asked twice for one attempt. Its list shows what it has created at once, so there is no
  excuse for any.

| where the process died | SQLite: cells | lost | doubled | PostgreSQL: cells | lost | doubled |
|---|---|---|---|---|---|---|
${table}

A process dies before each statement of each transaction, after each commit, and before and after each request to the
carrier. What comes after a statement and before the next one of its transaction is one instant to everybody outside. The
random instants are those of a timer in another process, so they also fall within a statement or a request (seed ${seed}).
${passedBy} planned cells are not counted: the ring and the text are sent side by side, and in these the planned point was
not passed.

In ${again} cells the process died before the turn was committed: nothing was kept, the caller was cut off without having
heard a promise, and called again. After the commit nothing was needed of anybody.

Time is moved by the test, on both sides of the wire at once, whenever neither has anything in hand: a slow machine changes
no outcome.

## What this does not try

- A disk or a server of PostgreSQL that loses what it has confirmed.
- A carrier whose list lags behind what it has created: there an attempt may be made twice.
- Several processes on one PostgreSQL: here the one that died is followed by another.
`;
}
