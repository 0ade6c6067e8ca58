/** A turn takes a while: what it writes at its end is later than its beginning. */
import { expect } from 'vitest';
import { answersAndPresses, isWoken, leavesCritical } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('the turn that takes the case is slow: the caller on hold is joined all the same', async (scene) => {
  const { night, caller, kim } = scene;
  await leavesCritical(night, caller);
  await isWoken(kim);
  await caller.hears(/calling Kim Lee now/i);
  night.clock.creepMs = 7;
  await answersAndPresses(kim, '1', /Press 1 to take it/);
  night.clock.creepMs = 0;
  await kim.talksTo(caller, 40);
  expect(caller.phone.heard.join(' ')).not.toMatch(/will call you/);
  await night.passes(70);
  await caller.hangsUp();
  await kim.isHungUp();
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
});
