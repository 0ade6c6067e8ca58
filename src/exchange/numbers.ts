import { createHash } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { notFound } from './byAccount.ts';
import { list } from './list.ts';
import type { AccountNumber, Method, Office } from './office.ts';
import { restError } from './restError.ts';

type Form = Readonly<Record<string, unknown>>;

/**
 * The IncomingPhoneNumber resource: what is set here is what an inbound call or text asks from then on.
 * Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 * @param account the path of the account's own resources
 */
export function numbers(office: Office, router: Router, account: string): void {
  router.get(`${account}/IncomingPhoneNumbers.json`, (request, response) => {
    const wanted = typeof request.query.PhoneNumber === 'string' ? request.query.PhoneNumber : '';
    const found = [...office.numbers.values()].filter(({ number }) => number.includes(wanted));
    list(
      request,
      response,
      'incoming_phone_numbers',
      found.map((number) => numberJson(office, number)),
    );
  });
  router.get(`${account}/IncomingPhoneNumbers/:sid.json`, (request, response) => {
    const number = numberOf(office, request.params.sid);
    if (number) response.json(numberJson(office, number));
    else notFound(request, response);
  });
  router.post(`${account}/IncomingPhoneNumbers/:sid.json`, (request, response) => {
    const number = numberOf(office, request.params.sid);
    if (number) change(office, number, request, response);
    else notFound(request, response);
  });
}

/** The same for each number in every run. */
export function numberSid(number: string): string {
  return `PN${createHash('sha256').update(number).digest('hex').slice(0, 32)}`;
}

function numberOf(office: Office, sid: string | undefined): AccountNumber | undefined {
  return [...office.numbers.values()].find(({ number }) => numberSid(number) === sid);
}

/** A parameter that is absent changes nothing; an empty one takes the address away. */
function change(office: Office, number: AccountNumber, request: Request, response: Response): void {
  const form = (request.body ?? {}) as Form;
  const text = (name: string, now: string | undefined) => (typeof form[name] === 'string' ? form[name] : now);
  const method = (name: string, now: Method | undefined): Method => (text(name, now) === 'GET' ? 'GET' : 'POST');
  const voiceUrl = text('VoiceUrl', number.voiceUrl) ?? '';
  const changed: AccountNumber = {
    number: number.number,
    voiceUrl,
    voiceMethod: method('VoiceMethod', number.voiceMethod),
    fallbackUrl: text('VoiceFallbackUrl', number.fallbackUrl),
    fallbackMethod: method('VoiceFallbackMethod', number.fallbackMethod),
    statusCallback: text('StatusCallback', number.statusCallback),
    statusCallbackMethod: method('StatusCallbackMethod', number.statusCallbackMethod),
    smsUrl: text('SmsUrl', number.smsUrl),
    smsMethod: method('SmsMethod', number.smsMethod),
    voiceApplicationSid: text('VoiceApplicationSid', number.voiceApplicationSid),
    trunkSid: text('TrunkSid', number.trunkSid),
    smsApplicationSid: text('SmsApplicationSid', number.smsApplicationSid),
  };
  const { fallbackUrl, statusCallback, smsUrl } = changed;
  // Nor does the carrier take a host with an underscore.
  const wrong = [voiceUrl, fallbackUrl, statusCallback, smsUrl].find(
    (url) => url && !/^https?:\/\/[^\s_/?#]+([/?#]|$)/.test(url),
  );
  if (wrong !== undefined) restError(response, 400, 21402, `The address ${wrong} is not valid`);
  else {
    office.numbers.set(changed.number, changed);
    response.json(numberJson(office, changed));
  }
}

function numberJson(office: Office, one: AccountNumber): Record<string, unknown> {
  const sid = numberSid(one.number);
  return {
    sid,
    account_sid: office.accountSid,
    api_version: '2010-04-01',
    phone_number: one.number,
    friendly_name: one.number,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    origin: 'twilio',
    status: 'in-use',
    voice_url: one.voiceUrl || null,
    voice_method: one.voiceMethod ?? 'POST',
    voice_fallback_url: one.fallbackUrl || null,
    voice_fallback_method: one.fallbackMethod ?? 'POST',
    status_callback: one.statusCallback || null,
    status_callback_method: one.statusCallbackMethod ?? 'POST',
    sms_url: one.smsUrl || null,
    sms_method: one.smsMethod ?? 'POST',
    sms_fallback_url: null,
    sms_fallback_method: 'POST',
    voice_application_sid: one.voiceApplicationSid || null,
    sms_application_sid: one.smsApplicationSid || null,
    trunk_sid: one.trunkSid || null,
    voice_receive_mode: 'voice',
    uri: `/2010-04-01/Accounts/${office.accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
