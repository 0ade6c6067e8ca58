/** What a technician hears when our own rooms fail: it must be true before and after the case was taken. */
import { expect } from 'vitest';
import { answersAndPresses, isWoken, leavesCritical } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('a turn fails after the case was taken: the technician is told to call the caller', async (scene) => {
  const { night, caller, kim } = scene;
  night.names(/alarm: a call was served by the lifeline/);
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await isWoken(kim, /CS0000001, Botany, call back 608-555-0142/);
  await answersAndPresses(kim, '1', /press 1 to take it/i);
  await kim.hears(/The caller has hung up/);
  const { store } = night.app.context;
  const transact = store.transact;
  store.transact = () => Promise.reject(new Error('the database is gone'));
  await kim.presses('1');
  store.transact = transact;
  await kim.hears(
    /our system has a fault\. If you have already taken the case, please call the caller at the number in our text; otherwise we will ring you again/,
  );
  await kim.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});
