import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consolePages } from '../src/http/consolePages.ts';
import { whereTo } from '../src/http/whereTo.ts';

test.each(['/', '/now', '/cases', '/cases/CS0000042', '/cases?state=open&q=a%20b', '/rotas?team=aims#now', '/?a=//b'])(
  '%s is a page of ours',
  (page) => {
    expect(whereTo(page)).toBe(page);
  },
);

test.each([
  undefined,
  ['/now', '/cases'],
  '',
  'now',
  '//evil.example',
  '//evil.example/now',
  '/\\evil.example',
  '/now\\evil',
  '/\t/evil.example',
  '/cases/..%2f',
  '/cases/../..//evil.example',
  '/now/',
  '/nowhere',
  '/api/cases',
  '/sign-in',
  '/now?a=\r\nset-cookie: a=b',
  'https://evil.example/now',
  'javascript:alert(1)',
  `/now?${'x'.repeat(300)}`,
])('%j leads to the front page', (wanted) => {
  expect(whereTo(wanted)).toBe('/');
});

test('whatever is wanted, it leads to a page of ours on the site that was asked', () => {
  const bits = [
    '/',
    '//',
    '\\',
    '.',
    '..',
    '@',
    ':',
    '?',
    '#',
    '\t',
    '\n',
    '%2f',
    '%5c',
    'now',
    'cases',
    'evil.example',
    'http:',
  ];
  const odd = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 8,
  });
  const site = 'https://hotline.example.org';
  const pages = consolePages.map((page) => new RegExp(`^${page.replace(/:\w+/, '[\\w-]+')}$`));
  fc.assert(
    fc.property(odd, fc.boolean(), (parts, rooted) => {
      const url = new URL(whereTo(`${rooted ? '/' : ''}${parts.join('')}`), `${site}/sign-in/callback`);
      expect(url.origin).toBe(site);
      expect(pages.some((page) => page.test(url.pathname))).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
