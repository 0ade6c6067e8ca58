/** Replies as TwiML. Every document ends in exactly one way back or a hang-up: it cannot run off its end. */
import twilio from 'twilio';
import type { Reply, Words } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import type { HoldUrls, ReplyUrls } from '../../domain/ports.ts';
import { speakingSeconds } from '../../domain/speak.ts';
import { finishDocument } from './finishDocument.ts';

/** Something that can hold spoken words: the document itself or a Gather inside it. */
interface Speaker {
  say(text: string): unknown;
  pause(attributes: { length: number }): unknown;
  play(url: string): unknown;
}

function speak(speaker: Speaker, words: readonly Words[], play: (recording: string) => string): void {
  for (const word of words) {
    if ('say' in word) speaker.say(word.say);
    else if ('play' in word) speaker.play(play(word.play));
    else speaker.pause({ length: word.pauseSeconds });
  }
}

/** One reply. The turn's address carries where the request comes from, so that silence can be told from an answer. */
export function renderReply(reply: Reply, urls: ReplyUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  const turn = (from: string) => `${urls.turn}?from=${from}`;
  const { then } = reply;
  if (then.do === 'ask') {
    const gather = document.gather({
      ...(then.words.length > 0
        ? { input: ['dtmf', 'speech'] as const, hints: then.words.join(', '), speechTimeout: 'auto' }
        : { input: ['dtmf'] as const }),
      numDigits: then.maxKeys,
      // A single key needs no end; with none named, # is a key like the others.
      finishOnKey: then.maxKeys === 1 ? '' : '#',
      timeout: then.timeoutSeconds,
      actionOnEmptyResult: true,
      action: turn('ask'),
    });
    speak(gather, reply.say, urls.play);
    document.redirect(turn('ask'));
    return finishDocument(document);
  }
  const holder = then.do === 'record' ? untilBeep(document, reply.say, turn('words')) : document;
  speak(holder, reply.say, urls.play);
  switch (then.do) {
    case 'record':
      document.record({
        action: turn('record'),
        maxLength: then.maxSeconds,
        timeout: 5,
        finishOnKey: '#*1234567890',
        playBeep: true,
        recordingStatusCallback: urls.recording,
        recordingStatusCallbackEvent: ['completed', 'absent'],
        transcribe: true,
        transcribeCallback: urls.transcript,
      });
      // An empty recording makes no request to the action: the next verb runs (Twilio, Record).
      document.redirect(turn('record'));
      break;
    case 'wait':
      document.enqueue({ action: turn('wait'), waitUrl: urls.hold }, urls.queue);
      document.redirect(turn('wait'));
      break;
    case 'join':
      document.dial({ action: turn('dial'), timeout: then.timeoutSeconds }).queue(then.leg);
      document.redirect(turn('dial'));
      break;
    case 'dial':
      document.dial({ action: turn('dial'), timeout: then.ringSeconds, callerId: urls.callerId }).number(then.to);
      document.redirect(turn('dial'));
      break;
    case 'comeBack':
      document.pause({ length: then.afterSeconds });
      document.redirect(turn('pause'));
      break;
    // A leg that goes on in another flow has done so before its words are rendered.
    case 'continueIn':
    case 'hangUp':
      document.hangup();
      break;
  }
  return finishDocument(document);
}

/**
 * What the words before a beep stand in: a key ends them and is a turn of its own, answered with the beep. Without one the
 * next verb runs.
 */
function untilBeep(document: InstanceType<typeof twilio.twiml.VoiceResponse>, words: readonly Words[], action: string) {
  if (words.length === 0) return document;
  return document.gather({ input: ['dtmf'], numDigits: 1, finishOnKey: '', timeout: 1, action });
}

/** Seconds that the sound of the hold lasts, and of quiet behind it: less than limits.silenceSeconds with its end, which fades. */
const SOUND_SECONDS = 2;
const QUIET_SECONDS = limits.silenceSeconds - 1;

/**
 * One look of the hold: words and a sound by and by while a key is listened for, then the next look, where a pressed key
 * arrives as well.
 */
export function renderHold(words: readonly Words[], leave: boolean, everySeconds: number, urls: HoldUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  if (leave) {
    speak(document, words, () => '');
    document.leave();
    return finishDocument(document);
  }
  // The carrier counts from the end of the words, people from their beginning.
  const restSeconds = everySeconds - Math.round(speakingSeconds(words));
  const sounds = Math.max(0, Math.floor((restSeconds + 1) / (SOUND_SECONDS + QUIET_SECONDS)));
  // A second for the key is left behind them, so that the look is over on time.
  const tooMuch = Math.max(0, sounds * (SOUND_SECONDS + QUIET_SECONDS) + 1 - Math.max(1, restSeconds));
  const gather = document.gather({
    input: ['dtmf'],
    numDigits: 1,
    finishOnKey: '',
    timeout: Math.max(1, restSeconds - sounds * (SOUND_SECONDS + QUIET_SECONDS) + tooMuch),
    actionOnEmptyResult: true,
    action: urls.next,
  });
  speak(gather, words, () => '');
  for (let i = 0; i < sounds; i += 1) {
    gather.pause({ length: i === 0 ? QUIET_SECONDS - tooMuch : QUIET_SECONDS });
    gather.play(urls.sound);
  }
  document.redirect(urls.next);
  return finishDocument(document);
}

/** The answer to a callback, which wants none: an empty document, so that the carrier's debugger stays quiet. */
export function renderNothing(): string {
  return new twilio.twiml.VoiceResponse().toString();
}

/** A sentence and good-bye. */
export function renderSay(text: string): string {
  const document = new twilio.twiml.VoiceResponse();
  document.say(text);
  document.hangup();
  return finishDocument(document);
}
