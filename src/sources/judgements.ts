/** Files that were judged and are not in force: they are judged again only when something they were judged by has changed. */
import type { VersionKind } from '../domain/records.ts';

export interface Seen {
  kind: VersionKind;
  name: string;
  hash: string;
}

interface Judgement {
  hash: string;
  revision: number | null;
  /** Files that were read beside it, since nothing of them is in force. */
  beside: readonly Seen[];
}

export class Judgements {
  readonly #known = new Map<string, Judgement>();

  /**
   * @param revision of what is in force
   * @param hashNow of what the disk has under a name
   */
  has(
    { kind, name, hash }: Seen,
    revision: number | null,
    hashNow: (kind: VersionKind, name: string) => string,
  ): boolean {
    const known = this.#known.get(`${kind} ${name}`);
    return (
      known !== undefined &&
      known.hash === hash &&
      known.revision === revision &&
      known.beside.every((one) => hashNow(one.kind, one.name) === one.hash)
    );
  }

  note({ kind, name, hash }: Seen, revision: number | null, beside: readonly Seen[]): void {
    this.#known.set(`${kind} ${name}`, { hash, revision, beside });
  }

  /** The file is what is in force again. */
  forget({ kind, name }: Seen): void {
    this.#known.delete(`${kind} ${name}`);
  }
}
