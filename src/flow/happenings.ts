import type { Event } from '../domain/conversation.ts';
import type { StepDef } from './flowSchema.ts';

const always: readonly Event[] = [
  { kind: 'answered' },
  ...[...'0123456789*#', '11', ''].map((keys): Event => ({ kind: 'keys', keys })),
  { kind: 'speech', text: 'hello?', confidence: 1 },
  { kind: 'silence' },
  { kind: 'recorded', recording: 'RE1', seconds: 20, hungUp: false },
  { kind: 'recorded', recording: 'RE1', seconds: 20, hungUp: false, byKey: true },
  { kind: 'recorded', recording: 'RE1', seconds: 0, hungUp: true },
  ...(['talked', 'declined', 'noAnswer', 'busy', 'failed'] as const).map(
    (outcome): Event => ({ kind: 'dialled', outcome, seconds: 1 }),
  ),
  ...(['bridged', 'starKey', 'tooLong', 'hungUp', 'error'] as const).map((how): Event => ({ kind: 'left', how })),
  { kind: 'cameBack' },
  { kind: 'ended' },
];

/** Everything that can happen at a step: of the words it knows, one for each way; of the numbers, the shortest. */
export function happenings(def: StepDef): Event[] {
  if (!('ask' in def)) return [...always];
  const ways = new Map(Object.entries(def.words).map(([said, to]) => [to, said]));
  return [
    ...always,
    ...[...ways.values()].map((text): Event => ({ kind: 'speech', text, confidence: 1 })),
    ...(def.leastKeys > 1 ? [{ kind: 'keys' as const, keys: '1'.repeat(def.leastKeys) }] : []),
  ];
}
