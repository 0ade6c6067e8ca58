/** Looking people up: by directory id, by number, by duty. */
import type { Instant } from '../domain/conversation.ts';
import type { Directory } from '../domain/directory.ts';
import type { OnCall } from '../domain/rota.ts';
import { requiredFrom } from '../oncall/requiredGaps.ts';
import { whoIsOnCall } from '../oncall/whoIsOnCall.ts';
import type { InForce } from './context.ts';

/** The desk itself, as somebody a page may try while it is open. */
export const DESK = 'desk';

export interface Reachable {
  id: string;
  name: string;
  /** The number that texts go to, and that is rung first. */
  phone: string;
  /** All their numbers, in the order in which they are rung. */
  phones: string[];
}

/** A person of the directory, or the desk; null when the directory no longer knows the id. */
export function personOf(directory: Directory, id: string): Reachable | null {
  const { desk } = directory;
  if (id === DESK) return { id, name: desk.name, phone: desk.number, phones: [desk.number] };
  const person = directory.people[id];
  return person ? { id, name: person.name, phone: person.phone, phones: person.phones } : null;
}

/** A name that can be spoken, also for somebody who has left the directory since. */
export function nameOf(directory: Directory, id: string | null): string {
  if (id === null) return 'nobody';
  return personOf(directory, id)?.name ?? id;
}

/** Who did something, for the timeline. @param actor the name of whoever did it for them; null when they did it themselves */
export function nameFor(name: string, actor: string | null): string {
  return actor === null ? name : `${actor}, for ${name},`;
}

/** Whoever leads a team; of one that has left the directory, the first of the leads. */
export function leadOf(directory: Directory, team: string): string {
  return directory.teams[team]?.lead ?? directory.leads[0] ?? DESK;
}

/** Whose number is this? Each number of a person counts. */
export function personByPhone(directory: Directory, phone: string): Reachable | null {
  const found = Object.entries(directory.people).find(([, { phones }]) => phones.includes(phone));
  return found ? personOf(directory, found[0]) : null;
}

/** A number that hears a polite good-bye; one that is withheld never is. */
export function isBlocked(directory: Directory, phone: string | null): boolean {
  return phone !== null && directory.blocked.includes(phone);
}

/** A department that we support, as far as a number tells it. */
export interface PartnerByPhone {
  /** null where several share the number. */
  department: string | null;
  /** null where they have several teams. */
  team: string | null;
  /** A number that somebody with a contract has is never turned away. */
  contract: boolean;
}

/** Whose number is this? A number that several departments share tells only what they have in common. */
export function partnerByPhone(directory: Directory, phone: string): PartnerByPhone | null {
  const [first, ...others] = directory.partners.filter((one) => one.numbers.includes(phone));
  if (!first) return null;
  const all = [first, ...others];
  return {
    department: all.every((one) => one.department === first.department) ? first.department : null,
    team: all.every((one) => one.team === first.team) ? first.team : null,
    contract: all.some((one) => one.contract),
  };
}

/** May somebody be woken for this number? Of one that the directory does not know, always. */
export function hasContract(directory: Directory, phone: string | null): boolean {
  return (phone === null ? null : partnerByPhone(directory, phone))?.contract ?? true;
}

/** Who is asked which team an unsure caller belongs to. */
export function askedWhenUnsure({ unsure, leads }: Directory): readonly string[] {
  return unsure.ask ?? leads;
}

/** When somebody of a team has to be on call next: `at` while that is so. Of a team that has left the directory, always. */
export function coverFrom({ covers }: InForce, team: string, at: Instant): Instant | null {
  const cover = covers[team];
  return cover === undefined ? at : requiredFrom(cover, at);
}

/** Who is on call for a team at an instant, by the rota in force. */
export function onCallFor(inForce: InForce, team: string, at: Instant): OnCall {
  const rota = inForce.rotas[team];
  if (!rota)
    return { people: [], until: null, decidedBy: [], gap: `There is no rota for the team "${team}".`, warnings: [] };
  return whoIsOnCall(rota.index, at);
}
