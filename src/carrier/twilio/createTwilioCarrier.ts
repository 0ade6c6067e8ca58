import { Buffer } from 'node:buffer';
import twilio from 'twilio';
import { limits } from '../../domain/limits.ts';
import { type Carrier, CarrierError, type PlaceCall, type SendText } from '../../domain/ports.ts';
import type { Removal } from '../../domain/records.ts';
import { createLooks } from './createLooks.ts';
import { createOffice } from './createOffice.ts';
import { asked, type Desk, openDesk, type TwilioAccount } from './desk.ts';
import { misfits } from './misfits.ts';
import { readAccount, readCall, readCallback, readCallSid, readEvent, readText } from './readRequest.ts';
import { renderHold, renderNothing, renderReply, renderSay } from './render.ts';
import { renderLifeboat } from './renderLifeboat.ts';
import { renderLifeline, renderLifelineRecording, renderScreen } from './renderLifeline.ts';
import { verifySignature } from './verifySignature.ts';

export interface TwilioOptions {
  name: Carrier['name'];
  /** The first one is the hotline's own. */
  accounts: readonly TwilioAccount[];
}

/** The carrier: Twilio's REST API and TwiML, or whatever speaks them. */
export function createTwilioCarrier(options: TwilioOptions): Carrier {
  const desks = new Map(options.accounts.map((account) => [account.accountSid, openDesk(account)]));
  const [first] = options.accounts;
  const deskOf = (account: string | null): Desk => {
    const desk = desks.get(account ?? first?.accountSid ?? '');
    if (!desk) throw new CarrierError('refused', null, 'The account is not among those of the settings.');
    return desk;
  };
  return {
    name: options.name,
    placeCall: (call) => asked(() => placeCall(deskOf(call.account), call)),
    sendText: (text) => asked(() => sendText(deskOf(text.account), text)),
    // `canceled` ends calls that are queued or ringing and leaves one in progress alone (Twilio: update a Call resource).
    cancelCall: (account, sid) =>
      asked(async () => void (await deskOf(account).client.calls(sid).update({ status: 'canceled' }))),
    fetchRecording: (account, sid) => asked(() => fetchSound(deskOf(account), sid)),
    remove: (account, kind, sid) => asked(() => remove(deskOf(account), kind, sid)),
    ping: (account) =>
      asked(async () => void (await deskOf(account).client.api.v2010.accounts(deskOf(account).accountSid).fetch())),
    ...createLooks(deskOf),
    ...createOffice(deskOf),
    verify: (signature, url, fields) => {
      // A webhook is verified by the account it names; one that names none may be of any, and never of a stranger's.
      const named = readAccount(fields);
      return [...desks.values()]
        .filter((desk) => named === '' || desk.accountSid === named)
        .some((desk) => verifySignature(desk.authTokens, signature, url, fields));
    },
    misfits,
    readEvent,
    readCall,
    readCallSid,
    readAccount,
    readText,
    readCallback,
    render: renderReply,
    renderHold,
    renderNothing,
    renderLifeline,
    renderLifelineRecording,
    renderScreen,
    renderSay,
    renderLifeboat,
  };
}

async function placeCall({ client }: Desk, call: PlaceCall): Promise<{ sid: string }> {
  const made = await client.calls.create({
    to: call.to,
    from: call.from,
    url: call.url,
    fallbackUrl: call.fallbackUrl,
    statusCallback: call.statusUrl,
    statusCallbackEvent: ['initiated', 'completed'],
    timeout: call.ringSeconds,
  });
  return { sid: sidOf(made.sid) };
}

async function sendText({ client }: Desk, text: SendText): Promise<{ sid: string }> {
  const made = await client.messages.create({
    to: text.to,
    from: text.from,
    body: text.body,
    statusCallback: text.statusUrl,
    validityPeriod: text.validitySeconds,
  });
  return { sid: sidOf(made.sid) };
}

/** An answer without a sid says that something was made, or not: nobody knows. */
function sidOf(sid: unknown): string {
  if (typeof sid === 'string' && /^[A-Z]{2}\w+$/.test(sid)) return sid;
  throw new CarrierError('unknown', null, 'The carrier gave an answer without a sid.');
}

/** @throws as every request, save when there is no such thing any more */
async function remove({ client }: Desk, kind: Removal['kind'], sid: string): Promise<void> {
  const what = {
    recording: client.recordings(sid),
    transcription: client.transcriptions(sid),
    text: client.messages(sid),
  };
  try {
    await what[kind].remove();
  } catch (error) {
    if (error instanceof twilio.RestException && error.status === 404) return;
    throw error;
  }
}

/** The sound is not part of the SDK's resources: it is the recording's address with `.wav` behind it. */
async function fetchSound({ http, accountSid, authTokens }: Desk, sid: string) {
  const response = await http.axios.request<ArrayBuffer>({
    method: 'get',
    url: http.addressOf(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav`),
    auth: { username: accountSid, password: authTokens[0] ?? '' },
    responseType: 'arraybuffer',
    maxContentLength: limits.recordingBytes,
    timeout: limits.carrierSeconds * 1000,
  });
  return { sound: Buffer.from(response.data), contentType: String(response.headers['content-type'] ?? 'audio/x-wav') };
}
