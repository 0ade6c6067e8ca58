import type { Fields } from './office.ts';
import type { Verb } from './readTwiml.ts';
import type { Recording } from './recordings.ts';
import { callFields } from './reportStatus.ts';
import { rules, speakingTime } from './rules.ts';
import { type Ask, askFor, type Next, type Turn } from './runCall.ts';

/** What the microphone takes. */
interface Take {
  words: string[];
  began: number;
  firstWordAt: number | null;
  wordsUntil: number;
  /** The key that ended it. */
  key: string;
  wake: (() => void) | null;
}

/**
 * <Record>: a beep, then words until a finishOnKey, the silence of `timeout` seconds, maxLength or a hang-up.
 * An empty recording makes no request and the next verb runs; a hang-up still posts the action, with Digits=hangup,
 * and its answer is ignored. Source: https://www.twilio.com/docs/voice/twiml/record
 */
export async function record(turn: Turn, verb: Verb): Promise<Next> {
  const { call, office } = turn;
  call.typedAhead();
  if (verb.attributes.playBeep !== 'false') call.phone.hearBeep();
  const take: Take = { words: [], began: office.clock.now(), firstWordAt: null, wordsUntil: 0, key: '', wake: null };
  call.listener = listen(turn, verb, take);
  const machine = call.phone.machineSpeech;
  if (machine !== null) call.listener.words(machine);
  // Decided in one go whether the caller hangs up or not, so that the recording exists before its action is posted.
  const finish = (digits: string): Ask | null => {
    call.listener = null;
    call.lastRequest = null;
    const recording = keep(turn, verb, take);
    if (!recording) return null;
    const fields: Fields = {
      RecordingUrl: office.recordings.address(recording),
      RecordingDuration: String(recording.seconds),
    };
    if (digits !== '') fields.Digits = digits;
    return askFor(turn, verb.attributes.action, verb.attributes.method, fields);
  };
  call.lastRequest = async () => {
    const ask = finish('hangup');
    if (!ask) return;
    await office.post({
      kind: 'voice',
      url: ask.url,
      method: ask.method,
      fields: { ...callFields(office, call), ...ask.fields },
    });
  };
  await untilDone(turn, verb, take);
  return finish(take.key) ?? 'next';
}

function listen(turn: Turn, verb: Verb, take: Take) {
  const finishOnKey = verb.attributes.finishOnKey ?? '1234567890*#';
  return {
    key(key: string) {
      if (!finishOnKey.includes(key)) return;
      take.key = key;
      take.wake?.();
    },
    words(text: string) {
      const now = turn.office.clock.now();
      take.words.push(text);
      take.firstWordAt ??= now;
      take.wordsUntil = Math.max(take.wordsUntil, now) + speakingTime(text);
      take.wake?.();
    },
  };
}

function maxMs(verb: Verb): number {
  const usual = verb.attributes.transcribe === 'true' ? rules.transcribeUnderSeconds : rules.recordSeconds;
  return Number(verb.attributes.maxLength ?? usual) * 1000;
}

async function untilDone(turn: Turn, verb: Verb, take: Take): Promise<void> {
  const { clock } = turn.office;
  const silenceMs = Number(verb.attributes.timeout ?? rules.recordSilenceSeconds) * 1000;
  for (;;) {
    const now = clock.now();
    const end = Math.min(
      Math.max(take.wordsUntil, take.words.length > 0 ? 0 : now) + silenceMs,
      take.began + maxMs(verb),
    );
    const woken = await turn.call.sleep<boolean>((done) => {
      const timer = clock.after(Math.max(0, end - now), () => done(false));
      take.wake = () => done(true);
      return () => {
        timer.cancel();
        take.wake = null;
      };
    });
    if (!woken || take.key !== '') return;
  }
}

/** Makes the recording, or tells that it is absent. @returns null when there was nothing to hear */
function keep(turn: Turn, verb: Verb, take: Take): Recording | null {
  const { office, call } = turn;
  const { recordingStatusCallback, recordingStatusCallbackMethod, transcribe, transcribeCallback } = verb.attributes;
  const events = (verb.attributes.recordingStatusCallbackEvent ?? 'completed').split(' ');
  const callback = recordingStatusCallback
    ? askFor(turn, recordingStatusCallback, recordingStatusCallbackMethod, {})
    : null;
  const now = office.clock.now();
  const trimmed = verb.attributes.trim !== 'do-not-trim';
  const from = trimmed ? (take.firstWordAt ?? now) : take.began;
  const until = trimmed ? Math.min(now, take.wordsUntil) : now;
  if (take.words.length === 0) {
    if (callback && events.includes('absent')) office.recordings.tellAbsent(call, callback);
    return null;
  }
  return office.recordings.add(call, {
    seconds: Math.max(1, Math.round((until - from) / 1000)),
    text: take.words.join(' '),
    callback: callback && events.includes('completed') ? callback : null,
    transcribeCallback:
      transcribe === 'true' && transcribeCallback ? askFor(turn, transcribeCallback, 'POST', {}) : null,
  });
}
