/** The directory, by everything that a person may be called. */
import type { RotaPerson } from '../domain/rota.ts';

export interface NameBook {
  /** Who is called so; more than one when it could be any of them. */
  find(text: string): readonly RotaPerson[];
  /** True when the directory has the name or alias in just these letters. */
  isSpelt(text: string): boolean;
  /** The most words that one of the names has. */
  words: number;
}

const WORDS_AT_MOST = 8;

/** A name is compared in small letters and with single spaces; "Kim Lee" is found as "Lee, Kim", too, as Outlook writes it. */
export function nameBook(people: readonly RotaPerson[]): NameBook {
  const byKey = new Map<string, Set<RotaPerson>>();
  const spelt = new Set<string>();
  let words = 1;
  for (const person of people) {
    const names = [person.name, ...person.aliases];
    for (const name of names) {
      spelt.add(name.trim());
      words = Math.max(words, name.trim().split(/[\s-]+/).length);
    }
    for (const text of [
      person.id,
      person.phone,
      ...(person.phones ?? []),
      person.email ?? '',
      ...names,
      lastNameFirst(person.name),
    ])
      for (const key of keysOf(text)) byKey.set(key, (byKey.get(key) ?? new Set()).add(person));
  }
  return {
    find: (text) => [...new Set(keysOf(text).flatMap((key) => [...(byKey.get(key) ?? [])]))],
    isSpelt: (text) => spelt.has(text),
    words: Math.min(words, WORDS_AT_MOST),
  };
}

function lastNameFirst(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.length < 2 ? '' : `${words.at(-1)}, ${words.slice(0, -1).join(' ')}`;
}

/** A text as it is compared; for a telephone number its digits, too. */
function keysOf(text: string): string[] {
  const key = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (key === '') return [];
  const digits = /^\+?[\d\s().-]{7,20}$/.test(key) ? key.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '') : '';
  return digits === '' ? [key] : [key, `tel ${digits}`];
}
