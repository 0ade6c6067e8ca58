import { type Role, roles, SignInRefused } from '../domain/identity.ts';

/**
 * The highest role that somebody's groups have.
 * @throws SignInRefused when none of them has one
 */
export function roleOf(groupsOf: Readonly<Record<Role, readonly string[]>>, groups: readonly string[]): Role {
  const mine = new Set(groups.map((id) => id.toLowerCase()));
  const role = roles.findLast((one) => groupsOf[one].some((id) => mine.has(id.toLowerCase())));
  if (role !== undefined) return role;
  throw new SignInRefused(
    'no group of ours',
    'You are signed in with your organisation, but in none of the groups that may use Nightdesk. Ask a lead to add you to one.',
  );
}
