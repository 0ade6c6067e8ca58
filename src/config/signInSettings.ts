/** The settings of sign-in. */
import { z } from 'zod';
import { StartError } from '../domain/errors.ts';
import type { EntraSettings, Role } from '../domain/identity.ts';

const proxies = z.string().refine(
  (text) =>
    listIn(text).every((one) => {
      const named = z.enum(['loopback', 'linklocal', 'uniquelocal']);
      return z.union([named, z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(one).success;
    }),
  'must be addresses or networks with commas between them, such as 127.0.0.1,10.0.0.0/8',
);

export const signInSettings = {
  TRUST_PROXY: proxies.optional().meta({
    description:
      'Addresses of the reverse proxies in front of us, such as 127.0.0.1,10.0.0.0/8 or loopback: their X-Forwarded-For names the browser whose requests are counted. Unset: none.',
  }),
  ENTRA_TENANT_ID: z
    .guid("must be the tenant's id, such as 11111111-2222-3333-4444-555555555555")
    .optional()
    .meta({ description: 'Microsoft Entra ID: the tenant. With it the one-time link is off. See docs/sign-in.md.' }),
  ENTRA_CLIENT_ID: z.string().min(1).optional().meta({ description: 'The application (client) id.' }),
  ENTRA_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A client secret of it: the value, not its id.' }),
  ENTRA_AUTHORITY: z
    .url({ protocol: /^https$/, error: 'must be an address such as https://login.microsoftonline.com/<tenant>/v2.0' })
    .optional()
    .meta({
      description:
        'Instead of ENTRA_TENANT_ID: the address of another cloud, or of another provider of OpenID Connect, as its tokens name their issuer.',
    }),
  ENTRA_GROUPS_VIEWER: groups('viewer'),
  ENTRA_GROUPS_TECHNICIAN: groups('technician'),
  ENTRA_GROUPS_LEAD: groups('lead'),
  ENTRA_GROUPS_ADMIN: groups('admin'),
};

function groups(role: Role) {
  return z
    .string()
    .optional()
    .meta({ description: `Ids of the groups whose members get the role "${role}", with commas between them.` });
}

type Given = z.infer<z.ZodObject<typeof signInSettings>> & { PUBLIC_URL?: string | undefined };

/**
 * The organisation's sign-in, as far as it is set up.
 * @param names of all settings that are given, so that a misspelt one is not passed over in silence
 * @returns null when nothing of it is set: the one-time link is on
 * @throws StartError when only a part of it is set, which would let nobody in, or the wrong way
 */
export function readEntra(given: Given, names: readonly string[]): EntraSettings | null {
  const unknown = names.find((name) => name.startsWith('ENTRA_') && !Object.hasOwn(signInSettings, name));
  if (unknown !== undefined)
    throw new StartError(`${unknown} is not known; take it out or give it the name of a setting in .env.example.`);
  const named = Object.entries(given).filter(([name, value]) => name.startsWith('ENTRA_') && value !== undefined);
  if (named.length === 0) return null;
  const { ENTRA_CLIENT_ID: clientId, ENTRA_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = given;
  const tenant = given.ENTRA_TENANT_ID;
  const authority = given.ENTRA_AUTHORITY ?? (tenant && `https://login.microsoftonline.com/${tenant}/v2.0`);
  const byRole = {
    viewer: listIn(given.ENTRA_GROUPS_VIEWER),
    technician: listIn(given.ENTRA_GROUPS_TECHNICIAN),
    lead: listIn(given.ENTRA_GROUPS_LEAD),
    admin: listIn(given.ENTRA_GROUPS_ADMIN),
  };
  const missing = (name: string): never => {
    throw new StartError(`${name} must be set to sign in with Entra; set it, or take the other ENTRA_ settings out.`);
  };
  if (authority === undefined) return missing('ENTRA_TENANT_ID');
  if (clientId === undefined) return missing('ENTRA_CLIENT_ID');
  if (clientSecret === undefined) return missing('ENTRA_CLIENT_SECRET');
  if (publicUrl === undefined) return missing('PUBLIC_URL');
  if (byRole.admin.length === 0) return missing('ENTRA_GROUPS_ADMIN');
  return { clientId, clientSecret, authority: authority.replace(/\/+$/, ''), groups: byRole };
}

/** The parts of a list with commas; none of an empty one. */
export function listIn(text = ''): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
