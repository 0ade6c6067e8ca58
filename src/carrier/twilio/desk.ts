import twilio from 'twilio';
import { limits } from '../../domain/limits.ts';
import { OriginClient } from './originClient.ts';
import { toCarrierError } from './toCarrierError.ts';

export interface TwilioAccount {
  accountSid: string;
  /** The first one signs our requests; all of them verify, so that a token can be rotated. */
  authTokens: readonly string[];
  /** Another origin for the REST API, or null for Twilio's own. */
  apiUrl: string | null;
}

/** An account with the client that speaks for it. */
export interface Desk extends TwilioAccount {
  http: OriginClient;
  client: ReturnType<typeof twilio>;
}

export function openDesk(account: TwilioAccount): Desk {
  const [token = ''] = account.authTokens;
  const http = new OriginClient(account.apiUrl, { timeout: limits.carrierSeconds * 1000, autoRetry: false });
  return { ...account, http, client: twilio(account.accountSid, token, { httpClient: http }) };
}

/** Asks, and turns whatever goes wrong into a CarrierError. */
export async function asked<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw toCarrierError(error);
  }
}
