import { outsideLimits } from './outsideLimits.ts';

/** What a request tells of its way here. Nobody need believe it: a variant counts only when the carrier signed it. */
export interface Arrived {
  /** Path and query as they came. */
  path: string;
  host: string;
  /** What a proxy says that it was asked for; '' when it says nothing. */
  forwardedHost: string;
  forwardedPrefix: string;
}

/**
 * Addresses for which the carrier may have signed a request that is not signed for ours: another scheme, another name of
 * this host, with or without its port, with or without the path of PUBLIC_URL, a slash more or less, without its query.
 * Those that differ in one thing come first.
 */
export function signedVariants(publicUrl: string, arrived: Arrived): string[] {
  const ours = new URL(publicUrl);
  const [path = '', query = ''] = splitAt(arrived.path, '?');
  const prefix = ours.pathname.replace(/\/+$/, '');
  const hosts = distinct([
    ours.host,
    arrived.host,
    arrived.forwardedHost,
    ours.hostname,
    withoutPort(arrived.host),
    www(ours.host),
  ]);
  const paths = distinct([prefix + path, path, arrived.forwardedPrefix + path].flatMap((one) => [one, slashed(one)]));
  const variants: { url: string; differs: number }[] = [];
  const schemes = distinct([ours.protocol, 'https:', 'http:']);
  for (const [a, scheme] of schemes.entries())
    for (const [b, host] of hosts.entries())
      for (const [c, where] of paths.entries())
        for (const [d, tail] of distinct([query, ' ']).entries())
          variants.push({
            url: `${scheme}//${host}${where}${tail.trim()}`,
            differs: [a, b, c, d].filter((at) => at > 0).length,
          });
  const expected = `${publicUrl}${arrived.path}`;
  return variants
    .filter(({ url }) => url !== expected && URL.canParse(url))
    .sort((one, other) => one.differs - other.differs)
    .slice(0, outsideLimits.signatureVariants)
    .map(({ url }) => url);
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)].filter((one) => one !== '');
}

const withoutPort = (host: string) => host.replace(/:\d+$/, '');
const www = (host: string) => (host.startsWith('www.') ? host.slice(4) : `www.${host}`);
const slashed = (path: string) => (path.endsWith('/') ? path.replace(/\/+$/, '') : `${path}/`);
