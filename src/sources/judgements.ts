/** Files that were judged and are not in force: they are judged again only when something they were judged by has changed. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { VersionKind } from '../domain/records.ts';

export interface Seen {
  kind: VersionKind;
  name: string;
  hash: string;
}

interface Judgement {
  hash: string;
  revision: number;
  /** Files that were read beside it, since nothing of them is in force. */
  beside: readonly Seen[];
  /** A reason may pass with the days, and a machine that was busy with the minutes. */
  until: Instant;
}

export class Judgements {
  readonly #known = new Map<string, Judgement>();
  readonly #unreadableSince = new Map<string, Instant>();

  /**
   * @param revision of what is in force
   * @param hashNow of what the disk has under a name
   */
  has(
    { kind, name, hash }: Seen,
    revision: number,
    now: Instant,
    hashNow: (kind: VersionKind, name: string) => string,
  ): boolean {
    const known = this.#known.get(`${kind} ${name}`);
    return (
      known !== undefined &&
      known.hash === hash &&
      known.revision === revision &&
      now < known.until &&
      known.beside.every((one) => hashNow(one.kind, one.name) === one.hash)
    );
  }

  note({ kind, name, hash }: Seen, revision: number, until: Instant, beside: readonly Seen[]): void {
    this.#known.set(`${kind} ${name}`, { hash, revision, until, beside });
  }

  /** The file can be read from the disk. */
  isThere({ kind, name }: Pick<Seen, 'kind' | 'name'>): void {
    this.#unreadableSince.delete(`${kind} ${name}`);
  }

  /** The file is what is in force again. */
  forget({ kind, name }: Pick<Seen, 'kind' | 'name'>): void {
    this.#known.delete(`${kind} ${name}`);
    this.#unreadableSince.delete(`${kind} ${name}`);
  }

  /** Has a file been impossible to read for so long that it is no passing fault of a folder on the network? */
  isUnreadableLong({ kind, name }: Pick<Seen, 'kind' | 'name'>, now: Instant): boolean {
    const key = `${kind} ${name}`;
    const since = this.#unreadableSince.get(key) ?? now;
    this.#unreadableSince.set(key, since);
    return now - since >= limits.unreadableSeconds * 1000;
  }
}
