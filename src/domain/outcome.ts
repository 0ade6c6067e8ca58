/** How a call ended: the closed list of promise 1, as far as a call can reach it. */
export const outcomes = [
  'bridged',
  'paged with case',
  'voicemail with case',
  'routine case',
  'left after saying something',
  'left before saying anything',
  'silent',
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
}

/** The one outcome of a call that has ended. */
export function outcomeOf(end: CallEnd): Outcome {
  if (end.bridged) return 'bridged';
  if (end.urgency === 'critical') return 'paged with case';
  if (end.urgency !== null) return end.recorded ? 'voicemail with case' : 'routine case';
  if (end.saidSomething) return 'left after saying something';
  return end.reachedEnd ? 'silent' : 'left before saying anything';
}
