/** The list of migrations: forward only, never edited once released, expand before contract. */
import type { Engine } from './handle.ts';
import { firstTables } from './migrations/0001.ts';
import { settling } from './migrations/0002.ts';
import { heldVersions } from './migrations/0003.ts';
import { requiredCover } from './migrations/0004.ts';
import { everyTimeInForce } from './migrations/0005.ts';
import { judgedVersions } from './migrations/0006.ts';
import { promiseClock } from './migrations/0007.ts';
import { askedLeadership } from './migrations/0010.ts';
import { deskAndNotices } from './migrations/0011.ts';
import { knownCallers } from './migrations/0012.ts';
import { deskOpenings } from './migrations/0013.ts';
import { caseInHand } from './migrations/0014.ts';
import { sessionsAndAudit } from './migrations/0015.ts';
import { forgottenWords } from './migrations/0016.ts';
import { lifeboat } from './migrations/0017.ts';
import { countedChanges } from './migrations/0018.ts';
import { listedCases } from './migrations/0019.ts';

export interface Migration {
  /** What the migrations table remembers it by. */
  name: string;
  /** Its statements, one by one, in the dialect of the engine. */
  statements(engine: Engine): string[];
}

export const migrations: readonly Migration[] = [
  { name: '0001', statements: firstTables },
  { name: '0002', statements: settling },
  { name: '0003', statements: heldVersions },
  { name: '0004', statements: requiredCover },
  { name: '0005', statements: everyTimeInForce },
  { name: '0006', statements: judgedVersions },
  { name: '0007', statements: promiseClock },
  { name: '0010', statements: askedLeadership },
  { name: '0011', statements: deskAndNotices },
  { name: '0012', statements: knownCallers },
  { name: '0013', statements: deskOpenings },
  { name: '0014', statements: caseInHand },
  { name: '0015', statements: sessionsAndAudit },
  { name: '0016', statements: forgottenWords },
  { name: '0017', statements: lifeboat },
  { name: '0018', statements: countedChanges },
  { name: '0019', statements: listedCases },
];
