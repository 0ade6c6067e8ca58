/** What a caller's turn writes about its case. */
import type { Effect, Urgency } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import { parsePhone, whyNotDialled, writePhone } from '../../domain/phone.ts';
import type { Priority } from '../../domain/records.ts';
import { assuranceText } from '../../paging/callerWords.ts';
import { firstMoveAt } from '../../paging/promiseClock.ts';
import { newNumberText, tellLeadOfMoreText, tellLeadText } from '../../paging/words.ts';
import { addCaseEvent, addCaseEvents, insertCase, lockCase, updateCase } from '../../store/write/cases.ts';
import { insertOutbox, lockOutbox, textsTo, updateOutbox } from '../../store/write/outbox.ts';
import { lockPagesOf } from '../../store/write/pages.ts';
import { insertPromise } from '../../store/write/promises.ts';
import { insertRecording, updateRecording } from '../../store/write/recordings.ts';
import { pageAfterAll } from '../giveUpUnreachable.ts';
import { idsOfLeg } from '../logIds.ts';
import { newRow } from '../newRow.ts';
import { nameOf } from '../people.ts';
import { tellCaller } from '../tellCaller.ts';
import { tellPaged } from '../tellPaged.ts';
import { whomToTell } from '../whomToTell.ts';
import type { Work } from './work.ts';

const priorities = { critical: 'P2', routine: 'P3', helpDesk: 'P4' } as const satisfies Record<Urgency, Priority>;

const opened = {
  critical: 'The caller said it is a critical work stoppage that cannot wait.',
  routine: 'The caller said it can wait until the next business day.',
  helpDesk: 'The caller asked about a password, a NetID or a personal computer.',
} as const satisfies Record<Urgency, string>;

const MAJOR = 'The caller reported a major incident.';

/** Opens the call's reserved number; said a second time it may only raise the urgency to critical. */
export function openCase(work: Work, effect: Extract<Effect, { kind: 'openCase' }>): Promise<void> {
  const { desk, helpDesk } = work.context.inForce;
  const { spoken } = effect.urgency === 'helpDesk' && helpDesk ? helpDesk : desk;
  const told = effect.urgency === 'critical' ? null : `The desk looks at it in business hours, ${spoken}`;
  if (effect.major) return openCaseBecause(work, 'critical', effect.why ?? MAJOR, null, 'P1');
  return openCaseBecause(work, effect.urgency, effect.why ?? opened[effect.urgency], told);
}

/**
 * The same, also for a case that the caller did not choose.
 * @param why what the timeline says, as a sentence
 * @param expectation what the caller is told to expect; null when nothing is
 */
export async function openCaseBecause(
  { tx, context, leg, now }: Omit<Work, 'named' | 'keyed'>,
  urgency: Urgency,
  why: string,
  expectation: string | null = null,
  priority: Priority = priorities[urgency],
): Promise<void> {
  const number = leg.caseNumber ?? '';
  const queue = urgency === 'critical' ? 'pages' : context.inForce.directory.desk.queue;
  const isNew = await insertCase(tx, {
    number,
    legId: leg.id,
    urgency,
    priority,
    state: 'open',
    queue,
    team: leg.team === 'both' ? null : leg.team,
    department: leg.department,
    callBackNumber: leg.number,
    choice: null,
    choiceBy: null,
    expectation,
    takenBy: null,
    takenAt: null,
    openedAt: now,
    closedAt: null,
    closedBy: null,
  });
  if (isNew) context.log.info('a case was opened', { ...idsOfLeg(leg), case: number, urgency });
  else {
    const before = await lockCase(tx, number);
    if (urgency !== 'critical' || before?.urgency === 'critical') return;
    await updateCase(tx, number, { urgency: 'critical', priority, queue });
    context.log.info('a case became critical', { ...idsOfLeg(leg), case: number });
  }
  await addCaseEvent(tx, { caseNumber: number, at: now, text: why });
}

/** The recording is at the carrier; a row makes it ours sooner or later. */
export async function keepRecording(
  { tx, context, leg, now }: Work,
  effect: Extract<Effect, { kind: 'keepRecording' }>,
): Promise<void> {
  const isNew = await insertRecording(tx, {
    sid: effect.recording,
    account: leg.account,
    legId: leg.id,
    caseNumber: leg.caseNumber,
    seconds: effect.seconds,
    state: 'wanted',
    dueAt: now,
    tries: 0,
    contentType: null,
    transcript: null,
    error: null,
    createdAt: now,
  });
  // News of it may have come first, and a transcript does not say how long it is.
  if (!isNew && effect.seconds > 0) await updateRecording(tx, effect.recording, { seconds: effect.seconds });
  const ending = effect.hungUp ? ' and hung up while speaking' : '';
  const length = effect.seconds > 0 ? ` of ${effect.seconds} s` : '';
  await noteCase({ tx, leg, now }, `The caller left a recording${length}${ending}.`);
  if (isNew && leg.endedAt !== null) await pageAfterAll(tx, context, leg.caseNumber ?? '');
}

/** The caller has keyed the number to call back, and has not said that it is wrong. Whoever was paged before knows another. */
export async function setCallBack({ tx, context, leg, now, keyed }: Work): Promise<void> {
  const pages = await lockPagesOf(tx, [leg.caseNumber ?? '']);
  const opened = leg.caseNumber ? await lockCase(tx, leg.caseNumber) : null;
  const number = parsePhone(keyed, 'US');
  if (!opened || number === null || whyNotDialled(number, context.allowedCountries) !== null) return;
  if (opened.callBackNumber === number) return;
  await updateCase(tx, opened.number, { callBackNumber: number });
  await addCaseEvent(tx, {
    caseNumber: opened.number,
    at: now,
    text: `The caller keyed ${writePhone(number)} to be called back.`,
  });
  const write = (code: number | null) => newNumberText(opened.number, writePhone(number), code);
  await tellPaged(tx, context, opened, pages, write, 'is texted the number.');
}

/** The promise stands from the turn that speaks it; until somebody accepts it is the lead's (promise 4). A closed case has none. */
export async function givePromise({ tx, context, leg, now }: Work): Promise<void> {
  const { directory } = context.inForce;
  const opened = await lockCase(tx, leg.caseNumber ?? '');
  // Leadership may have decided meanwhile that it can wait.
  if (opened?.urgency !== 'critical' || opened.state === 'closed') return;
  const lead = directory.teams[opened.team ?? '']?.lead ?? directory.leads[0] ?? '';
  const owner = opened.takenBy ?? lead;
  const dueAt = now + limits.promiseSeconds * 1000;
  const isNew = await insertPromise(tx, {
    caseNumber: opened.number,
    givenAt: now,
    dueAt,
    owner,
    state: 'open',
    stage: 'given',
    nextAt: firstMoveAt(dueAt),
    confirmedAt: null,
    how: null,
    settledAt: null,
  });
  if (!isNew) return;
  await updateCase(tx, opened.number, { expectation: 'A technician will contact you within one hour.' });
  const text = `The caller was promised a call within one hour; ${nameOf(directory, owner)} has to see to it.`;
  await addCaseEvent(tx, { caseNumber: opened.number, at: now, text });
  const told = assuranceText(opened.number, context.hotlineNumber);
  await tellCaller(tx, context, opened.callBackNumber, told, [opened.number]);
}

/**
 * A lead is asked to look at the case: a line of it, and a text. The same thing of many cases, such as a robot's recordings, is one text within
 * ten minutes, and then one that names all that came meanwhile.
 */
export async function tellLead(work: Work, effect: Extract<Effect, { kind: 'tellLead' }>): Promise<void> {
  const { tx, context, leg, now } = work;
  const opened = leg.caseNumber ? await lockCase(tx, leg.caseNumber) : null;
  const lead = await whomToTell(tx, context, leg.team ?? '', now);
  if (!opened || !lead) return;
  const pause = limits.tellLeadSeconds * 1000;
  // One that waited is younger in the outbox than on the phone.
  const lately = (await textsTo(tx, lead.id, 'alarm', now - 2 * pause)).filter((row) =>
    row.body?.endsWith(effect.text),
  );
  const waiting = lately.find((row) => row.state === 'waiting' && row.dueAt > now);
  const locked = waiting ? await lockOutbox(tx, waiting.id) : null;
  if (locked?.state === 'waiting') {
    const cases = [...locked.cases, opened.number];
    await updateOutbox(tx, locked.id, { cases, body: tellLeadOfMoreText(cases, effect.text) });
  } else {
    const dueAt = Math.max(now, ...lately.map((row) => row.dueAt + pause));
    const row = {
      kind: 'text',
      purpose: 'alarm',
      toNumber: lead.phone,
      person: lead.id,
      dueAt,
      wantedAt: dueAt,
    } as const;
    const body = tellLeadText(opened, effect.text);
    await insertOutbox(tx, newRow(context, { ...row, cases: [opened.number], body }));
  }
  await noteCase(work, `${lead.name} was told by text: ${effect.text}`);
}

export async function note(work: Work, effect: Extract<Effect, { kind: 'note' }>): Promise<void> {
  await addCaseEvents(work.tx, work.named, { at: work.now, text: effect.text });
}

/** A line on the case of a caller's leg, once that case has been opened. */
export async function noteCase({ tx, leg, now }: Pick<Work, 'tx' | 'leg' | 'now'>, text: string): Promise<void> {
  const opened = leg.caseNumber ? await lockCase(tx, leg.caseNumber) : null;
  if (opened) await addCaseEvent(tx, { caseNumber: opened.number, at: now, text });
}
