/**
 * The moments at which the service waits for something outside of it: before and after each statement of a transaction,
 * and before and after each request to the carrier. At one of them it can be made to kill itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';
import PostgresClient from 'knex/lib/dialects/postgres/index.js';
import SqliteClient from 'knex/lib/dialects/sqlite3/index.js';

// A transaction is named by the function that began it, which stands below the store and its driver.
Error.stackTraceLimit = 40;
const beginner = /at (?:async )?(?:Object\.)?(\w+) \(\S*\/dist\/(?:actions|dispatch|sources)\/\S+\.js/;

/** @type {AsyncLocalStorage<{ name: string, statements: number }>} */
const transactions = new AsyncLocalStorage();
/** Points that were passed since the last `arm`. @type {string[]} */
let passed = [];
/** How often each name has come since then. @type {Map<string, number>} */
let counts = new Map();
/** @type {string | null} */
let deadly = null;

/** Numbers the points anew. @param {string | null} point where to die; null for nowhere */
export function arm(point) {
  passed = [];
  counts = new Map();
  deadly = point;
}

export function passedPoints() {
  return passed;
}

/** @param {string} point */
function pass(point) {
  passed.push(point);
  if (point !== deadly) return;
  writeSync(1, `died ${point}\n`);
  process.kill(process.pid, 'SIGKILL');
  // Nothing of ours happens any more, however late the signal comes.
  for (;;);
}

/** The name with its number: the second transaction of a kind is another point than the first. @param {string} name */
function numbered(name) {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return `${name} ${count}`;
}

/** @param {any} client a dialect of Knex */
function watchClient(client) {
  const { transaction, _query } = client.prototype;
  client.prototype.transaction = function (/** @type {unknown[]} */ ...given) {
    const name = beginner.exec(new Error().stack ?? '')?.[1] ?? 'somebody';
    return transactions.run({ name: numbered(name), statements: 0 }, () => transaction.apply(this, given));
  };
  client.prototype._query = function (/** @type {any} */ connection, /** @type {{ sql: string }} */ query) {
    const within = transactions.getStore();
    if (!within) return _query.call(this, connection, query);
    within.statements += 1;
    const point = `${within.name}: ${within.statements} ${/\w+/.exec(query.sql)?.[0].toUpperCase()}`;
    pass(`${point}, before`);
    return _query.call(this, connection, query).then((/** @type {unknown} */ answer) => {
      pass(`${point}, after`);
      return answer;
    });
  };
}

/** Makes every transaction of this process pass its points. */
export function watchDatabase() {
  watchClient(SqliteClient);
  watchClient(PostgresClient);
}

const asked = ['placeCall', 'sendText', 'cancelCall', 'findCalls', 'findTexts', 'fetchCall', 'fetchText'];

/**
 * Makes every request to the carrier pass its points.
 * @template {object} Carrier
 * @param {Carrier} carrier
 * @returns {Carrier}
 */
export function watchCarrier(carrier) {
  const watched = Object.entries(carrier).map(([name, act]) => {
    if (!asked.includes(name)) return [name, act];
    const watchedAct = async (/** @type {unknown[]} */ ...given) => {
      const point = numbered(name);
      pass(`${point}: request, before`);
      const answer = await act(...given);
      pass(`${point}: request, after`);
      return answer;
    };
    return [name, watchedAct];
  });
  return Object.fromEntries(watched);
}
