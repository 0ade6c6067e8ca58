import type { Faults } from './faults.ts';
import type { Flight } from './flight.ts';
import type { Journal } from './journal.ts';
import type { ExchangeClock, Office } from './office.ts';
import type { Phone } from './phone.ts';

/** What the accounts of an exchange share: one network with its telephones. */
export interface Network {
  clock: ExchangeClock;
  /** 34 characters: the prefix and 32 hexadecimal digits. */
  newSid(prefix: string): string;
  flight: Flight;
  faults: Faults;
  journal: Journal;
  phones: ReadonlyMap<string, Phone>;
  /** The phone with this number; one nobody asked for before rings until somebody answers it. */
  phone(number: string): Phone;
  /** One for each account; the first number of the first is the one that the phones dial by default. */
  offices: readonly Office[];
  /** The office of the account that has this number, or null. */
  officeOf(number: string): Office | null;
  /** Runs `work` in flight; an unforeseen error becomes a violation. */
  start(what: string, work: () => Promise<void>): void;
  /** Where the exchange listens, for the addresses it hands out. */
  url(): string;
  closed(): boolean;
}
