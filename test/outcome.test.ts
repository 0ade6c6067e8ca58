import { expect, test } from 'vitest';
import { type CallEnd, needsCase, outcomeOf } from '../src/domain/outcome.ts';

const silent: CallEnd = {
  bridged: false,
  urgency: null,
  recorded: false,
  saidSomething: false,
  reachedEnd: false,
  blocked: false,
  ofOldCase: false,
  isStaff: false,
  unreachable: false,
  handedTo: null,
  toldOfNotice: false,
  before: null,
};

test('every end of a call has one outcome', () => {
  expect(outcomeOf(silent)).toBe('left before saying anything');
  expect(outcomeOf({ ...silent, reachedEnd: true })).toBe('silent');
  expect(outcomeOf({ ...silent, reachedEnd: true, blocked: true })).toBe('blocked');
  expect(outcomeOf({ ...silent, saidSomething: true, blocked: true })).toBe('left after saying something');
  expect(outcomeOf({ ...silent, saidSomething: true })).toBe('left after saying something');
  expect(outcomeOf({ ...silent, recorded: true, saidSomething: true })).toBe('voicemail with case');
  expect(outcomeOf({ ...silent, urgency: 'routine', saidSomething: true })).toBe('routine case');
  expect(outcomeOf({ ...silent, urgency: 'helpDesk', recorded: true })).toBe('voicemail with case');
  expect(outcomeOf({ ...silent, urgency: 'critical', recorded: true })).toBe('paged with case');
  expect(outcomeOf({ ...silent, urgency: 'critical', bridged: true })).toBe('bridged');
  expect(outcomeOf({ ...silent, saidSomething: true, isStaff: true })).toBe('staff call');
  expect(outcomeOf({ ...silent, toldOfNotice: true })).toBe('told of a notice');
  expect(outcomeOf({ ...silent, toldOfNotice: true, saidSomething: true })).toBe('left after saying something');
  expect(outcomeOf({ ...silent, urgency: 'critical', isStaff: true })).toBe('paged with case');
  expect(outcomeOf({ ...silent, bridged: true, handedTo: 'desk' })).toBe('answered by or handed to the day desk');
  expect(outcomeOf({ ...silent, urgency: 'critical', unreachable: true })).toBe('left after saying something');
  expect(outcomeOf({ ...silent, saidSomething: true, handedTo: 'helpDesk' })).toBe('transferred');
});

test('a call about a case that is there has updated it, once its caller has said something', () => {
  const old = { ...silent, ofOldCase: true };
  expect(outcomeOf(old)).toBe('left before saying anything');
  expect(outcomeOf({ ...old, saidSomething: true })).toBe('case updated');
  expect(outcomeOf({ ...old, recorded: true })).toBe('case updated');
  expect(outcomeOf({ ...old, saidSomething: true, bridged: true })).toBe('bridged');
  expect(needsCase('case updated')).toBe(false);
});

test('late news may raise an outcome, and the same news leaves it as it is', () => {
  const left = { ...silent, urgency: 'routine', saidSomething: true, before: 'left after saying something' } as const;
  expect(outcomeOf(left)).toBe('left after saying something');
  expect(outcomeOf({ ...left, recorded: true })).toBe('voicemail with case');
  expect(outcomeOf({ ...left, urgency: 'critical' })).toBe('paged with case');
  expect(outcomeOf({ ...left, before: 'bridged' })).toBe('bridged');
  expect(outcomeOf({ ...left, bridged: true, before: 'served from memory' })).toBe('served from memory');
});

test('an outcome that names a case of its own promises one', () => {
  expect(needsCase('left after saying something')).toBe(true);
  expect(needsCase('voicemail with case')).toBe(true);
  expect(needsCase('silent')).toBe(false);
});
