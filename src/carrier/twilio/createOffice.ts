import type { NumberSeen, NumberUrls, Winner } from '../../domain/numberUrls.ts';
import type { Carrier } from '../../domain/ports.ts';
import { CarrierError } from '../../domain/ports.ts';
import { asked, type Desk } from './desk.ts';

type Office = Pick<Carrier, 'lookAtAccount' | 'lookAtNumber' | 'pointNumber'>;

/** What an account and its numbers are set to at the carrier (Twilio: Account, Balance and IncomingPhoneNumber resources). */
export function createOffice(deskOf: (account: string | null) => Desk): Office {
  return {
    lookAtAccount: (account) =>
      asked(async () => {
        const { client, http, accountSid } = deskOf(account);
        // A subaccount has no balance of its own, and a stand-in may know none at all.
        const money = await client.balance.fetch().catch(unlessSilent);
        const { sid, status, type } = await client.api.v2010.accounts(accountSid).fetch();
        const balance = money === null ? Number.NaN : Number.parseFloat(money.balance);
        return {
          account: sid,
          status,
          isTrial: type === 'Trial',
          balance: Number.isNaN(balance) ? null : balance,
          currency: money?.currency ?? '',
          carrierTime: http.answeredAt,
        };
      }),
    lookAtNumber: (account, number) => asked(() => lookAtNumber(deskOf(account), number)),
    pointNumber: (account, sid, urls) =>
      asked(async () => void (await deskOf(account).client.incomingPhoneNumbers(sid).update(parametersOf(urls)))),
  };
}

/** A carrier that refuses to tell something has told nothing; one that was not reached may yet. */
function unlessSilent(error: unknown): null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : Number.NaN;
  if (status === 403 || status === 404) return null;
  throw error;
}

async function lookAtNumber(desk: Desk, number: string): Promise<NumberSeen | null> {
  const list = await desk.client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 20 });
  // The carrier looks for numbers that contain this one.
  const found = list.find(({ phoneNumber }) => phoneNumber === number);
  if (!found) return null;
  const { voiceApplicationSid, trunkSid, smsApplicationSid, capabilities } = found;
  const winner = (kind: Winner['kind'], sid: string | null): Winner[] => (sid ? [{ kind, sid }] : []);
  const hook = (url: string | null, method: string | null) => ({ url: url ?? '', method: method ?? 'POST' });
  return {
    sid: sidOf(found.sid),
    account: found.accountSid,
    urls: {
      voice: hook(found.voiceUrl, found.voiceMethod),
      fallback: hook(found.voiceFallbackUrl, found.voiceFallbackMethod),
      status: hook(found.statusCallback, found.statusCallbackMethod),
      sms: hook(found.smsUrl, found.smsMethod),
    },
    voice: capabilities?.voice !== false,
    sms: capabilities?.sms !== false,
    winners: [
      // A trunk and an app exclude each other; the carrier keeps the newer.
      ...winner('trunk', trunkSid),
      ...winner('application', voiceApplicationSid),
      ...winner('smsApplication', smsApplicationSid),
      ...winner('messagingService', await serviceOf(desk, found.sid)),
    ],
  };
}

/** A messaging service takes the texts of its numbers, unless it leaves them to the number (Twilio: Service resource). */
async function serviceOf({ client }: Desk, numberSid: string): Promise<string | null> {
  const services = await client.messaging.v1.services.list({ limit: 50 }).catch(unlessSilent);
  for (const { sid, useInboundWebhookOnNumber } of services ?? []) {
    if (useInboundWebhookOnNumber) continue;
    const numbers = await client.messaging.v1.services(sid).phoneNumbers.list({ limit: 400 });
    if (numbers.some((one) => one.sid === numberSid)) return sid;
  }
  return null;
}

function parametersOf({ voice, fallback, status, sms }: NumberUrls) {
  return {
    voiceUrl: voice.url,
    voiceMethod: voice.method,
    voiceFallbackUrl: fallback.url,
    voiceFallbackMethod: fallback.method,
    statusCallback: status.url,
    statusCallbackMethod: status.method,
    smsUrl: sms.url,
    smsMethod: sms.method,
  };
}

function sidOf(sid: unknown): string {
  if (typeof sid === 'string' && /^PN\w+$/.test(sid)) return sid;
  throw new CarrierError('unknown', null, 'The carrier showed a number without a sid.');
}
