/** What an element of a voice document may hold. Each attribute has the pattern of its values. */
export interface ElementRule {
  text: boolean;
  children: readonly string[];
  attributes: Readonly<Record<string, RegExp>>;
}

const anything = /^[\s\S]*$/;
const address = /^\S*$/;
const whole = /^\d+$/;
const flag = /^(true|false)$/;
const method = /^(GET|POST)$/;
const keys = /^[0-9#*]*$/;
const language = /^[a-z]{2,4}(-[A-Za-z0-9]{2,4}){0,2}$/;

/** A blank-separated list of these words. */
function listOf(...words: string[]): RegExp {
  const one = `(${words.join('|')})`;
  return new RegExp(`^${one}( ${one})*$`);
}

const speech = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'] as const;
const recordingEvents = listOf('in-progress', 'completed', 'absent');
const leaf: Omit<ElementRule, 'attributes'> = { text: false, children: [] };

/**
 * The voice elements this exchange understands, with the attributes Twilio's own generator (npm `twilio` 6.2.0,
 * VoiceResponse) knows, and the value rules of the documentation pages: method in GET and POST, finishOnKey of keys.
 * https://www.twilio.com/docs/voice/twiml
 */
export const vocabulary: Readonly<Record<string, ElementRule>> = {
  Response: {
    text: false,
    children: ['Dial', 'Enqueue', 'Gather', 'Hangup', 'Leave', 'Pause', 'Play', 'Record', 'Redirect', 'Reject', 'Say'],
    attributes: {},
  },
  Dial: {
    text: true,
    children: ['Number', 'Queue'],
    attributes: {
      action: address,
      answerOnBridge: flag,
      callerId: anything,
      hangupOnStar: flag,
      method,
      record: /^do-not-record$/,
      ringTone: /^[a-z]{2}(-[a-z]+)?$/,
      sequential: /^false$/,
      timeLimit: whole,
      timeout: whole,
    },
  },
  Number: {
    text: true,
    children: [],
    attributes: {
      method,
      statusCallback: address,
      statusCallbackEvent: listOf('initiated', 'ringing', 'answered', 'completed'),
      statusCallbackMethod: method,
      url: address,
    },
  },
  Queue: { text: true, children: [], attributes: { method, url: address } },
  Enqueue: {
    text: true,
    children: [],
    attributes: { action: address, maxQueueSize: whole, method, waitUrl: address, waitUrlMethod: method },
  },
  Gather: {
    text: false,
    children: ['Pause', 'Play', 'Say'],
    attributes: {
      action: address,
      actionOnEmptyResult: flag,
      bargeIn: flag,
      enhanced: flag,
      finishOnKey: keys,
      hints: anything,
      input: listOf('dtmf', 'speech'),
      language,
      maxSpeechTime: whole,
      method,
      numDigits: whole,
      profanityFilter: flag,
      speechModel: anything,
      speechTimeout: /^(\d+|auto)$/,
      timeout: whole,
    },
  },
  Hangup: { ...leaf, attributes: {} },
  Leave: { ...leaf, attributes: {} },
  Pause: { ...leaf, attributes: { length: whole } },
  Play: { text: true, children: [], attributes: { digits: /^[0-9wW#*]*$/, loop: whole } },
  Record: {
    ...leaf,
    attributes: {
      action: address,
      finishOnKey: keys,
      maxLength: whole,
      method,
      playBeep: flag,
      recordingStatusCallback: address,
      recordingStatusCallbackEvent: recordingEvents,
      recordingStatusCallbackMethod: method,
      timeout: whole,
      transcribe: flag,
      transcribeCallback: address,
      trim: /^(trim-silence|do-not-trim)$/,
    },
  },
  Redirect: { text: true, children: [], attributes: { method } },
  Reject: { ...leaf, attributes: { reason: /^(rejected|busy)$/ } },
  Say: {
    text: true,
    children: speech,
    attributes: { language, loop: whole, voice: /^(man|woman|alice|(Polly|Google)\.[\w.-]+)$/ },
  },
  break: { ...leaf, attributes: { strength: /^(none|x-weak|weak|medium|strong|x-strong)$/, time: /^\d+(\.\d+)?m?s$/ } },
  emphasis: { text: true, children: speech, attributes: { level: /^(strong|moderate|reduced)$/ } },
  lang: { text: true, children: speech, attributes: { 'xml:lang': language } },
  p: { text: true, children: speech, attributes: {} },
  phoneme: { text: true, children: [], attributes: { alphabet: anything, ph: anything } },
  prosody: { text: true, children: speech, attributes: { pitch: anything, rate: anything, volume: anything } },
  s: { text: true, children: speech, attributes: {} },
  'say-as': { text: true, children: [], attributes: { format: anything, 'interpret-as': /^[a-z-]+$/ } },
  sub: { text: true, children: [], attributes: { alias: anything } },
  w: { text: true, children: speech, attributes: { role: anything } },
};

/** The answer to an incoming text. https://www.twilio.com/docs/messaging/twiml */
export const textVocabulary: Readonly<Record<string, ElementRule>> = {
  Response: { text: false, children: ['Message'], attributes: {} },
  Message: { text: true, children: ['Body'], attributes: { action: address, from: anything, method, to: anything } },
  Body: { text: true, children: [], attributes: {} },
};

/** Verbs a document may use: any in a call; those of the <Enqueue>, <Number> and <Queue> pages in the others. */
export const verbsAllowed = {
  call: ['Dial', 'Enqueue', 'Gather', 'Hangup', 'Pause', 'Play', 'Record', 'Redirect', 'Reject', 'Say'],
  wait: ['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Leave', 'Gather'],
  screen: ['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Gather'],
  whisper: ['Play', 'Say', 'Pause', 'Redirect'],
} as const;

export type DocumentUse = keyof typeof verbsAllowed;
