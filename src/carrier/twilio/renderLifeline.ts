/** The lifeline: what a caller gets when our own rooms fail (promise 6). Static words and addresses, nothing looked up. */
import twilio from 'twilio';
import { finishDocument } from './finishDocument.ts';

/** Words, then these phones at once with press-1 screening; whatever becomes of it, `after` is asked next. */
export function renderLifeline(
  phones: readonly string[],
  urls: { after: string; screen: string; callerId: string },
): string {
  const document = new twilio.twiml.VoiceResponse();
  document.say(
    'This is the help desk hotline. Our system has a fault, but you have reached us. Please stay on the line.',
  );
  if (phones.length > 0) {
    document.say('We are ringing the technician on call.');
    const dial = document.dial({ timeout: 25, callerId: urls.callerId, action: urls.after });
    for (const phone of phones) dial.number({ url: urls.screen }, phone);
  }
  document.redirect(urls.after);
  return finishDocument(document);
}

/** After the phones: a recording, which is kept even if everything of ours stays broken. */
export function renderLifelineRecording(urls: { recorded: string; done: string }): string {
  const document = new twilio.twiml.VoiceResponse();
  document.say(
    'Please say your name, your department, a telephone number and what is wrong after the tone. A technician will get your message.',
  );
  document.record({
    action: urls.done,
    maxLength: 110,
    timeout: 5,
    playBeep: true,
    recordingStatusCallback: urls.recorded,
  });
  document.redirect(urls.done);
  return finishDocument(document);
}

/** What a phone rung by the lifeline hears: only a key connects, so a voicemail never takes the caller. */
export function renderScreen(say: string, url: string): string {
  const document = new twilio.twiml.VoiceResponse();
  const gather = document.gather({
    input: ['dtmf'],
    numDigits: 1,
    finishOnKey: '',
    timeout: 8,
    actionOnEmptyResult: true,
    action: url,
  });
  gather.say(say);
  document.hangup();
  return finishDocument(document);
}
