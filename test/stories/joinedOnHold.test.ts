/** Whoever has a case comes to a line of ours by themselves while its caller holds: the two are joined, and nobody is dialled. */
import { expect } from 'vitest';
import { kimHasIt } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** They talk for more than a minute; nobody was dialled, and the promise is kept. */
async function theyTalk({ night, caller, kim }: Scene): Promise<void> {
  await kim.talksTo(caller, 60);
  expect(caller.phone.rings).toEqual([]);
  await night.passes(70);
  await caller.hangsUp();
  await kim.hears(/Thank you/);
  await kim.isHungUp();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect(seen.promise).toMatchObject({ state: 'kept', owner: 'kim' });
}

story('whoever has the case is on the hotline by themselves when its caller asks for them', async (scene) => {
  const { caller, kim } = scene;
  await kimHasIt(scene);
  await kim.dials();
  await kim.hears(/You have case .*press 1/);
  await caller.dials();
  await caller.hears(/press 1/);
  await caller.presses('1');
  await kim.rings();
  await caller.hears(/We are calling Kim Lee now/);
  await kim.presses('1');
  await kim.hears(/two digits/);
  await kim.presses('47');
  await caller.hears(/Kim Lee has answered and is about to be connected/);
  await kim.hears(/To be connected with the caller/);
  await kim.presses('1');
  await theyTalk(scene);
  kim.namesTexts();
});

story('"call 47" while the caller holds connects the two, and rings nobody else', async (scene) => {
  const { caller, kim } = scene;
  await kimHasIt(scene);
  await kim.texts('call 47');
  await kim.getsText(/We ring you now/);
  await kim.rings();
  await kim.answers();
  await kim.hears(/To be connected with the caller/);
  await caller.dials();
  await caller.hears(/press 1/);
  await caller.presses('1');
  await kim.rings();
  await kim.presses('1');
  await theyTalk(scene);
  kim.namesTexts();
});

story(
  'whoever comes from another phone of theirs, and is joined, loses no case for the ring that they did not answer',
  async (scene) => {
    const { night, caller, kim, stranger: second, pat } = scene;
    await kimHasIt(scene);
    await caller.dials();
    await caller.hears(/press 1/);
    await caller.presses('2');
    await kim.rings();
    await second.dials();
    await second.hears(/press 1/);
    await second.presses('1');
    await second.hears(/two digits/);
    await second.presses('47');
    await second.hears(/To be connected with the caller/);
    await second.presses('1');
    await second.talksTo(caller, 60);
    await night.passes(70);
    expect(caller.phone.rings).toEqual([]);
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
    await caller.hangsUp();
    await second.isHungUp();
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
    expect([...second.unnamed(), ...pat.unnamed()]).toEqual([]);
  },
  {
    schedules: {
      'directory.yaml': (text) => text.replace('phone: "+16085550111"', 'phones: ["+16085550111", "+16085550150"]'),
    },
  },
);
