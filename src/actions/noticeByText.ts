import type { Notice } from '../domain/notice.ts';
import { writeTime } from '../domain/writeTime.ts';
import { readWhen } from '../oncall/readWhen.ts';
import { noNoticeText, noticeEndedText, noticeSetText, notSetText } from '../paging/noticeTexts.ts';
import type { Tx } from '../store/handle.ts';
import { openNotices } from '../store/write/notices.ts';
import type { Context } from './context.ts';
import type { Reachable } from './people.ts';
import { endNotice, setNotice } from './setNotice.ts';

/** "notice: words until 12:00", with "from" before "until" if it begins later; "notice off"; "notice" alone asks. */
const wish = /^notice\s*[:,-]\s*(.+?)(?:[\s,.]+from\s+([^,.]+?))?[\s,.]+until\s+((?:(?!\buntil\b).)+?)[.!]?$/is;

/** @returns what to answer; null for a text that is about no notice */
export async function noticeByText(tx: Tx, context: Context, person: Reachable, body: string): Promise<string | null> {
  if (!/^notice\b/i.test(body)) return null;
  const { leads, teams } = context.inForce.directory;
  const mayLead = leads.includes(person.id) || Object.values(teams).some(({ lead }) => lead === person.id);
  if (!mayLead) return notSetText('Only a lead may set or end a notice.');
  const now = context.clock.now();
  const open = await openNotices(tx, now);
  if (/^notice\W*off\W*$/i.test(body)) {
    for (const { id } of open) await endNotice(tx, context, id, person.name);
    return noticeEndedText(open.map(({ text }) => text));
  }
  if (/^notice\W*$/i.test(body)) return open[0] ? told(context, open[0]) : noNoticeText();
  const [, text = '', from, until = ''] = wish.exec(body) ?? [];
  if (text === '') return notSetText('It needs words and a time.');
  const fromAt = from === undefined ? null : readWhen(from, now, context.timezone);
  if (from !== undefined && fromAt === null) return notSetText(`"${from}" is no time that we can read.`);
  const untilAt = readWhen(until, fromAt ?? now, context.timezone);
  if (untilAt === null) return notSetText(`"${until}" is no time that we can read.`);
  const set = await setNotice(tx, context, { text, from: fromAt, until: untilAt, by: person.name });
  return typeof set === 'string' ? notSetText(set) : told(context, set);
}

function told({ clock, timezone }: Context, { text, fromAt, untilAt }: Notice): string {
  const now = clock.now();
  const from = fromAt <= now ? 'now' : writeTime(fromAt, timezone, now);
  return noticeSetText(text, from, writeTime(untilAt, timezone, now));
}
