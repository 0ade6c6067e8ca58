import { type Call, CallEnded } from './call.ts';
import { dial } from './dial.ts';
import { enqueue } from './enqueue.ts';
import { fetchDocument } from './fetchDocument.ts';
import { gather } from './gather.ts';
import type { Fields, Office } from './office.ts';
import type { Verb } from './readTwiml.ts';
import { record } from './record.ts';
import { rules } from './rules.ts';
import { speak } from './speak.ts';
import { type DocumentUse, verbsAllowed } from './vocabulary.ts';

/** A request for a document. */
export interface Ask {
  url: string;
  method: 'GET' | 'POST';
  fields: Fields;
}

/** What follows a verb: the next verb, another document, or an end of this kind of documents. */
export type Next = 'next' | 'hangUp' | 'leave' | Ask;

/** How a run of documents ended. */
export type RunEnd = 'ranOut' | 'hangUp' | 'leave' | 'failed';

/** What a verb needs to know. */
export interface Turn {
  office: Office;
  call: Call;
  /** The document's own address: what relative URLs and an absent action refer to. */
  url: string;
  /** Runs documents on another leg, or for another use, and says how that ended. */
  run(call: Call, ask: Ask, use: DocumentUse, extra?: () => Fields): Promise<RunEnd>;
}

/** The request an attribute such as action describes; an empty or absent address is the document's own. */
export function askFor(turn: Turn, url: string | undefined, method: string | undefined, fields: Fields): Ask {
  return { url: new URL(url ?? '', turn.url).href, method: method === 'GET' ? 'GET' : 'POST', fields };
}

/** Thrown into a call that REST sends to another document. */
export class Redirected extends Error {
  override name = 'Redirected';
  readonly ask: Ask;
  constructor(ask: Ask) {
    super('the call is sent to another document');
    this.ask = ask;
  }
}

type RunVerb = (turn: Turn, verb: Verb, use: DocumentUse) => Promise<Next>;

const verbs: Readonly<Record<string, RunVerb>> = {
  Say: speak,
  Play: speak,
  Pause: speak,
  Gather: gather,
  Record: record,
  Dial: dial,
  Enqueue: enqueue,
  Hangup: async () => 'hangUp',
  Leave: async () => 'leave',
  Redirect: async (turn, verb) => askFor(turn, verb.text, verb.attributes.method, {}),
  Reject: async (turn, verb) => {
    // Only an unanswered call can be rejected; afterwards it is a hang-up.
    turn.call.end(
      turn.call.answeredAt !== null ? 'completed' : verb.attributes.reason === 'busy' ? 'busy' : 'no-answer',
    );
    return 'hangUp';
  },
};

/** Runs a call from its first document to its end. Resolves when the call is over; throws nothing the carrier foresees. */
export async function runCall(office: Office, call: Call, first: Ask): Promise<void> {
  let ask = first;
  for (;;) {
    try {
      const end = await runDocuments(office, call, ask, 'call');
      if (end === 'ranOut')
        office.journal.ranOffEnd.push(`${call.sid} (${call.phone.number}): the document ended without <Hangup>`);
      call.end('completed');
      return;
    } catch (error) {
      if (error instanceof CallEnded) return;
      if (!(error instanceof Redirected)) throw error;
      ask = error.ask;
    }
  }
}

async function runDocuments(
  office: Office,
  call: Call,
  first: Ask,
  use: DocumentUse,
  extra?: () => Fields,
): Promise<RunEnd> {
  let ask = first;
  for (;;) {
    call.documents += 1;
    if (call.documents > rules.documentsPerCall) {
      office.journal.violation(`${call.sid} asked for more than ${rules.documentsPerCall} documents`);
      return 'failed';
    }
    const document = await fetchDocument(office, call, { ...ask, fields: { ...extra?.(), ...ask.fields } }, use);
    if (document === null) return 'failed';
    const turn: Turn = {
      office,
      call,
      url: document.url,
      run: (other, request, otherUse, more) => runDocuments(office, other, request, otherUse, more),
    };
    const next = await runVerbs(turn, document.verbs, use);
    if (next === 'next') return 'ranOut';
    if (next === 'hangUp' || next === 'leave') return next;
    ask = next;
  }
}

async function runVerbs(turn: Turn, document: readonly Verb[], use: DocumentUse): Promise<Next> {
  for (const verb of document) {
    const allowed: readonly string[] = verbsAllowed[use];
    const run = verbs[verb.name];
    if (!run || !allowed.includes(verb.name)) {
      turn.office.journal.violation(`<${verb.name}> may not be used in a ${use} document (${turn.url})`);
      continue;
    }
    if (verb.name !== 'Reject') turn.call.answer();
    const next = await run(turn, verb, use);
    if (next !== 'next') return next;
  }
  // An empty document answers the call too, and ends it.
  turn.call.answer();
  return 'next';
}
