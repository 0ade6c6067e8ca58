/** Whoever has a case is rung about it at each of their numbers in turn, until they say what they will do. */
import { expect } from 'vitest';
import { kimHasIt } from '../night/sayings.ts';
import { type Scene, type StoryOptions, story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** The phone called "stranger" is Kim's second one. */
const twoPhones: StoryOptions = {
  schedules: {
    'directory.yaml': (text) => text.replace('phone: "+16085550111"', 'phones: ["+16085550111", "+16085550150"]'),
  },
};

/** The same, at the moment at which Kim is reminded by phone. */
async function kimIsReminded(scene: Scene): Promise<void> {
  const { night, kim } = scene;
  await kimHasIt(scene);
  const { promise } = await night.case('CS0000001');
  const untilDue = (Date.parse(promise?.dueAt ?? '') - night.clock.now()) / 1000;
  await night.passes(untilDue - 605);
  await kim.getsText(/Reminder/);
  await kim.rings(10);
}

async function timelineOf({ night }: Scene): Promise<string[]> {
  return (await night.case('CS0000001')).timeline.map((event) => event.text);
}

async function callsAgain(caller: Telephone, key: string): Promise<void> {
  await caller.dials();
  await caller.hears(/press 1/);
  await caller.presses(key);
}

story(
  'a reminder that nobody answers rings the second phone, and is confirmed there',
  async (scene) => {
    const { night, kim, stranger: second, pat } = scene;
    await kimIsReminded(scene);
    expect(second.phone.rings).toEqual([]);
    await second.rings(40);
    expect(kim.phone.state).toBe('idle');
    await second.answers();
    await second.hears(/reminder for Kim Lee/);
    await second.presses('1');
    await second.isHungUp();
    await night.passes(400);
    expect([...kim.unnamed(), ...second.unnamed(), ...pat.unnamed()]).toEqual([]);
    expect(await timelineOf(scene)).toContain('Kim Lee is rung on their next number.');
  },
  twoPhones,
);

story(
  'a reminder that is confirmed on the first phone leaves the second alone',
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    await kimIsReminded(scene);
    await kim.answers();
    await kim.hears(/press 1/);
    await kim.presses('1');
    await kim.isHungUp();
    await night.passes(120);
    expect(second.phone.rings).toEqual([]);
  },
  twoPhones,
);

story(
  'a reminder that neither phone answers: each is rung once, and then the lead',
  async (scene) => {
    const { kim, stranger: second, pat } = scene;
    await kimIsReminded(scene);
    await second.rings(40);
    await pat.getsText(/CS0000001/, 320);
    await pat.rings();
    await kim.getsText(/the lead is being rung/);
    await pat.texts('47');
    await pat.getsText(/You have taken CS0000001/);
    expect([kim.phone.rings.length, second.phone.rings.length]).toEqual([2, 1]);
  },
  twoPhones,
);

story(
  'the first phone refuses our calls for good: the reminder rings the second',
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    await kimHasIt(scene);
    night.exchange.refuseCalls(kim.phone.number, 21216);
    await night.passes(2400);
    await kim.getsText(/Reminder/);
    await second.rings(700);
    await second.answers();
    await second.presses('1');
    await second.isHungUp();
    expect(kim.phone.rings).toHaveLength(1);
  },
  twoPhones,
);

story(
  '"call 47" rings the second phone when the first is not answered',
  async (scene) => {
    const { night, caller, kim, stranger: second } = scene;
    await kimHasIt(scene);
    await kim.texts('call 47');
    await kim.getsText(/We ring you now/);
    await kim.rings();
    await second.rings(40);
    await second.answers();
    await second.hears(/press 1/);
    await second.presses('1');
    await caller.rings();
    await caller.answers();
    await second.talksTo(caller);
    await night.passes(20);
    await caller.hangsUp();
    await second.hears(/Did you speak to the caller/);
    await second.presses('1');
    await second.isHungUp();
  },
  twoPhones,
);

story(
  '"call 47", and "not now" by key: the second phone stays quiet',
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    await kimHasIt(scene);
    await kim.texts('call 47');
    await kim.getsText(/We ring you now/);
    await kim.rings();
    await kim.answers();
    await kim.hears(/Not now, press 2/);
    await kim.presses('2');
    await kim.isHungUp();
    await night.passes(120);
    expect(second.phone.rings).toEqual([]);
    expect(await timelineOf(scene)).toContain('Kim Lee will call the caller back.');
  },
  twoPhones,
);

story(
  'the caller asks for whoever has the case, who comes to their second phone',
  async (scene) => {
    const { night, caller, kim, stranger: second } = scene;
    await kimHasIt(scene);
    await night.passes(600);
    await callsAgain(caller, '1');
    await kim.rings();
    await second.rings(40);
    await second.answers();
    await second.hears(/To go on here, press 1/);
    await second.presses('1');
    await second.talksTo(caller, 40);
    await night.passes(70);
    await caller.hangsUp();
    await second.isHungUp();
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
  },
  twoPhones,
);

story(
  'it is worse, and neither phone is answered: only then are the others woken',
  async (scene) => {
    const { night, caller, kim, stranger: second, pat } = scene;
    await kimHasIt(scene);
    await night.passes(600);
    await callsAgain(caller, '2');
    await kim.rings();
    await caller.hangsUp();
    await second.rings(40);
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
    expect(pat.unnamed()).toEqual([]);
    await kim.getsText(/says that it is worse\. We did not reach you/, 60);
    await pat.getsText(/critical, AIMS: CS0000001/, 10);
    await pat.rings();
    await pat.texts('47');
    await pat.getsText(/You have taken CS0000001/);
  },
  twoPhones,
);

story(
  'asked for again and again: the rings of both phones count as one asking',
  async (scene) => {
    const { night, caller, kim, stranger: second } = scene;
    await kimHasIt(scene);
    for (let i = 0; i < 4; i++) {
      await night.passes(240);
      await callsAgain(caller, '1');
      await kim.rings();
      await second.rings(40);
      await kim.getsText(/asks for you/, 60);
      await caller.hangsUp();
    }
    expect([kim.phone.rings.length, second.phone.rings.length]).toEqual([5, 4]);
  },
  twoPhones,
);

story(
  'whoever says on the first phone that they have spoken is not rung on the second',
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    await kimHasIt(scene);
    await kim.texts('call 47');
    await kim.getsText(/We ring you now/);
    await kim.rings();
    await kim.answers();
    await kim.hears(/If you have spoken with the caller, press 5/);
    await kim.presses('5');
    await kim.hears(/Noted/);
    await kim.isHungUp();
    await night.passes(60);
    expect(second.unnamed()).toEqual([]);
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
  },
  twoPhones,
);

story(
  '"done" is texted while the first phone rings: the second stays quiet',
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    await kimIsReminded(scene);
    await kim.texts('done 47');
    await kim.getsText(/Noted/);
    await night.passes(60);
    expect(second.phone.rings).toEqual([]);
  },
  twoPhones,
);

story(
  'a phone that has refused our calls is not tried first again',
  async (scene) => {
    const { night, kim, stranger: second } = scene;
    await kimHasIt(scene);
    night.exchange.refuseCalls(kim.phone.number, 21216);
    for (let i = 0; i < 2; i++) {
      await kim.texts('call 47');
      await kim.getsText(/We ring you now/);
      await second.rings();
      await night.passes(60);
      kim.namesTexts();
    }
    const next = (await timelineOf(scene)).filter((text) => text === 'Kim Lee is rung on their next number.');
    expect(next).toHaveLength(1);
  },
  twoPhones,
);
