/** The settings of sign-in. */
import { z } from 'zod';

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
};

/** The parts of a list with commas; none of an empty one. */
export function listIn(text = ''): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
