/**
 * What a request of the carrier says. A field that does not fit counts as absent: a signed request is never refused
 * (promise 6). Field names and values as in Twilio's TwiML and callback documentation.
 */
import type { DialOutcome, Event, LeftHow } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import { parsePhone } from '../../domain/phone.ts';
import type { ArrivingCall, ArrivingText, CallbackMeaning, FormFields } from '../../domain/ports.ts';

function field(fields: FormFields, name: string): string | null {
  const value = fields[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === '' ? null : text.slice(0, limits.fieldCharacters);
}

function count(fields: FormFields, name: string): number | null {
  const text = field(fields, name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** A number from 0 to 1; 0 when it is none. */
function fraction(fields: FormFields, name: string): number {
  const value = Number(field(fields, name));
  return value >= 0 && value <= 1 ? value : 0;
}

/** What a value of the carrier's means to us; one that we do not know, such as "constructor", means nothing. */
function known<T>(meanings: Readonly<Record<string, T>>, value: string | null): T | null {
  return value !== null && Object.hasOwn(meanings, value) ? (meanings[value] ?? null) : null;
}

function sid(fields: FormFields, name: string): string {
  return field(fields, name) ?? '';
}

const dialOutcomes: Readonly<Record<string, DialOutcome>> = {
  completed: 'talked',
  answered: 'talked',
  busy: 'busy',
  'no-answer': 'noAnswer',
  failed: 'failed',
  canceled: 'noAnswer',
};

const leftHow: Readonly<Record<string, LeftHow>> = {
  bridged: 'bridged',
  'redirected-from-bridged': 'bridged',
  'bridging-in-process': 'bridged',
  leave: 'starKey',
  hangup: 'hungUp',
};

/**
 * The event of a turn.
 * @param query what we wrote into our own address: `from=pause` came back after a pause, `from=record` recorded nothing
 */
export function readEvent(fields: FormFields, query: FormFields): Event {
  const from = field(query, 'from');
  if (from === 'pause') return { kind: 'cameBack' };
  if (from === 'record') return readRecorded(fields) ?? { kind: 'silence' };
  const dialled = field(fields, 'DialCallStatus');
  if (from === 'dial' || dialled !== null) return readDialled(fields, dialled);
  const queue = field(fields, 'QueueResult');
  if (from === 'wait' || queue !== null) return { kind: 'left', how: known(leftHow, queue) ?? 'error' };
  const recorded = readRecorded(fields);
  if (recorded) return recorded;
  const keys = field(fields, 'Digits');
  if (keys !== null && /^[0-9*#]{1,32}$/.test(keys)) return { kind: 'keys', keys };
  const speech = field(fields, 'SpeechResult');
  if (speech !== null) return { kind: 'speech', text: speech, confidence: fraction(fields, 'Confidence') };
  return from === 'ask' ? { kind: 'silence' } : { kind: 'answered' };
}

function readRecorded(fields: FormFields): Event | null {
  const recording = recordingSid(fields);
  if (recording === null) return null;
  const seconds = count(fields, 'RecordingDuration') ?? 0;
  const digits = field(fields, 'Digits') ?? '';
  const byKey = /^[0-9*#]$/.test(digits);
  return { kind: 'recorded', recording, seconds, hungUp: digits === 'hangup', ...(byKey && { byKey }) };
}

/** The action of a Record carries the sid only inside the address in some versions; both are read. */
function recordingSid(fields: FormFields): string | null {
  const text = field(fields, 'RecordingSid') ?? field(fields, 'RecordingUrl')?.split('/').pop()?.split('.')[0] ?? '';
  return /^RE[0-9a-f]{32}$/i.test(text) ? text : null;
}

/** `completed` alone does not say that two people spoke: a machine or a screened call ends so, with DialBridged=false. */
function readDialled(fields: FormFields, status: string | null): Event {
  const outcome = known(dialOutcomes, status) ?? 'failed';
  const bridged = field(fields, 'DialBridged') !== 'false';
  return {
    kind: 'dialled',
    outcome: outcome === 'talked' && !bridged ? 'declined' : outcome,
    seconds: count(fields, 'DialCallDuration') ?? 0,
  };
}

export function readCall(fields: FormFields): ArrivingCall {
  return {
    sid: sid(fields, 'CallSid'),
    account: readAccount(fields),
    from: parsePhone(field(fields, 'From') ?? undefined) ?? '',
    to: parsePhone(field(fields, 'To') ?? undefined) ?? '',
    forwardedFrom: parsePhone(field(fields, 'ForwardedFrom') ?? undefined),
  };
}

/** For turns, which need nothing else of the call: a telephone number takes long to read. */
export function readCallSid(fields: FormFields): string {
  return sid(fields, 'CallSid');
}

/** The account a request is about; '' when it names none. */
export function readAccount(fields: FormFields): string {
  return sid(fields, 'AccountSid');
}

export function readText(fields: FormFields): ArrivingText {
  return {
    sid: sid(fields, 'MessageSid') || sid(fields, 'SmsSid'),
    from: parsePhone(field(fields, 'From') ?? undefined) ?? '',
    to: parsePhone(field(fields, 'To') ?? undefined) ?? '',
    body: field(fields, 'Body') ?? '',
  };
}

/** null when the fields do not say what such a callback must say. */
export function readCallback(kind: CallbackMeaning['about'], fields: FormFields): CallbackMeaning | null {
  switch (kind) {
    case 'call': {
      const status = field(fields, 'CallStatus');
      if (!status || !sid(fields, 'CallSid')) return null;
      const seconds = count(fields, 'CallDuration');
      return {
        about: 'call',
        sid: sid(fields, 'CallSid'),
        status,
        sequence: count(fields, 'SequenceNumber'),
        seconds,
        errorCode: count(fields, 'ErrorCode'),
      };
    }
    case 'text': {
      const status = field(fields, 'MessageStatus') ?? field(fields, 'SmsStatus');
      if (!status) return null;
      return { about: 'text', sid: readText(fields).sid, status, errorCode: count(fields, 'ErrorCode') };
    }
    case 'recording': {
      const recording = recordingSid(fields);
      const status = field(fields, 'RecordingStatus');
      if (!recording || !status) return null;
      const seconds = count(fields, 'RecordingDuration');
      const account = readAccount(fields);
      return { about: 'recording', callSid: sid(fields, 'CallSid'), account, recording, status, seconds };
    }
    case 'transcript': {
      const recording = recordingSid(fields);
      if (!recording) return null;
      const text = field(fields, 'TranscriptionText') ?? '';
      const status = field(fields, 'TranscriptionStatus') ?? '';
      return { about: 'transcript', callSid: sid(fields, 'CallSid'), recording, status, text };
    }
  }
}
