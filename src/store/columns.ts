/** Between our names and values and those of the database: camelCase and snake_case, booleans, JSON, U+0000. */

const snakeNames = new Map<string, string>();
const camelNames = new Map<string, string>();

/** dueAt -> due_at */
export function snakeCase(name: string): string {
  let snake = snakeNames.get(name);
  if (snake === undefined) {
    snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    snakeNames.set(name, snake);
  }
  return snake;
}

/** due_at -> dueAt */
export function camelCase(name: string): string {
  let camel = camelNames.get(name);
  if (camel === undefined) {
    camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camelNames.set(name, camel);
  }
  return camel;
}

/** The rows of any answer of knex with camelCase keys; an answer that is no row stays as it is. */
export function camelCaseRows(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(camelCaseRows);
  if (result === null || typeof result !== 'object' || Object.getPrototypeOf(result) !== Object.prototype)
    return result;
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [camelCase(name), value]));
}

/** PostgreSQL cannot store U+0000 in text, so no text of ours holds it on either engine. */
export function plain(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

type Column = string | number | null | Buffer;

/** A record, or part of one, as columns. What is undefined is left out; objects and lists become JSON. */
export function toColumns(record: object): Record<string, Column> {
  const columns: Record<string, Column> = {};
  for (const [name, value] of Object.entries(record)) {
    if (value !== undefined) columns[name] = toColumn(name, value);
  }
  return columns;
}

function toColumn(name: string, value: unknown): Column {
  if (value === null || Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return plain(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object') return JSON.stringify(plainDeep(value));
  // Every number we keep is a count or an instant. SQLite would store a fraction where PostgreSQL refuses it.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new TypeError(`${name} must be a whole number, a text, a boolean, a list or an object`);
}

function plainDeep(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(plainDeep);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [plain(name), plainDeep(inner)]));
}
