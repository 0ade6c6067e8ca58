/**
 * The lifeboat: documents that are kept elsewhere and answer while none of ours does. A static host gives the same words
 * whatever is asked, and answers GET alone. So nothing here may depend on a key: whatever key is pressed connects, and
 * what follows a ring follows a talk, too.
 */
import twilio from 'twilio';
import type { LifeboatDocuments, LifeboatUrls } from '../../domain/ports.ts';
import { finishDocument } from './finishDocument.ts';

const message =
  'Please say your name, your department, a telephone number and what is wrong after the tone. Press any key when you are done.';

/** @param rounds phones that ring at the same time, one round after the other */
export function renderLifeboat(
  hotlineName: string,
  rounds: readonly (readonly string[])[],
  urls: LifeboatUrls,
): LifeboatDocuments {
  return {
    answer: answer(hotlineName, rounds, urls),
    screen: screen(urls),
    accepted: accepted(),
    done: done(),
  };
}

function answer(hotlineName: string, rounds: readonly (readonly string[])[], urls: LifeboatUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  document.say(
    `You have reached ${hotlineName}. Our system has a fault, but you can reach us. In danger, hang up and call 911.`,
  );
  for (const phones of rounds) {
    if (phones.length === 0) continue;
    document.say('We are ringing a technician. Please stay on the line.');
    // Without an action the next verb runs, whatever came of the ring.
    const dial = document.dial({ timeout: 25, callerId: urls.callerId });
    for (const phone of phones) dial.number({ url: urls.screen, method: 'GET' }, phone);
    document.say('If you have spoken with a technician, please hang up now. If not, please stay on the line.');
    document.pause({ length: 2 });
  }
  document.say(message);
  record(document, urls);
  // An empty recording makes no request to the action: the next verb runs.
  document.say(`We did not hear you. ${message}`);
  record(document, urls);
  document.redirect({ method: 'GET' }, urls.done);
  return finishDocument(document);
}

function record(document: InstanceType<typeof twilio.twiml.VoiceResponse>, urls: LifeboatUrls): void {
  document.record({
    action: urls.done,
    method: 'GET',
    maxLength: 110,
    timeout: 5,
    playBeep: true,
    // Should we be back by then, it becomes a case.
    recordingStatusCallback: urls.recorded,
  });
}

/** What a phone hears before it is connected: two questions, then it is let go, so that a voicemail takes nobody. */
function screen(urls: LifeboatUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  for (let i = 0; i < 2; i += 1)
    document
      .gather({ input: ['dtmf'], numDigits: 1, finishOnKey: '', timeout: 8, action: urls.accepted, method: 'GET' })
      .say('Help desk hotline. Our system has a fault, and a caller is on the line. Press 1 to talk.');
  document.hangup();
  return finishDocument(document);
}

/** Runs off its end: then the carrier connects the two. */
function accepted(): string {
  const document = new twilio.twiml.VoiceResponse();
  document.say('Connecting you.');
  return document.toString();
}

function done(): string {
  const document = new twilio.twiml.VoiceResponse();
  document.say(
    'Thank you. A technician will hear your message as soon as we can. If nobody calls you within the hour, please call again. Good-bye.',
  );
  document.hangup();
  return finishDocument(document);
}
