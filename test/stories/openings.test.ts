/** The hours of the desk change while something still runs: it is told at the opening that is right by then. */
import { expect } from 'vitest';
import type { Night, NightOptions } from '../night/night.ts';
import { leavesMessage, saysCritical, takesAndCallsLater } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** Monday, 23 November 2026, 06:28 in Chicago: the desk opens at 7. */
const monday = { startsAt: Date.UTC(2026, 10, 23, 12, 28, 0) } satisfies NightOptions;
const at = (hour: number, minute: number) => Date.UTC(2026, 10, 23, hour + 6, minute, 0);

async function opensAt(night: Night, before: string, after: string): Promise<void> {
  const to = '", to: "18:00"';
  night.edits('hours.yaml', (text) => text.replaceAll(`from: "${before}${to}`, `from: "${after}${to}`));
  await night.app.lookAtFiles();
  await night.settled();
}

async function isTakenByKim({ night, caller, kim }: Scene): Promise<void> {
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await caller.hangsUp();
  await kim.getsText(/CS0000001/);
  await takesAndCallsLater(kim);
}

/** The desk rings at that time, hears of what still runs, and is not rung about it again; its promise runs on. */
async function hearsOfItOnce({ night, desk, kim }: Scene, rungAt: number): Promise<void> {
  await desk.rings(7200);
  expect(Math.abs(night.clock.now() - rungAt)).toBeLessThan(5000);
  await desk.answers();
  await desk.hears(/still run\. Case C S, 0 0 0, 0 0 0 1/);
  await desk.presses('1');
  await desk.isHungUp();
  await night.passes((at(7, 1) - night.clock.now()) / 1000);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open' });
  await kim.texts('done 47');
  await kim.getsText(/Noted/);
  expect(desk.phone.rings).toHaveLength(1);
}

story(
  'the desk is to open earlier: it is told then, and not again when it would have opened',
  async (scene) => {
    await isTakenByKim(scene);
    await opensAt(scene.night, '07:00', '06:45');
    await hearsOfItOnce(scene, at(6, 45));
  },
  monday,
);

story(
  'the desk is already open by its new hours: it is told at once',
  async (scene) => {
    await isTakenByKim(scene);
    await scene.night.passes(1200);
    await opensAt(scene.night, '07:00', '06:45');
    await hearsOfItOnce(scene, scene.night.clock.now());
  },
  monday,
);

story(
  'the hours change and change back: it is told when they always said, once',
  async (scene) => {
    await isTakenByKim(scene);
    await opensAt(scene.night, '07:00', '06:45');
    await opensAt(scene.night, '06:45', '07:00');
    await hearsOfItOnce(scene, at(7, 0));
  },
  monday,
);

story(
  'the service starts anew while the desk is open, and the desk has heard: it is not told again',
  async (scene) => {
    const { night, caller, desk } = scene;
    await isTakenByKim(scene);
    await desk.rings(3600);
    await desk.answers();
    await desk.hears(/still run/);
    await desk.presses('1');
    await desk.isHungUp();
    await night.crashes();
    await night.starts();
    await night.app.lookAtFiles();
    await night.passes(60);
    expect(desk.phone.rings).toHaveLength(1);
    expect(caller.phone.state).toBe('idle');
  },
  monday,
);
