import { plain } from '../columns.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { type PersonFact, peopleFacts } from '../rows/outside.ts';
import { insertFirst, readAll, readOne, rowsOf } from '../table.ts';

/** @returns false when the fact is known already; since when it holds stays as it is */
export function notePersonFact(tx: Tx, fact: PersonFact): Promise<boolean> {
  return insertFirst(tx, peopleFacts, fact, ['address', 'fact']);
}

/** What we learnt about these telephone numbers. */
export function factsOf(read: Read, addresses: readonly string[]): Promise<PersonFact[]> {
  const query = rowsOf(read, peopleFacts).whereIn('address', addresses.map(plain));
  return readAll(peopleFacts, query.orderBy(['address', 'fact']));
}

/** Is there an address of which this is known? */
export async function anyPersonFact(read: Read, fact: PersonFact['fact']): Promise<boolean> {
  return (await readOne(peopleFacts, rowsOf(read, peopleFacts, { fact }))) !== null;
}

/** @returns false when the fact was not known */
export async function forgetPersonFact(tx: Tx, address: string, fact: PersonFact['fact']): Promise<boolean> {
  const gone: number = await sqlOf(tx)(peopleFacts.name)
    .where({ address: plain(address), fact })
    .delete();
  return gone > 0;
}
