import type { Call } from './call.ts';
import type { CallEvent } from './callEvents.ts';
import type { Message } from './messages.ts';
import { type Office, rfc2822 } from './office.ts';
import type { Recording } from './recordings.ts';

const date = (at: number | null): string | null => (at === null ? null : rfc2822(at));

/** The Call resource. start_time is empty while queued, and no callback URL is shown. */
export function callJson(office: Office, call: Call): Record<string, unknown> {
  const started = call.status === 'queued' ? null : (call.answeredAt ?? call.createdAt);
  return {
    sid: call.sid,
    account_sid: office.accountSid,
    api_version: '2010-04-01',
    date_created: date(call.createdAt),
    date_updated: date(call.updatedAt),
    parent_call_sid: call.parent?.sid ?? null,
    to: call.to,
    to_formatted: call.to,
    from: call.from,
    from_formatted: call.from,
    phone_number_sid: null,
    status: call.status,
    start_time: date(started),
    end_time: date(call.endedAt),
    duration: call.over ? String(call.seconds) : null,
    price: null,
    price_unit: 'USD',
    direction: call.direction,
    answered_by: null,
    forwarded_from: call.forwardedFrom,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `/2010-04-01/Accounts/${office.accountSid}/Calls/${call.sid}.json`,
    subresource_uris: {},
  };
}

/**
 * The Call Event resource. The names of the parameters are written in lower case with underscores. Twilio does not tell
 * what stands for an answer that never came; here it is null.
 * Source: https://www.twilio.com/docs/voice/api/call-event-resource
 */
export function eventJson(event: CallEvent): Record<string, unknown> {
  const { url, method, fields, at, answer, durationMs } = event;
  const parameters = Object.entries(fields).map(([name, value]) => [underscored(name), value]);
  return {
    request: { url: url.split('#', 1)[0], method, parameters: Object.fromEntries(parameters) },
    response: {
      response_code: answer?.status ?? null,
      request_duration: Math.round(durationMs),
      content_type: answer?.contentType ?? null,
      response_body: answer?.body ?? null,
      date_created: date(at),
    },
  };
}

function underscored(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/** What error_message says; Twilio advises to read error_code only. https://www.twilio.com/docs/api/errors */
const deliveryErrors: Readonly<Record<number, string>> = {
  30003: 'Unreachable destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30034: 'US A2P 10DLC - Message from an Unregistered Number',
};

/** The Message resource. */
export function messageJson(office: Office, message: Message): Record<string, unknown> {
  return {
    sid: message.sid,
    account_sid: office.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    num_segments: String(Math.max(1, Math.ceil(message.body.length / 160))),
    num_media: '0',
    direction: message.direction,
    from: message.from,
    to: message.to,
    status: message.status,
    date_created: date(message.createdAt),
    date_sent: date(message.sentAt),
    date_updated: date(message.updatedAt),
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : (deliveryErrors[message.errorCode] ?? 'Unknown error'),
    messaging_service_sid: null,
    price: null,
    price_unit: 'USD',
    uri: `/2010-04-01/Accounts/${office.accountSid}/Messages/${message.sid}.json`,
    subresource_uris: {},
  };
}

/** The Recording resource. */
export function recordingJson(office: Office, recording: Recording): Record<string, unknown> {
  return {
    sid: recording.sid,
    account_sid: office.accountSid,
    api_version: '2010-04-01',
    call_sid: recording.callSid,
    conference_sid: null,
    date_created: date(recording.at),
    date_updated: date(recording.at),
    start_time: date(recording.at - recording.seconds * 1000),
    duration: String(recording.seconds),
    channels: 1,
    source: 'RecordVerb',
    status: recording.ready ? 'completed' : 'processing',
    error_code: null,
    price: null,
    price_unit: 'USD',
    encryption_details: null,
    uri: `/2010-04-01/Accounts/${office.accountSid}/Recordings/${recording.sid}.json`,
    media_url: office.recordings.address(recording),
    subresource_uris: {},
  };
}
