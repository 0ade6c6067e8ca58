/**
 * What is different about an address that is nearly the right one, in words: the carrier signs the address exactly as it
 * was written at the number, so a slash too many refuses every call.
 * @param wanted the address as it should be
 * @param found the one that is there; what stands behind `#` is the carrier's own and counts for nothing
 * @returns null when they are the same
 */
export function urlDifference(wanted: string, found: string): string | null {
  const bare = found.split('#', 1)[0] ?? '';
  if (bare === wanted) return null;
  if (bare === '') return 'it is empty';
  const [right, other] = [parsed(wanted), parsed(bare)];
  if (right === null || other === null) return 'it is no address';
  const told = [
    ...differs('', right.protocol.slice(0, -1), other.protocol.slice(0, -1)),
    ...(other.username + other.password === '' ? [] : ['it names a user']),
    ...differs('the host ', right.hostname, other.hostname),
    ...differs('port ', right.port || 'none', other.port || 'none'),
    ...pathDiffers(right.pathname, other.pathname),
    ...differs('the query ', right.search || 'none', other.search || 'none'),
  ];
  return told.length > 0 ? told.join(', ') : spelling(wanted, bare);
}

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

function differs(what: string, wanted: string, found: string): string[] {
  return wanted === found ? [] : [`${what}${found} instead of ${wanted}`];
}

function pathDiffers(wanted: string, found: string): string[] {
  if (wanted === found) return [];
  if (found === `${wanted}/`) return ['a slash too many at the end'];
  if (`${found}/` === wanted) return ['the slash at the end is missing'];
  if (found.replace(/\/{2,}/g, '/') === wanted) return ['two slashes where one belongs'];
  if (found.toLowerCase() === wanted.toLowerCase()) return ['capital letters in the path'];
  return differs('the path ', wanted, found);
}

/** The same address to a browser, and another one to a signature. A port that goes without saying makes no difference. */
function spelling(wanted: string, found: string): string | null {
  const plain = found.replace(/^(https:\/\/[^/]+):443(?=\/|$)/, '$1').replace(/^(http:\/\/[^/]+):80(?=\/|$)/, '$1');
  return plain === wanted ? null : 'it is written differently: capital letters, blanks or a character that is encoded';
}
