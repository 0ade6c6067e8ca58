/** What turns write about a notice. */
import { limits } from '../../domain/limits.ts';
import { updateLeg } from '../../store/write/legs.ts';
import { newestReply } from '../../store/write/turns.ts';
import { noticeNow } from '../setNotice.ts';
import type { Work } from './work.ts';

/** Whoever hangs up in the middle of the greeting has not heard it. */
export async function toldNotice({ tx, context, leg, now }: Work): Promise<void> {
  const asked = await newestReply(tx, leg.id);
  const notice = await noticeNow(tx, context);
  if (!asked || !notice || now - asked.at < limits.noticeHeardSeconds * 1000) return;
  await updateLeg(tx, leg.id, { toldOf: notice.id });
}
