/** How a call ended: the closed list of promise 1, as far as a call can reach it. */
export const outcomes = [
  'bridged',
  'paged with case',
  'voicemail with case',
  'routine case',
  'case updated',
  'told of a notice',
  'answered by or handed to the day desk',
  'staff call',
  'transferred',
  'left after saying something',
  'left before saying anything',
  'silent',
  'blocked',
  'served from memory',
] as const;
export type Outcome = (typeof outcomes)[number];

export interface CallEnd {
  bridged: boolean;
  /** Urgency of the case opened on the call; null when none was. */
  urgency: 'critical' | 'routine' | 'helpDesk' | null;
  recorded: boolean;
  /** Did any key, word or recording come from the caller? */
  saidSomething: boolean;
  /** Did we go through all our questions without hearing anything? */
  reachedEnd: boolean;
  /** Did the call come from a number that is blocked? */
  blocked: boolean;
  /** Was the call about a case that another call had opened? */
  ofOldCase: boolean;
  /** Did the caller hang up at a notice, having heard it? */
  toldOfNotice: boolean;
  /** Is the number one of the directory's people? */
  isStaff: boolean;
  /** Was it critical, with neither a number nor a recording to act on, and nobody told of it? */
  unreachable: boolean;
  /** Who took the call over: the day desk, or the general help desk; null for nobody. */
  handedTo: 'desk' | 'helpDesk' | null;
  /** What it was called when the end was first heard of, for news that comes after it; null at the end itself. */
  before: string | null;
}

/** The one outcome of a call that has ended. Late news may only raise it. */
export function outcomeOf(end: CallEnd): Outcome {
  if (end.before === 'served from memory') return 'served from memory';
  if (end.handedTo === 'desk') return 'answered by or handed to the day desk';
  if (end.handedTo === 'helpDesk') return 'transferred';
  if (end.bridged || end.before === 'bridged') return 'bridged';
  if (end.ofOldCase && (end.saidSomething || end.recorded)) return 'case updated';
  if (end.unreachable) return 'left after saying something';
  if (end.urgency === 'critical') return 'paged with case';
  if (end.recorded) return 'voicemail with case';
  // Whoever left after saying something has a case too, so the case alone does not tell the two apart.
  if (end.before === 'left after saying something') return 'left after saying something';
  if (end.urgency !== null) return 'routine case';
  if (end.isStaff) return 'staff call';
  if (end.saidSomething) return 'left after saying something';
  if (end.blocked) return 'blocked';
  if (end.toldOfNotice) return 'told of a notice';
  return end.reachedEnd ? 'silent' : 'left before saying anything';
}

/** These outcomes promise a case: one is opened at the end of a call that has none. */
export function needsCase(outcome: Outcome): boolean {
  return outcome === 'voicemail with case' || outcome === 'left after saying something';
}
