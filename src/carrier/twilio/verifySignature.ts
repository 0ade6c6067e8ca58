import twilio from 'twilio';
import type { FormFields } from '../../domain/ports.ts';

/**
 * Was this request signed for exactly this address? (Twilio, "Validating requests": HMAC-SHA1 over the address as it is
 * configured, with the query, and every field sorted.)
 * @param tokens every token that is valid now; two while one is being rotated
 */
export function verifySignature(
  tokens: readonly string[],
  signature: string | undefined,
  url: string,
  fields: FormFields,
): boolean {
  if (!signature) return false;
  return tokens.some((token) => twilio.validateRequest(token, signature, url, fields));
}
