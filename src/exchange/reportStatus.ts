import type { Call } from './call.ts';
import { type Fields, type Office, rfc2822 } from './office.ts';

const sipCodes: Record<string, string> = {
  completed: '200',
  busy: '486',
  canceled: '487',
  'no-answer': '487',
  failed: '404',
};

/** Country of a number as far as this exchange knows numbering plans. */
function country(number: string): string | null {
  return number.startsWith('+1') ? 'US' : null;
}

/**
 * What every request about a call carries.
 * Source: https://www.twilio.com/docs/voice/twiml#request-parameters; Called and Caller repeat To and From.
 */
export function callFields(office: Office, call: Call): Fields {
  const fields: Fields = {
    CallSid: call.sid,
    AccountSid: office.accountSid,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    CallStatus: call.status,
    ApiVersion: '2010-04-01',
    Direction: call.direction,
  };
  if (call.direction === 'inbound') fields.CallToken = `{"callSid":"${call.sid}"}`;
  if (call.forwardedFrom !== null) fields.ForwardedFrom = call.forwardedFrom;
  if (call.parent !== null) fields.ParentCallSid = call.parent.sid;
  for (const [name, number] of Object.entries({ From: call.from, To: call.to, Caller: call.from, Called: call.to })) {
    const known = country(number);
    if (known !== null) fields[`${name}Country`] = known;
  }
  return fields;
}

/**
 * Sends a status callback if the call asks for this event. `answered` arrives as in-progress; `completed` covers busy,
 * canceled, failed and no-answer. Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback
 */
export function reportStatus(
  office: Office,
  call: Call,
  event: 'initiated' | 'ringing' | 'answered' | 'completed',
): Promise<void> {
  const callback = call.statusCallback;
  if (!callback?.events.has(event)) return call.news;
  const fields = callFields(office, call);
  if (event === 'initiated') fields.CallStatus = 'initiated';
  fields.Timestamp = rfc2822(office.clock.now());
  fields.CallbackSource = 'call-progress-events';
  fields.SequenceNumber = String(call.sequence);
  call.sequence += 1;
  if (event === 'completed') {
    fields.CallDuration = String(call.seconds);
    fields.Duration = String(Math.ceil(call.seconds / 60));
    fields.SipResponseCode = sipCodes[call.status] ?? '200';
    const recording = office.recordings.of(call.sid).at(-1);
    if (recording) {
      fields.RecordingSid = recording.sid;
      fields.RecordingUrl = office.recordings.address(recording);
      fields.RecordingDuration = String(recording.seconds);
    }
  }
  const webhook = { kind: 'status', url: callback.url, method: callback.method, fields } as const;
  const delay = office.faults.delayOf(webhook);
  if (delay > 0) {
    office.clock.after(delay, () => office.start('a late callback', async () => void (await office.post(webhook))));
    return call.news;
  }
  call.news = call.news.then(async () => void (await office.post(webhook)));
  return call.news;
}
