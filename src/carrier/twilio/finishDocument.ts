import type twilio from 'twilio';
import { limits } from '../../domain/limits.ts';

/**
 * The document's text.
 * @throws when it could run off its end (its last verb is not Hangup, Redirect or Leave), or when the carrier would not
 * take so large a one (Twilio, error 11750)
 */
export function finishDocument(document: InstanceType<typeof twilio.twiml.VoiceResponse>): string {
  const xml = document.toString();
  if (Buffer.byteLength(xml) > limits.documentBytes)
    throw new Error(`A document has ${Buffer.byteLength(xml)} bytes; the carrier takes ${limits.documentBytes}.`);
  if (!/<(Hangup|Redirect|Leave)\b[^>]*(\/>|>[^<]*<\/Redirect>)<\/Response>$/.test(xml))
    throw new Error('A document could run off its end; it must end in Hangup, Redirect or Leave.');
  return xml;
}
