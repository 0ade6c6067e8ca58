/** As much of a request as this looks at. */
interface Coming {
  method: string;
  header(name: string): string | undefined;
}

/**
 * Did nobody open this address, though something asks for it? A browser or a program that draws previews looks ahead,
 * and the page of another site can ask for us as a picture, a frame or a script (https://www.w3.org/TR/fetch-metadata/).
 */
export function isOnlyLooking(request: Coming): boolean {
  const word = (name: string) => request.header(name) ?? '';
  const told = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].map(word);
  if (request.method === 'HEAD' || told.some((words) => /prefetch|prerender|preview/i.test(words))) return true;
  // An old browser, or a script, says nothing of the kind.
  if (!['', 'document'].includes(word('sec-fetch-dest'))) return true;
  return word('sec-fetch-site') === 'cross-site' && word('sec-fetch-mode') !== 'navigate';
}
