import { expect } from 'vitest';
import { takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story(
  'the database is gone and voicemails answer: the caller is soon asked for a recording',
  async ({ night, caller, kim, sam }) => {
    night.names(/alarm: (a call was served by|taking over what) the lifeline/);
    night.names(/alarm: news of the carrier could not be kept/);
    night.exchange.faults.tolerate((webhook) => /status/.test(webhook.url));
    kim.behaves({ behaviour: 'voicemail', afterSeconds: 5 });
    sam.behaves({ behaviour: 'voicemail', afterSeconds: 5 });
    const transact = night.app.context.store.transact;
    night.app.context.store.transact = () => Promise.reject(new Error('the database is gone'));
    await caller.dials();
    await kim.rings();
    await sam.rings();
    await caller.hears(/say your name, your department/, 60);
    // Asked twice, since a hand may be slow; a machine that never presses 1 is then let go.
    for (const phone of [kim, sam]) {
      const asked = phone.phone.heard.filter((words) => /Press 1 to talk/.test(words));
      expect(asked).toHaveLength(2);
    }
    await night.passes(10);
    await caller.says('This is Ann of Botany. bot12 is dead.');
    await night.passes(10);
    await caller.isHungUp();
    kim.behaves({ behaviour: 'manual' });
    sam.behaves({ behaviour: 'manual' });
    night.app.context.store.transact = transact;
    night.app.context.wake();
    await kim.getsText(/CS0000001/, 200);
    await kim.rings();
    await takesByText(kim);
    expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'kept' }]);
  },
);

story('the database is gone and the technician presses 1 when asked again', async ({ night, caller, kim, sam }) => {
  night.names(/alarm: (a call was served by|taking over what) the lifeline/);
  night.names(/alarm: news of the carrier could not be kept/);
  night.exchange.faults.tolerate((webhook) => /status/.test(webhook.url));
  const transact = night.app.context.store.transact;
  night.app.context.store.transact = () => Promise.reject(new Error('the database is gone'));
  await caller.dials();
  await kim.rings();
  await sam.rings();
  await kim.answers();
  await kim.hears(/Press 1 to talk/);
  await kim.hears(/Press 1 to talk/);
  await kim.presses('1');
  await kim.talksTo(caller);
  await night.passes(30);
  await caller.hangsUp();
  night.app.context.store.transact = transact;
  night.app.context.wake();
  await kim.getsText(/CS0000001/, 200);
  await kim.rings();
  await takesByText(kim);
});
