import type { Call } from './call.ts';
import type { Fields, Office } from './office.ts';
import { readTwiml, type Verb } from './readTwiml.ts';
import { callFields } from './reportStatus.ts';
import { speakingTime } from './rules.ts';
import type { Ask } from './runCall.ts';
import { type DocumentUse, vocabulary } from './vocabulary.ts';

export interface Fetched {
  url: string;
  verbs: Verb[];
}

const applicationError = 'We are sorry, an application error has occurred. Goodbye.';

/**
 * Asks for a document; when that fails, asks the fallback URL; when that fails too, says so to the caller.
 * Source: https://www.twilio.com/docs/usage/security/availability-reliability
 * @returns null when there is no document and the call must end
 * @throws what interrupted the call meanwhile
 */
export async function fetchDocument(office: Office, call: Call, ask: Ask, use: DocumentUse): Promise<Fetched | null> {
  const asked = await request(office, call, ask, use);
  if (typeof asked !== 'number') return asked;
  // The fallback belongs to the call's own documents; a broken wait document ends the wait with an error.
  if (use !== 'call') return null;
  if (call.fallbackUrl) {
    const fields: Fields = { ErrorCode: String(asked), ErrorUrl: ask.url };
    const fallback = await request(office, call, { url: call.fallbackUrl, method: call.fallbackMethod, fields }, use);
    if (typeof fallback !== 'number') return fallback;
  }
  call.answer();
  call.phone.hear(applicationError);
  await call.pause(speakingTime(applicationError));
  return null;
}

/** @returns the document, or the error code of the failure */
async function request(office: Office, call: Call, ask: Ask, use: DocumentUse): Promise<Fetched | number> {
  // Status callbacks decided before go first, so that a run of the exchange is the same each time.
  await call.news;
  call.checkpoint();
  const url = ask.url;
  const answer = await office.post({
    kind: use === 'wait' ? 'wait' : 'voice',
    url,
    method: ask.method,
    fields: { ...callFields(office, call), ...ask.fields },
  });
  call.checkpoint();
  if (!answer.ok) return answer.errorCode;
  const type = (answer.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const plain: Verb = { name: 'Say', attributes: {}, text: answer.body, children: [] };
  if (type === 'text/plain') return { url, verbs: [plain] };
  if (type !== 'text/xml' && type !== 'application/xml' && type !== 'text/html') {
    office.journal.violation(`${url} was answered with content type "${type}" (12300)`);
    return 12300;
  }
  const document = readTwiml(answer.body, vocabulary);
  if (document === null) {
    office.journal.violation(`${url} was answered with something that is not TwiML (12100)`);
    return 12100;
  }
  for (const warning of document.warnings) office.journal.violation(`${url}: ${warning} (12200)`);
  return { url, verbs: document.verbs };
}
