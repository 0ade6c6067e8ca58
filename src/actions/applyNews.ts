/** News from the carrier: kept raw first, then its meaning, once, in whatever order it comes. */
import type { FormFields } from '../domain/ports.ts';
import type { CarrierEvent } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { keepCarrierEvent, lockCarrierEvent, markApplied } from '../store/write/carrierEvents.ts';
import { legIdByCallSid } from '../store/write/legs.ts';
import { waitForCounter } from '../store/write/numbers.ts';
import { ringNews, textNews } from './attemptNews.ts';
import type { Context } from './context.ts';
import { callStatusKind, endLeg, isEnd } from './endLeg.ts';
import { noteRecording } from './noteRecording.ts';
import { noteTranscript } from './noteTranscript.ts';
import { textReceived } from './textReceived.ts';

export type NewsKind = 'callStatus' | 'attemptStatus' | 'recording' | 'transcript' | 'text';

export interface News {
  kind: NewsKind;
  /** Our own id in the address: a leg's or an outbox row's; '' where there is none. */
  about: string;
  /** The path it came in on. */
  path: string;
  fields: FormFields;
}

/** What makes a second arrival the same news: the sid together with the status it tells, never the sid alone. */
function keyOf(context: Context, news: News): string {
  const text = context.read.readText(news.fields);
  if (news.kind === 'text') return `text ${text.sid}`;
  const call = context.read.readCallback('call', news.fields);
  const parts: (string | number | null)[] = [news.kind, news.about];
  if (call?.about === 'call') parts.push(call.sid, call.status, call.sequence);
  for (const name of ['MessageSid', 'MessageStatus', 'RecordingSid', 'RecordingStatus', 'TranscriptionSid'])
    parts.push(String(news.fields[name] ?? ''));
  return parts.join(' ');
}

/** The kind of news and what it is about: our id in its address, or the CallSid of a call of the hotline's number. */
function kindOf(context: Context, news: News): string {
  const call = news.kind === 'callStatus' ? context.read.readCallback('call', news.fields) : null;
  return call?.about === 'call' ? callStatusKind(call.sid) : `${news.kind} ${news.about}`.trim();
}

/**
 * Keeps news and applies it. A crash between the two leaves a raw row, which the dispatcher applies later.
 * @throws when the database fails before it is kept: the carrier may then send it again
 */
export async function applyNews(context: Context, news: News): Promise<void> {
  const id = context.ids.next('news');
  const event: CarrierEvent = {
    id,
    key: keyOf(context, news),
    kind: kindOf(context, news),
    path: news.path,
    fields: news.fields as CarrierEvent['fields'],
    receivedAt: context.clock.now(),
    appliedAt: null,
  };
  const isNew = await context.store.transact((tx) => keepCarrierEvent(tx, event));
  if (isNew) await applyKept(context, id);
}

/** Applies one kept row; a row that has been applied is left alone. */
export async function applyKept(context: Context, id: string): Promise<void> {
  await context.store.transact(async (tx) => {
    const event = await lockCarrierEvent(tx, id);
    if (!event || event.appliedAt !== null) return;
    const [kind = '', about = ''] = event.kind.split(' ');
    await meanings[kind as NewsKind]?.(tx, context, about, event.fields);
    await markApplied(tx, id, context.clock.now());
  });
  context.wake();
}

type Meaning = (tx: Tx, context: Context, about: string, fields: FormFields) => Promise<void>;

const meanings: Readonly<Record<NewsKind, Meaning>> = {
  callStatus: async (tx, context, _about, fields) => {
    const news = context.read.readCallback('call', fields);
    if (news?.about !== 'call' || !isEnd(news.status)) return;
    const leg = (await legIdByCallSid(tx, news.sid)) ?? (await legInTheMaking(tx, news.sid));
    if (leg) await endLeg(tx, context, leg);
  },
  attemptStatus: async (tx, context, rowId, fields) => {
    const call = context.read.readCallback('call', fields);
    if (call?.about === 'call') return ringNews(tx, context, rowId, call);
    const text = context.read.readCallback('text', fields);
    if (text?.about === 'text') await textNews(tx, context, rowId, text);
  },
  recording: async (tx, context, legId, fields) => {
    const news = context.read.readCallback('recording', fields);
    if (news?.about === 'recording') await noteRecording(tx, context, legId, news);
  },
  transcript: async (tx, context, legId, fields) => {
    const news = context.read.readCallback('transcript', fields);
    if (news?.about === 'transcript' && news.text !== '') await noteTranscript(tx, context, legId, news);
  },
  text: async (tx, context, _about, fields) => textReceived(tx, context, context.read.readText(fields)),
};

/** A first turn in hand has taken its case number: once it has committed its leg is here, and a later one finds this news. */
async function legInTheMaking(tx: Tx, callSid: string): Promise<string | null> {
  await waitForCounter(tx, 'case');
  return legIdByCallSid(tx, callSid);
}
