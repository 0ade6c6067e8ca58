/** What every action works with. Made once by the composition root; tests make the same. */
import type { Addresses } from '../domain/addresses.ts';
import type { Facts } from '../domain/conversation.ts';
import type { Directory } from '../domain/directory.ts';
import type { FlowName } from '../domain/facts.ts';
import type { LifelineLog } from '../domain/lifeline.ts';
import type { Line } from '../domain/lines.ts';
import type { Carrier, Clock, Ids, Log, Measures } from '../domain/ports.ts';
import type { RotaProblem, RotaRole } from '../domain/rota.ts';
import type { SessionHours } from '../domain/sessionHours.ts';
import type { Flow } from '../flow/flowSchema.ts';
import type { DeskHours } from '../oncall/openingHours.ts';
import type { Cover } from '../oncall/requiredGaps.ts';
import type { RotaIndex } from '../oncall/rotaIndex.ts';
import type { Store } from '../store/openStore.ts';

/** A flow together with the hash under which it is kept; a call keeps its hash to the end. */
export interface HashedFlow {
  flow: Flow;
  hash: string;
}

/** What a step of a leg may look at, and the cases that its effects are about. */
export interface LegFacts extends Facts {
  /** A caller's own case once it is open; a technician's: those that can be taken, and after an acceptance the one in hand. */
  named: string[];
}

/** The rota of a team: its index, the files it was worked out from, and what is odd in them. */
export interface RotaInForce {
  index: RotaIndex;
  files: readonly { name: string; role: RotaRole; hash: string }[];
  problems: readonly RotaProblem[];
}

/** The versions in force, in memory: the cheap facts of every turn. */
export interface InForce {
  directory: Directory;
  directoryHash: string;
  /** The desk that the hotline is for: its hours as people say them, and when it is open. */
  desk: { spoken: string; hours: DeskHours };
  /** The general help desk's; null when the directory names none. */
  helpDesk: { spoken: string; hours: DeskHours } | null;
  /** Per team: when somebody has to be on call. */
  covers: Readonly<Record<string, Cover>>;
  flows: Readonly<Record<FlowName, HashedFlow>>;
  /** Per team. */
  rotas: Readonly<Record<string, RotaInForce>>;
}

export interface Context {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  addresses: Addresses;
  /** The hotline's number: that of the first line. */
  hotlineNumber: string;
  /** Every account and number of ours that may be sent over, the preferred one first. */
  lines: readonly Line[];
  allowedCountries: readonly string[];
  /** Days for which what was said is kept; 0 for ever. */
  retentionDays: number;
  sessionHours: SessionHours;
  /** The zone in which we write times for people, by its IANA name. */
  timezone: string;
  inForce: InForce;
  /** The flow under a hash that is no longer in force, for calls that began with it; null when it was never kept. */
  flowByHash(name: string, hash: string): Promise<Flow | null>;
  /** What the lifeline kept while the database was gone. */
  lifeline: LifelineLog;
  measures: Measures;
  /** How the carrier's news is read, and what is written for it to be kept elsewhere. */
  read: Pick<Carrier, 'readCallback' | 'readText' | 'readEvent' | 'renderLifeboat'>;
  /** Something may be due: look at once. Called after a commit, never inside one. */
  wake(): void;
}
