import { Buffer } from 'node:buffer';
import twilio from 'twilio';
import { limits } from '../../domain/limits.ts';
import type { Carrier, PlaceCall, SendText } from '../../domain/ports.ts';
import { misfits } from './misfits.ts';
import { OriginClient } from './originClient.ts';
import { readCall, readCallback, readCallSid, readEvent, readText } from './readRequest.ts';
import { renderHold, renderNothing, renderReply, renderSay } from './render.ts';
import { renderLifeline, renderLifelineRecording, renderScreen } from './renderLifeline.ts';
import { toCarrierError } from './toCarrierError.ts';
import { verifySignature } from './verifySignature.ts';

export interface TwilioOptions {
  name: Carrier['name'];
  accountSid: string;
  /** The first one signs our requests; all of them verify, so that a token can be rotated. */
  authTokens: readonly string[];
  /** Another origin for the REST API, or null for Twilio's own. */
  apiUrl: string | null;
}

/** The carrier: Twilio's REST API and TwiML, or whatever speaks them. */
export function createTwilioCarrier(options: TwilioOptions): Carrier {
  const [token = ''] = options.authTokens;
  const httpClient = new OriginClient(options.apiUrl, { timeout: limits.carrierSeconds * 1000, autoRetry: false });
  const client = twilio(options.accountSid, token, { httpClient });
  const ask = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      throw toCarrierError(error);
    }
  };
  return {
    name: options.name,
    placeCall: (call: PlaceCall) =>
      ask(async () => {
        const made = await client.calls.create({
          to: call.to,
          from: call.from,
          url: call.url,
          fallbackUrl: call.fallbackUrl,
          statusCallback: call.statusUrl,
          statusCallbackEvent: ['initiated', 'completed'],
          timeout: call.ringSeconds,
        });
        return { sid: made.sid };
      }),
    sendText: (text: SendText) =>
      ask(async () => {
        const made = await client.messages.create({
          to: text.to,
          from: text.from,
          body: text.body,
          statusCallback: text.statusUrl,
          validityPeriod: text.validitySeconds,
        });
        return { sid: made.sid };
      }),
    // `canceled` ends calls that are queued or ringing and leaves one in progress alone (Twilio: update a Call resource).
    cancelCall: (sid) => ask(async () => void (await client.calls(sid).update({ status: 'canceled' }))),
    fetchRecording: (sid) => ask(() => fetchSound(httpClient, options.accountSid, token, sid)),
    ping: () => ask(async () => void (await client.api.v2010.accounts(options.accountSid).fetch())),
    verify: (signature, url, fields) => verifySignature(options.authTokens, signature, url, fields),
    misfits,
    readEvent,
    readCall,
    readCallSid,
    readText,
    readCallback,
    render: renderReply,
    renderHold,
    renderNothing,
    renderLifeline,
    renderLifelineRecording,
    renderScreen,
    renderSay,
  };
}

/** The sound is not part of the SDK's resources: it is the recording's address with `.wav` behind it. */
async function fetchSound(client: OriginClient, account: string, token: string, sid: string) {
  const response = await client.axios.request<ArrayBuffer>({
    method: 'get',
    url: client.addressOf(`https://api.twilio.com/2010-04-01/Accounts/${account}/Recordings/${sid}.wav`),
    auth: { username: account, password: token },
    responseType: 'arraybuffer',
    maxContentLength: limits.recordingBytes,
    timeout: limits.carrierSeconds * 1000,
  });
  return { sound: Buffer.from(response.data), contentType: String(response.headers['content-type'] ?? 'audio/x-wav') };
}
