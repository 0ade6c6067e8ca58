/** What the carrier sends, and what it means: field names and values as in Twilio's TwiML and callback documentation. */
import type { Event } from '../src/domain/conversation.ts';
import { limits } from '../src/domain/limits.ts';
import type { CallbackMeaning, CarrierError, FormFields } from '../src/domain/ports.ts';

/** A case, the form, what we wrote into our own address (`from`), and the event. */
export type EventRow = [string, FormFields, string | null, Event];

const recording = `RE${'0a'.repeat(16)}`;
const recordingUrl = `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/${recording}`;
const dialled = (outcome: Extract<Event, { kind: 'dialled' }>['outcome'], seconds = 0): Event => ({
  kind: 'dialled',
  outcome,
  seconds,
});
const recorded = (seconds: number, hungUp = false) => ({ kind: 'recorded' as const, recording, seconds, hungUp });
const left = (how: Extract<Event, { kind: 'left' }>['how']): Event => ({ kind: 'left', how });
const long = 'x'.repeat(limits.fieldCharacters + 500);

export const arrivals: EventRow[] = [
  ['the first request of a leg', { CallSid: 'CA1', CallStatus: 'in-progress' }, null, { kind: 'answered' }],
  ['nothing at all', {}, null, { kind: 'answered' }],
  ['a leg that came back after a pause', {}, 'pause', { kind: 'cameBack' }],
  ['a key during the pause', { Digits: '1' }, 'pause', { kind: 'cameBack' }],
  ['a key during the words before a beep', { Digits: '5' }, 'words', { kind: 'keys', keys: '5' }],
  ['a place that we never wrote', { Digits: '1' }, 'elsewhere', { kind: 'keys', keys: '1' }],
];

export const gathers: EventRow[] = [
  ['a key', { Digits: '1', FinishedOnKey: '', msg: 'Gather End' }, 'ask', { kind: 'keys', keys: '1' }],
  ['star', { Digits: '*' }, 'ask', { kind: 'keys', keys: '*' }],
  ['several keys', { Digits: '0123456789*#' }, 'ask', { kind: 'keys', keys: '0123456789*#' }],
  ['no key', {}, 'ask', { kind: 'silence' }],
  ['an empty field', { Digits: '' }, 'ask', { kind: 'silence' }],
  ['the finishing key alone', { Digits: '', FinishedOnKey: '#' }, 'ask', { kind: 'silence' }],
  ['keys that are none', { Digits: 'one' }, 'ask', { kind: 'silence' }],
  ['more keys than anybody is asked for', { Digits: '1'.repeat(33) }, 'ask', { kind: 'silence' }],
  ['a repeated field', { Digits: ['2', '1'] }, 'ask', { kind: 'keys', keys: '2' }],
  [
    'words',
    { SpeechResult: 'it is critical', Confidence: '0.91' },
    'ask',
    { kind: 'speech', text: 'it is critical', confidence: 0.91 },
  ],
  ['words and a key', { SpeechResult: 'beep', Digits: '1' }, 'ask', { kind: 'keys', keys: '1' }],
  ['words without a confidence', { SpeechResult: 'yes' }, 'ask', { kind: 'speech', text: 'yes', confidence: 0 }],
  [
    'words of a confidence that is none',
    { SpeechResult: 'yes', Confidence: '1e999' },
    'ask',
    { kind: 'speech', text: 'yes', confidence: 0 },
  ],
  [
    'words without an end',
    { SpeechResult: long },
    'ask',
    { kind: 'speech', text: 'x'.repeat(limits.fieldCharacters), confidence: 0 },
  ],
];

export const records: EventRow[] = [
  [
    'ended by a key',
    { RecordingUrl: recordingUrl, RecordingDuration: '12', Digits: '#' },
    'record',
    { ...recorded(12), byKey: true },
  ],
  ['ended by silence', { RecordingUrl: recordingUrl, RecordingDuration: '12', Digits: '' }, 'record', recorded(12)],
  [
    'ended by a hang-up',
    { RecordingUrl: recordingUrl, RecordingDuration: '7', Digits: 'hangup' },
    'record',
    recorded(7, true),
  ],
  ['with its sid in a field', { RecordingSid: recording, RecordingDuration: '3' }, 'record', recorded(3)],
  ['with an ending on its address', { RecordingUrl: `${recordingUrl}.wav` }, 'record', recorded(0)],
  ['of a length that is none', { RecordingUrl: recordingUrl, RecordingDuration: '-1' }, 'record', recorded(0)],
  ['that comes to another turn', { RecordingUrl: recordingUrl, RecordingDuration: '5' }, 'ask', recorded(5)],
  ['with nothing in it: the next verb ran', {}, 'record', { kind: 'silence' }],
  ['with nothing in it but a hang-up', { Digits: 'hangup' }, 'record', { kind: 'silence' }],
  [
    'whose address names none',
    { RecordingUrl: 'https://api.twilio.com/Recordings/RE12' },
    'record',
    { kind: 'silence' },
  ],
];

export const dials: EventRow[] = [
  [
    'answered and bridged',
    { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '61' },
    'dial',
    dialled('talked', 61),
  ],
  [
    'answered, not said whether bridged',
    { DialCallStatus: 'completed', DialCallDuration: '61' },
    'dial',
    dialled('talked', 61),
  ],
  ['answered by the other word', { DialCallStatus: 'answered', DialBridged: 'true' }, 'dial', dialled('talked')],
  [
    'completed by a machine or a screen',
    { DialCallStatus: 'completed', DialBridged: 'false', DialCallDuration: '9' },
    'dial',
    dialled('declined', 9),
  ],
  ['answered by one', { DialCallStatus: 'answered', DialBridged: 'false' }, 'dial', dialled('declined')],
  ['busy', { DialCallStatus: 'busy', DialBridged: 'false' }, 'dial', dialled('busy')],
  ['not answered', { DialCallStatus: 'no-answer' }, 'dial', dialled('noAnswer')],
  ['failed', { DialCallStatus: 'failed' }, 'dial', dialled('failed')],
  ['cancelled', { DialCallStatus: 'canceled' }, 'dial', dialled('noAnswer')],
  ['of a status that is new to us', { DialCallStatus: 'forwarded' }, 'dial', dialled('failed')],
  ['of a status that is a word of JavaScript', { DialCallStatus: 'constructor' }, 'dial', dialled('failed')],
  ['of a queue that is missing: the next verb ran', {}, 'dial', dialled('failed')],
  ['of a length that is none', { DialCallStatus: 'completed', DialCallDuration: '1 min' }, 'dial', dialled('talked')],
  ['whose place is not in the address', { DialCallStatus: 'busy' }, null, dialled('busy')],
];

export const waits: EventRow[] = [
  ['bridged', { QueueResult: 'bridged', QueueTime: '40' }, 'wait', left('bridged')],
  ['bridging-in-process', { QueueResult: 'bridging-in-process' }, 'wait', left('bridged')],
  ['redirected-from-bridged', { QueueResult: 'redirected-from-bridged' }, 'wait', left('bridged')],
  ['leave', { QueueResult: 'leave' }, 'wait', left('starKey')],
  ['hangup', { QueueResult: 'hangup' }, 'wait', left('hungUp')],
  ['redirected', { QueueResult: 'redirected' }, 'wait', left('error')],
  ['error', { QueueResult: 'error' }, 'wait', left('error')],
  ['queue-full', { QueueResult: 'queue-full' }, 'wait', left('error')],
  ['system-error', { QueueResult: 'system-error' }, 'wait', left('error')],
  ['toString', { QueueResult: 'toString' }, 'wait', left('error')],
  ['nothing', {}, 'wait', left('error')],
  ['bridged, its place not in the address', { QueueResult: 'bridged' }, null, left('bridged')],
];

export type CallbackRow = [string, CallbackMeaning['about'], FormFields, CallbackMeaning | null];

const callNews = (status: string, sequence: number | null = null, seconds: number | null = null): CallbackMeaning => ({
  about: 'call',
  sid: 'CA1',
  status,
  sequence,
  seconds,
  errorCode: null,
});
const textNews = (status: string, errorCode: number | null = null): CallbackMeaning => ({
  about: 'text',
  sid: 'SM1',
  status,
  errorCode,
});
const recordingNews = (status: string, seconds: number | null): CallbackMeaning => ({
  about: 'recording',
  callSid: 'CA1',
  account: '',
  recording,
  status,
  seconds,
});
const transcriptNews = (status: string, text: string): CallbackMeaning => ({
  about: 'transcript',
  callSid: 'CA1',
  recording,
  status,
  text,
});

export const callbacks: CallbackRow[] = [
  ...['queued', 'initiated', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'].map(
    (status, i): CallbackRow => [
      `a call that is ${status}`,
      'call',
      { CallSid: 'CA1', CallStatus: status, SequenceNumber: String(i) },
      callNews(status, i),
    ],
  ),
  [
    'a call with its length',
    'call',
    { CallSid: 'CA1', CallStatus: 'completed', CallDuration: '33', Duration: '1' },
    callNews('completed', null, 33),
  ],
  [
    'a call with numbers that are none',
    'call',
    { CallSid: 'CA1', CallStatus: 'completed', CallDuration: 'x', SequenceNumber: '-1' },
    callNews('completed'),
  ],
  ['a call without a status', 'call', { CallSid: 'CA1' }, null],
  ['a call without a sid', 'call', { CallStatus: 'completed' }, null],
  [
    'a text that was delivered',
    'text',
    { MessageSid: 'SM1', MessageStatus: 'delivered', RawDlrDoneDate: '2611210800' },
    textNews('delivered'),
  ],
  [
    'a text that was not',
    'text',
    { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30006' },
    textNews('undelivered', 30006),
  ],
  ['a text in the old words', 'text', { SmsSid: 'SM1', SmsStatus: 'sent' }, textNews('sent')],
  [
    'a text with an error that is none',
    'text',
    { MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: 'unknown' },
    textNews('failed'),
  ],
  ['a text without a status', 'text', { MessageSid: 'SM1' }, null],
  [
    'a recording that is ready',
    'recording',
    { CallSid: 'CA1', RecordingSid: recording, RecordingStatus: 'completed', RecordingDuration: '12' },
    recordingNews('completed', 12),
  ],
  [
    'a recording that there is none of',
    'recording',
    { CallSid: 'CA1', RecordingSid: recording, RecordingStatus: 'absent' },
    recordingNews('absent', null),
  ],
  ['a recording without a sid', 'recording', { CallSid: 'CA1', RecordingStatus: 'completed' }, null],
  ['a recording with a sid that is none', 'recording', { RecordingSid: 'RE12', RecordingStatus: 'completed' }, null],
  ['a recording without a status', 'recording', { RecordingSid: recording }, null],
  [
    'a transcript',
    'transcript',
    { CallSid: 'CA1', RecordingSid: recording, TranscriptionStatus: 'completed', TranscriptionText: 'bot12 is dead' },
    transcriptNews('completed', 'bot12 is dead'),
  ],
  [
    'a transcript that failed',
    'transcript',
    { CallSid: 'CA1', RecordingUrl: recordingUrl, TranscriptionStatus: 'failed' },
    transcriptNews('failed', ''),
  ],
  [
    'a transcript without an end',
    'transcript',
    { CallSid: 'CA1', RecordingSid: recording, TranscriptionText: long },
    transcriptNews('', long.slice(0, limits.fieldCharacters)),
  ],
  ['a transcript of nothing', 'transcript', { TranscriptionText: 'hello' }, null],
];

/** From the tests of twilio-python, twilio-ruby and twilio-go, whose token is 12345. */
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const plain = {
  CallSid: 'CA1234567890ABCDE',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
  Caller: '+14158675309',
};
export const vectors: [string, string, FormFields, string][] = [
  ['a form', url, plain, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  [
    'a field that is repeated',
    url,
    { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
    'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  ],
  ['a port of its own', 'http://mycompany.com:1234/myapp.php?foo=1&bar=2', plain, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
  [
    'a name that begins another',
    url,
    { ...plain, ReasonConferenceEnded: 'test', Reason: 'Participant' },
    'vOEb5UThFn24KEfnOFLQY2AE5FY=',
  ],
];

/** What the SDK throws, and what it means for the row behind it. */
export const errors: [string, unknown, CarrierError['outcome'], number | null][] = [
  ['a text to somebody who opted out', { status: 400, code: 21610, message: 'unsubscribed' }, 'refused', 21610],
  ['wrong credentials', { status: 401, code: 20003, message: 'Authenticate' }, 'refused', 20003],
  ['no such thing', { status: 404, code: 20404, message: 'not found' }, 'refused', 20404],
  ['too many requests', { status: 429, code: 20429, message: 'Too Many Requests' }, 'busy', 20429],
  ['too many requests, no number', { status: 429, message: 'Too Many Requests' }, 'busy', null],
  ['a fault of the carrier', { status: 500, code: 20500, message: 'Internal' }, 'unknown', 20500],
  ['a gateway that waited too long', { status: 504, message: 'Gateway' }, 'unknown', null],
  ['a line that was refused', { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }, 'busy', null],
  ['a name that is not known', { code: 'ENOTFOUND', message: 'getaddrinfo' }, 'busy', null],
  ['no answer in time', { code: 'ECONNABORTED', message: 'timeout of 5000ms exceeded' }, 'unknown', null],
  ['a line that broke', { code: 'ECONNRESET', message: 'socket hang up' }, 'unknown', null],
  ['a status inside the answer', { response: { status: 404 }, message: 'Request failed' }, 'refused', null],
  ['something that is no error', 'what?', 'unknown', null],
  ['nothing', null, 'unknown', null],
];
