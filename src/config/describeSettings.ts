import { z } from 'zod';

/** Which settings stand together, by how their names begin; the last takes the rest. */
const groups: readonly (readonly [title: string, isOne: (name: string) => boolean, about: string])[] = [
  [
    'The carrier',
    (name) => /^(TWILIO_|CARRIER|EXCHANGE_|LIFEBOAT_|ALLOWED_)/.test(name),
    'With none of the `TWILIO_` settings the service runs on its local exchange, and no real phone rings. Half of them stop the start, and so does a name that begins like one and is none.',
  ],
  ['Signing in', (name) => /^(ENTRA_|ADMIN_TOKEN|TRUST_PROXY|SESSION_)/.test(name), ''],
  ['What is kept', (name) => /^(DATABASE_URL|DATA_DIR|RETENTION_DAYS)$/.test(name), ''],
  ['The service', () => true, ''],
];

/** The page docs/configuration.md: every setting, what it is for, its default and what it takes. */
export function describeSettings(shape: Readonly<Record<string, z.ZodType>>): string {
  const left = new Map(Object.entries(shape));
  const parts = groups.map(([title, isOne, about]) => {
    const rows = [...left].filter(([name]) => isOne(name));
    for (const [name] of rows) left.delete(name);
    const table = rows.map(([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${cell(aboutOf(schema))} |`);
    const head = '| setting | unless set | what it is for |\n|---|---|---|';
    return rows.length === 0
      ? ''
      : `## ${title}\n\n${about === '' ? '' : `${about}\n\n`}${head}\n${table.join('\n')}\n`;
  });
  return `${intro}\n${parts.filter((part) => part !== '').join('\n')}`;
}

const intro = `# Settings

Made from the schema that checks them (\`src/config.ts\`); a test holds it. Settings are environment variables, or lines of a file
\`.env\` in the folder where the service is started; what stands in the environment counts more. They are read once, at the start: a wrong
one stops it with a sentence that names the setting, its line and the remedy. Where none is set, the service runs on its local
exchange.

People, teams, policies, rotas, hours and conversations are no settings: they are files that may change while it runs
([people](people.md), [rotas](rotas.md), [flows](flows.md)).
`;

function aboutOf(schema: z.ZodType): string {
  return schema.meta()?.description ?? '';
}

function defaultOf(schema: z.ZodType): string {
  const absent = schema.safeParse(undefined);
  const value = absent.success && absent.data !== undefined ? `\`${String(absent.data)}\`` : '–';
  const choices = z.array(z.string()).safeParse(jsonOf(schema).enum);
  if (!choices.success) return value;
  return cell(`${value} (${choices.data.map((one) => `\`${one}\``).join(', ')})`);
}

function jsonOf(schema: z.ZodType): { enum?: unknown } {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
