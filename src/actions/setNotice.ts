/** What callers hear after the greeting: set, ended, and found. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { type Notice, noticeWords } from '../domain/notice.ts';
import { readWhen } from '../oncall/readWhen.ts';
import type { Tx } from '../store/handle.ts';
import { insertNotice, lockNotice, noticeAt, updateNotice } from '../store/write/notices.ts';
import type { Context } from './context.ts';

export interface NoticeWish {
  text: string;
  /** null: from now on. */
  from: Instant | null;
  until: Instant;
  /** Who sets it, by name. */
  by: string;
}

/** @returns the notice, or why it was not set, as a sentence */
export async function setNotice(
  tx: Tx,
  context: Context,
  { text, from, until, by }: NoticeWish,
): Promise<Notice | string> {
  const now = context.clock.now();
  const words = noticeWords(text);
  const fromAt = from ?? now;
  if (words === '') return 'There is nothing to say in it.';
  if (words.length > limits.noticeCharacters)
    return `It has ${words.length} characters; at most ${limits.noticeCharacters} are spoken.`;
  if (until <= Math.max(now, fromAt)) return 'It would end before it begins.';
  if (until > now + limits.noticeDays * 86_400_000) return `It would last for more than ${limits.noticeDays} days.`;
  const id = context.ids.next('notice');
  const notice: Notice = {
    id,
    text: words,
    fromAt,
    untilAt: until,
    setBy: by,
    setAt: now,
    endedAt: null,
    endedBy: null,
  };
  await insertNotice(tx, notice);
  context.log.info('a notice was set', { notice: id });
  return notice;
}

/** @returns null when it is done, else why not as a sentence */
export async function endNotice(tx: Tx, context: Context, id: string, by: string): Promise<string | null> {
  const notice = await lockNotice(tx, id);
  const now = context.clock.now();
  if (!notice) return `There is no notice "${id}".`;
  if (notice.endedAt !== null || notice.untilAt <= now) return 'This notice is over already.';
  await updateNotice(tx, id, { endedAt: now, endedBy: by });
  context.log.info('a notice was ended', { notice: id });
  return null;
}

/** What callers hear at this moment: what was set last, else what the directory says. */
export async function noticeNow(
  tx: Tx,
  { clock, inForce, timezone }: Context,
): Promise<{ id: string; text: string } | null> {
  const now = clock.now();
  const set = await noticeAt(tx, now);
  if (set) return set;
  const isNow = ({ from, until }: { from: string; until: string }) =>
    (readWhen(from, now, timezone) ?? Number.POSITIVE_INFINITY) <= now && (readWhen(until, now, timezone) ?? 0) > now;
  const found = inForce.directory.notices.find(isNow);
  return found ? { id: 'directory', text: noticeWords(found.say) } : null;
}
