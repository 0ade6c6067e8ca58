import { createHmac } from 'node:crypto';
import type { Fields } from './office.ts';

/**
 * X-Twilio-Signature: base64 of HMAC-SHA1 over the URL and, for each key in code unit order, the key and its value;
 * the values of a repeated key are sorted and each counted once.
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 * @param url exactly as configured, with its query and without its fragment
 * @param fields the POST parameters; empty for a GET, whose parameters are in the URL
 */
export function sign(authToken: string, url: string, fields: Fields): string {
  let signed = url;
  for (const key of Object.keys(fields).sort()) {
    const value = fields[key] ?? '';
    const values = Array.isArray(value) ? [...new Set(value)].sort() : [value];
    for (const one of values) signed += key + one;
  }
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
