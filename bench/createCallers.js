import { Agent, request } from 'node:http';
import { sign } from '../dist/exchange/sign.js';
import { account } from './account.js';

/**
 * @typedef {object} Call
 * @property {Record<string, string>} fields what every request of this call says
 * @property {string} next the address of its next turn
 */

/**
 * Callers of one server: each dials (a new call, turn 0) and presses 2 (turn 1: a routine case, which pages nobody).
 * Requests are signed and formed as the carrier's are, on connections that are kept.
 * @param {string} url of the server
 */
export function createCallers(url) {
  const agent = new Agent({ keepAlive: true });
  let calls = 0;
  return {
    /** @returns {Promise<Call>} */
    async dial() {
      calls += 1;
      const fields = {
        CallSid: `CA${calls.toString(16).padStart(32, '0')}`,
        AccountSid: account.sid,
        From: `+1608444${String(calls % 10_000).padStart(4, '0')}`,
        To: account.number,
        CallStatus: 'ringing',
        ApiVersion: '2010-04-01',
        Direction: 'inbound',
        Caller: '+16085550142',
        Called: account.number,
      };
      return { fields, next: nextTurn(1, await post(agent, `${url}/voice`, fields)) };
    },
    /** @param {Call} call */
    async press(call) {
      const fields = { ...call.fields, CallStatus: 'in-progress', msg: 'Gather End', Digits: '2', FinishedOnKey: '' };
      nextTurn(2, await post(agent, call.next, fields));
    },
    close() {
      agent.destroy();
    },
  };
}

/**
 * The address of the turn that must come next: an answer of the lifeline has none, so a fault is never measured as a turn.
 * @param {number} n
 * @param {string} document
 */
function nextTurn(n, document) {
  const address = /action="([^"]+)"/.exec(document)?.[1]?.replaceAll('&amp;', '&') ?? '';
  if (!address.includes(`/turns/${n}?`)) throw new Error(`Turn ${n} was to come next, but the answer was ${document}`);
  return address;
}

/**
 * @param {Agent} agent
 * @param {string} url
 * @param {Record<string, string>} fields
 * @returns {Promise<string>} the body of the answer
 */
function post(agent, url, fields) {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    'x-twilio-signature': sign(account.token, url, fields),
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
