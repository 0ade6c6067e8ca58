import { expect } from 'vitest';
import { callsAndLeaves, isWoken, saysNewCritical, takesAndCallsLater, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('a landline is not texted again, and still rung', async (scene) => {
  const { night, kim } = scene;
  night.exchange.refuseTexts(kim.phone.number, 21614);
  await callsAndLeaves(scene, 'This is Ann of Botany. bot12 is dead.');
  await takesAndCallsLater(kim);
  night.exchange.refuseTexts(kim.phone.number, null);
  await callsAndLeaves(scene, 'This is Ann again. bot13 is dead, too.', saysNewCritical);
  await takesAndCallsLater(kim);
  expect(kim.phone.texts).toHaveLength(0);
  const timeline = (await night.case('CS0000001')).timeline.map((event) => event.text).join(' ');
  expect(timeline).toMatch(/refused \(21614\): The number cannot receive texts; it may still be rung/);
});

story('our own account may not text: an alarm, and nobody is blamed for it', async (scene) => {
  const { night, kim } = scene;
  night.names(/alarm: Texts from this number are blocked until its 10DLC registration is complete/);
  night.exchange.refuseTexts(kim.phone.number, 30034);
  await callsAndLeaves(scene, 'This is Ann of Botany. bot12 is dead.');
  await takesAndCallsLater(kim);
  night.exchange.refuseTexts(kim.phone.number, null);
  await callsAndLeaves(scene, 'This is Ann again. bot13 is dead, too.', saysNewCritical);
  await isWoken(kim, /CS0000002/);
  await takesByText(kim, '48', 'CS0000002');
});

story('a number that was refused is tried again after half a day', async (scene) => {
  const { night, kim } = scene;
  night.exchange.refuseCalls(kim.phone.number, 21215);
  await callsAndLeaves(scene, 'This is Ann of Botany. bot12 is dead.');
  await kim.getsText(/CS0000001/);
  await takesByText(kim);
  night.exchange.refuseCalls(kim.phone.number, null);
  await callsAndLeaves(scene, 'This is Ann again. bot13 is dead, too.', saysNewCritical);
  await kim.getsText(/CS0000002/);
  await takesByText(kim, '48', 'CS0000002');
  expect(kim.phone.rings).toHaveLength(0);
  const timeline = (await night.case('CS0000002')).timeline.map((event) => event.text).join(' ');
  expect(timeline).toMatch(/Kim Lee is not rung: the number has refused our calls/);
  for (const code of [47, 48]) {
    await kim.texts(`done ${code}`);
    await kim.getsText(/Noted/);
  }
  await night.passes(12 * 3600);
  await callsAndLeaves(scene, 'This is Ann once more. bot14 is dead.', (phone) => saysNewCritical(phone, 'later'));
  await takesAndCallsLater(kim);
  await kim.getsText(/CS0000003/);
});

story('a person who has sent STOP is not texted, however long ago that was', async (scene) => {
  const { night, kim } = scene;
  await kim.texts('STOP');
  await kim.getsText(/unsubscribed/);
  for (const phone of [scene.pat, scene.robin]) await phone.getsText(/Kim Lee has sent STOP/);
  await night.passes(20 * 3600);
  await callsAndLeaves(scene, 'This is Ann of Botany. bot12 is dead.');
  await takesAndCallsLater(kim);
});
