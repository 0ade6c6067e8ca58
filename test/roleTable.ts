import { roles } from '../src/domain/identity.ts';
import { nowRoutes } from '../src/http/nowRoutes.ts';
import { routes } from '../src/http/routes.ts';

/** Who may do what, as docs/sign-in.md has it: from the data that the server decides by. */
export function roleTable(): string {
  const all = [...routes, ...nowRoutes({ carrier: 'exchange', demo: null, alarms: [] })];
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = roles.flatMap((role) =>
    all
      .filter((route) => route.role === role)
      .map(({ method, path, about }) => `| ${role} | ${cell(about)} | \`${method.toUpperCase()} /api${path}\` |`),
  );
  return ['| from this role on | may | by |', '|---|---|---|', ...rows].join('\n');
}
