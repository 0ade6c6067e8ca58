import type { Response } from 'express';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A page that says one thing, for whoever comes to sign in; it needs no script. */
export function signInPage(response: Response, status: number, title: string, sentences: readonly string[]): void {
  const plain = (text: string) => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
  const words = sentences.map((sentence) => `<p>${plain(sentence)}</p>`).join('\n');
  response
    .status(status)
    .set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    .type('html')
    .send(
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${plain(title)}</title></head>\n<body><main><h1>${plain(title)}</h1>\n${words}</main></body></html>\n`,
    );
}
