/** A person whose phone can be picked up. */
export interface PhonePerson {
  id: string;
  name: string;
  phone: string;
}

/** Who is who at the telephones. */
export class PhoneNames {
  /** The number that is "caller". */
  caller: string;
  readonly #people: readonly PhonePerson[];
  readonly #hotline: string;

  constructor(people: readonly PhonePerson[], hotline: string, caller: string) {
    this.#people = people;
    this.#hotline = hotline;
    this.caller = caller;
  }

  /** The number of "caller", a person's id, first name or name, or a number itself; null for nobody known. */
  numberOf(who: string): string | null {
    const wanted = who.trim().toLowerCase().replace(/^the /, '');
    if (wanted === 'caller') return this.caller;
    if (/^\+\d+$/.test(wanted)) return wanted;
    const exact = this.#people.find((person) => person.id === wanted || person.name.toLowerCase() === wanted);
    const first = this.#people.find((person) => person.name.toLowerCase().split(' ', 1)[0] === wanted);
    return (exact ?? first)?.phone ?? null;
  }

  nameOf(number: string): string {
    if (number === this.caller) return 'caller';
    if (number === this.#hotline) return 'the hotline';
    return this.#people.find((person) => person.phone === number)?.name ?? number;
  }

  /** For the sentence that says who can be named. */
  ids(): string {
    return ['caller', ...this.#people.map((person) => person.id)].join(', ');
  }
}
