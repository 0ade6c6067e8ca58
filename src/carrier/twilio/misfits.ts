import type { FormFields } from '../../domain/ports.ts';

const number = /^\d{1,9}$/;

/** What the fields that we read look like when they fit (Twilio: TwiML requests and callbacks). */
const shapes: Readonly<Record<string, RegExp>> = {
  CallSid: /^CA[0-9a-f]{32}$/i,
  MessageSid: /^(SM|MM)[0-9a-f]{32}$/i,
  RecordingSid: /^RE[0-9a-f]{32}$/i,
  RecordingUrl: /\/RE[0-9a-f]{32}(\.\w+)?$/i,
  RecordingDuration: number,
  // A withheld number comes as a word, a SIP or client caller as an address: all of them are no number to us.
  From: /^(\+\d{6,15}|[a-z]+|[a-z]+:.+)?$/i,
  Digits: /^([0-9*#]{1,32}|hangup)?$/,
  Confidence: /^(0|1)?(\.\d+)?$/,
  DialCallStatus: /^(completed|answered|busy|no-answer|failed|canceled)$/,
  DialBridged: /^(true|false)$/,
  DialCallDuration: number,
  QueueResult:
    /^(bridged|bridging-in-process|error|hangup|leave|redirected|redirected-from-bridged|queue-full|system-error)$/,
  CallStatus: /^(queued|initiated|ringing|in-progress|completed|busy|failed|no-answer|canceled)$/,
  CallDuration: number,
  SequenceNumber: number,
  ErrorCode: number,
};

/** @returns the names of fields that are there and do not fit: never their values */
export function misfits(fields: FormFields): string[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const value = fields[name];
    const text = Array.isArray(value) ? value[0] : value;
    return text === undefined || shape.test(text) ? [] : [name];
  });
}
