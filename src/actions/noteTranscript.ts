/** What the caller said, in writing: it comes minutes after the recording, often when somebody has been texted already. */
import type { CallbackMeaning } from '../domain/ports.ts';
import { saidText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { lockCase } from '../store/write/cases.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import { lockRecording, recordingBySid, updateRecording } from '../store/write/recordings.ts';
import type { Context } from './context.ts';
import { noteRecording } from './noteRecording.ts';
import { tellPaged } from './tellPaged.ts';

/**
 * Keeps a transcript. The first of a recording is texted, once, to whoever has the case, or to those who were paged for
 * it and can still take it.
 */
export async function noteTranscript(
  tx: Tx,
  context: Context,
  legId: string,
  news: Extract<CallbackMeaning, { about: 'transcript' }>,
): Promise<void> {
  // Where there is a transcript there is a recording, even if this is the first we hear of it; how long it is comes later.
  if (!(await recordingBySid(tx, news.recording))) {
    const recording = { ...news, about: 'recording' as const, account: '', status: 'completed', seconds: null };
    await noteRecording(tx, context, legId, recording);
  }
  const number = (await recordingBySid(tx, news.recording))?.caseNumber ?? '';
  // Pages and case come before the recording in the order of locks.
  const pages = await lockPagesOf(tx, [number]);
  const opened = await lockCase(tx, number);
  const known = await lockRecording(tx, news.recording);
  await updateRecording(tx, news.recording, { transcript: news.text });
  if (!opened || known?.transcript !== null) return;
  const write = (code: number | null) => saidText(opened.number, news.text, code);
  await tellPaged(tx, context, opened, pages, write, 'is texted what the caller said.');
}
