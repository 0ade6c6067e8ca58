/** What a changed directory means for who is reached, in words. */
import type { Directory } from '../domain/directory.ts';
import { writePhone } from '../domain/phone.ts';

/** @returns a line for each change, without a full stop; rotas and hours are told elsewhere */
export function sayDirectoryChange(before: Directory, after: Directory): string[] {
  return [
    ...sayDesk(before, after),
    ...sayPeople(before, after),
    ...sayLeads(before, after),
    ...sayPolicies(before, after),
    ...sayBlocked(before, after),
  ];
}

function sayDesk(before: Directory, after: Directory): string[] {
  const { desk: was } = before;
  const { desk: is } = after;
  const changes: string[] = [];
  if (is.number !== was.number) changes.push(`The desk: ${writePhone(is.number)}, was ${writePhone(was.number)}`);
  if (is.hours !== was.hours) changes.push(`The hotline's hours are those of ${is.hours ?? 'the first desk'}`);
  const general = [before.helpDesk, after.helpDesk].map((one) => (one ? writePhone(one.number) : 'none'));
  if (general[0] !== general[1]) changes.push(`The general help desk: ${general[1]}, was ${general[0]}`);
  return changes;
}

function sayPeople({ people: was }: Directory, { people: is }: Directory): string[] {
  const changes: string[] = [];
  for (const [id, { name, phones }] of Object.entries(is)) {
    const old = was[id];
    if (!old) changes.push(`${name} is new`);
    else if (old.phones.join() !== phones.join())
      changes.push(`${name}: ${phones.map(writePhone).join(', ')}, was ${old.phones.map(writePhone).join(', ')}`);
  }
  for (const [id, { name }] of Object.entries(was)) if (!(id in is)) changes.push(`${name} is gone`);
  return changes;
}

function sayLeads(before: Directory, after: Directory): string[] {
  const nameOf = (id: string) => after.people[id]?.name ?? before.people[id]?.name ?? id;
  const changes: string[] = [];
  for (const [id, { name, lead }] of Object.entries(after.teams)) {
    const old = before.teams[id]?.lead;
    if (old !== undefined && old !== lead) changes.push(`${name}: the lead is ${nameOf(lead)}, was ${nameOf(old)}`);
  }
  if (before.leads.join() !== after.leads.join()) changes.push(`The leads are ${after.leads.map(nameOf).join(', ')}`);
  return changes;
}

function sayPolicies(before: Directory, after: Directory): string[] {
  const changes: string[] = [];
  for (const [id, { name, policy }] of Object.entries(after.teams)) {
    const old = before.teams[id];
    const was = old && before.policies[old.policy];
    if (was && JSON.stringify(was) !== JSON.stringify(after.policies[policy]))
      changes.push(`${name}: other steps of a page`);
  }
  return changes;
}

function sayBlocked({ blocked: was }: Directory, { blocked: is }: Directory): string[] {
  const fresh = is.filter((number) => !was.includes(number));
  const gone = was.filter((number) => !is.includes(number));
  return [
    ...fresh.map((number) => `${writePhone(number)} is blocked`),
    ...gone.map((number) => `${writePhone(number)} is not blocked any more`),
  ];
}
