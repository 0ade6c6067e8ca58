/**
 * The real service as a process of its own, on the database and the folder it is given, with the shipped flows and
 * schedules. Its carrier is a local exchange, so that no ring leaves this machine; the measured turns cause none.
 */
import { startApp } from '../dist/app.js';
import { systemClock } from '../dist/clock.js';
import { createExchange } from '../dist/exchange/createExchange.js';
import { randomIds } from '../dist/ids.js';
import { account } from './account.js';
import { serveParent } from './serveParent.js';

const [databaseUrl = '', dataDir = ''] = process.argv.slice(2);
const clock = systemClock();
const exchange = createExchange({
  clock,
  accountSid: account.sid,
  authToken: account.token,
  numbers: [{ number: account.number, voiceUrl: 'http://127.0.0.1:9/none' }],
});
const { url: apiUrl } = await exchange.listen(0);
/** @param {string} message @param {object} [fields] */
const tell = (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields ?? {})}\n`);
const app = await startApp({
  config: {
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    databaseUrl,
    carrier: 'twilio',
    twilio: [{ accountSid: account.sid, authTokens: [account.token], numbers: [account.number], apiUrl }],
    exchangePort: 0,
    flowsDir: 'flows',
    schedulesDir: 'schedules',
    dataDir,
    timezone: 'America/Chicago',
    adminToken: 'the-admin-token-of-the-bench',
    logLevel: 'silent',
    allowedCountries: ['US'],
    retentionDays: 0,
    trustProxy: [],
    entra: null,
    lifeboatUrl: null,
  },
  clock,
  ids: randomIds(),
  log: { info() {}, warn: tell, error: tell },
});

serveParent(app.url, async () => {
  await app.stop();
  await exchange.close();
});
