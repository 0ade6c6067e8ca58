import { z } from 'zod';
import type { Effect } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';

/** Effects that are one word, in two lists: TypeScript takes a union apart up to 25 kinds. */
const ofTechnicians = [
  'acceptCases',
  'passPage',
  'callLater',
  'confirmPromise',
  'tellRang',
  'offerAgain',
  'deskTold',
  'noteProof',
  'ringBack',
] as const;
const ofCallers = [
  'startPage',
  'bringPageForward',
  'givePromise',
  'askForOwner',
  'sayWorse',
  'solveCase',
  'unsolveCase',
  'newCase',
  'toldNotice',
  'joinCase',
  'sameCase',
  'tellOwner',
  'ringDesk',
  'stopDesk',
  'deskTook',
  'helpDeskTook',
  'setCallBack',
  'askLeadership',
] as const;
const aloneKinds = [...ofCallers, ...ofTechnicians];

const alone = z.enum(ofCallers).transform((kind): Effect => ({ kind }));
const technicians = z.enum(ofTechnicians).transform((kind): Effect => ({ kind }));
const openCase = z
  .strictObject({
    openCase: z.enum(['critical', 'routine', 'helpDesk', 'majorIncident']),
    why: z.string().min(1).max(limits.fieldCharacters).optional(),
  })
  .transform(({ openCase: what, why }): Effect => {
    const because = why === undefined ? {} : { why };
    return what === 'majorIncident'
      ? { kind: 'openCase', urgency: 'critical', major: true, ...because }
      : { kind: 'openCase', urgency: what, ...because };
  });
const chooseTeam = z
  .strictObject({ chooseTeam: z.string().min(1).max(40) })
  .transform((written): Effect => ({ kind: 'chooseTeam', team: written.chooseTeam }));
const decide = z
  .strictObject({ decide: z.enum(['first', 'second', 'both', 'canWait']) })
  .transform((written): Effect => ({ kind: 'decide', for: written.decide }));
const keepPromise = z
  .strictObject({ keepPromise: z.string().min(1).max(limits.fieldCharacters) })
  .transform((written): Effect => ({ kind: 'keepPromise', how: written.keepPromise }));
const after = z
  .strictObject({ after: z.enum(['call', 'pass', 'lead', 'done']) })
  .transform((written): Effect => ({ kind: 'after', act: written.after }));

const tellLead = z
  .strictObject({ tellLead: z.string().min(1).max(limits.tellLeadCharacters) })
  .transform((written): Effect => ({ kind: 'tellLead', text: written.tellLead }));
const wrongTeam = z
  .strictObject({ wrongTeam: z.union([z.int().min(1).max(limits.otherTeams), z.literal('lead')]) })
  .transform((written): Effect => ({ kind: 'wrongTeam', to: written.wrongTeam }));
const note = z
  .strictObject({ note: z.string().min(1).max(limits.fieldCharacters) })
  .transform((written): Effect => ({ kind: 'note', text: written.note }));

/**
 * An effect as a flow writes it: `startPage`, or `openCase: critical`. Keeping a recording is not among them: it needs
 * the recording, so it follows from the event and no flow can forget it.
 */
export const effectSchema = z.union(
  [alone, technicians, openCase, chooseTeam, decide, keepPromise, after, wrongTeam, tellLead, note],
  {
    error:
      `must be ${aloneKinds.join(', ')}, decide: first, second, both or canWait, ` +
      'openCase: critical, routine, helpDesk or majorIncident, chooseTeam: …, keepPromise: …, after: call, pass, lead or done, ' +
      'wrongTeam: 1 or lead, tellLead: …, or note: …',
  },
);

export const effectsSchema = z.array(effectSchema).max(20);
