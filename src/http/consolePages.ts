/** What the address bar may say: all of it is one document. */
export const consolePages: readonly string[] = [
  '/',
  '/phones',
  '/now',
  '/cases',
  '/cases/:number',
  '/rotas',
  '/flow',
  '/welcome',
];
