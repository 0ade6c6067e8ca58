/** A caller rings again about a case that is not closed. */
import { expect } from 'vitest';
import {
  answersAndPresses,
  isWoken,
  kimHasIt,
  opensCase,
  takesByText,
  talksAndParts,
  timelineOf,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('the caller rings again and is connected with whoever has the case', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.dials();
  await caller.hears(/Kim Lee has your case C S, 0 0 0, 0 0 0 1/);
  await caller.hears(/talk to a technician, press 1.*worse, press 2.*solved, press 3.*something new, press 4/);
  await caller.presses('1');
  await caller.hears(/We are calling Kim Lee now/);
  await kim.rings();
  await answersAndPresses(
    kim,
    '1',
    /^Help desk hotline for Kim Lee\. The caller of case C S, 0 0 0, 0 0 0 1 asks for you now: the Botany department\. To go on here, press 1/,
  );
  await talksAndParts(night, kim, caller);
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect(seen.promise).toMatchObject({ state: 'kept' });
  expect(await timelineOf(night)).toMatch(/The caller asked to talk by key\.\nKim Lee is rung for the caller\./);
  expect((await night.calls()).map((call) => [call.outcome, call.caseNumber])).toEqual([
    ['bridged', 'CS0000001'],
    ['paged with case', 'CS0000001'],
  ]);
});

story('whoever has the case is not reached: they are told by text, and keep it', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  kim.behaves({ behaviour: 'voicemail', afterSeconds: 12, recordsSeconds: 90 });
  await caller.dials();
  await caller.hears(/press 1/);
  await caller.presses('1');
  await kim.rings();
  await caller.hears(/Kim Lee could not be reached now/, 120);
  await kim.getsText(
    /The caller of CS0000001, Botany, call back 608-555-0142 asks for you\. Reply call 47 to be connected/,
  );
  await caller.hears(/If you can't wait, press 2/);
  await caller.hears(/Kim Lee has your case C S, 0 0 0, 0 0 0 1/);
  await caller.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect((await night.calls())[0]).toMatchObject({ outcome: 'case updated' });
});

story('not reached, and it cannot wait: whoever else is on call is woken, and talks to the caller', async (scene) => {
  const { night, caller, kim, pat } = scene;
  await kimHasIt(scene);
  kim.behaves({ behaviour: 'declines' });
  await caller.dials();
  await caller.hears(/press 1/);
  await caller.presses('1');
  await kim.rings();
  await kim.getsText(/asks for you/);
  await caller.hears(/press 2/, 60);
  await caller.presses('2');
  await kim.getsText(/The caller of CS0000001.* says that it is worse\. We did not reach you/);
  await pat.getsText(/critical, AIMS: CS0000001/, 10);
  await pat.rings();
  await caller.hears(/We are calling Pat Moss now/);
  await answersAndPresses(pat, '1', /press 1 to take it/i);
  await talksAndParts(night, pat, caller);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'pat', priority: 'P2' });
});

story('it is worse: whoever has the case comes to the phone', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.dials();
  await caller.hears(/press 2/);
  await caller.presses('2');
  await caller.hears(/We have noted that it is worse/);
  await kim.rings();
  await answersAndPresses(kim, '1', /The caller of case .* says that it is worse.*To go on here, press 1/);
  await talksAndParts(night, kim, caller);
  expect(await timelineOf(night)).toMatch(/The caller said that it is worse by key/);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim', priority: 'P2' });
});

story(
  'it is worse, whoever has it presses no key and the caller has hung up: the others are woken all the same',
  async (scene) => {
    const { night, caller, kim, pat } = scene;
    await kimHasIt(scene);
    kim.behaves({ behaviour: 'voicemail', afterSeconds: 12, recordsSeconds: 90 });
    await caller.dials();
    await caller.hears(/press 2/);
    await caller.presses('2');
    await kim.rings();
    await caller.hangsUp();
    await kim.getsText(/The caller of CS0000001.* says that it is worse\. We did not reach you/, 90);
    await pat.getsText(/critical, AIMS: CS0000001/, 10);
    await pat.rings();
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open', takenBy: null });
    await takesByText(pat);
  },
);

story(
  'nobody has it yet: the caller hears who was tried, the search goes on at once, and they are connected',
  async (scene) => {
    const { night, caller, kim } = scene;
    await opensCase(scene);
    await night.passes(45);
    await caller.dials();
    await caller.hears(/Nobody has taken your case C S, 0 0 0, 0 0 0 1 yet/);
    await caller.hears(/We have tried Kim Lee and go on/);
    await caller.presses('1');
    await kim.rings(5);
    await caller.hears(/We are calling Kim Lee now/);
    await answersAndPresses(kim, '1', /press 1 to take it/i);
    await talksAndParts(night, kim, caller);
    expect((await night.calls())[0]).toMatchObject({ outcome: 'bridged', caseNumber: 'CS0000001' });
  },
);

story('solved needs a second key, ends the page and can be taken back for ten minutes', async (scene) => {
  const { night, caller, kim } = scene;
  await opensCase(scene);
  await caller.dials();
  await caller.hears(/If it is solved, press 3/);
  await caller.presses('3');
  await caller.hears(/press 3 again/);
  expect((await night.case('CS0000001')).case.state).toBe('open');
  await caller.presses('3');
  await caller.hears(/is closed\. If it is not solved after all/);
  await caller.isHungUp();
  await kim.getsText(/CS0000001: closed/);
  expect((await night.case('CS0000001')).case.state).toBe('closed');
  expect((await night.pages()).map(({ page }) => page.state)).toEqual(['closed']);
  await night.passes(500);
  await caller.dials();
  await caller.hears(/You told us that your case C S, 0 0 0, 0 0 0 1 is solved/);
  await caller.hears(/not solved after all, press 1/);
  await caller.presses('1');
  await caller.hears(/Your case is open again/);
  await isWoken(kim, /critical, AIMS: CS0000001/);
  await takesByText(kim);
  await caller.hangsUp();
});

story(
  'solved while somebody has it: they are told, have it again when it is taken back, and after ten minutes it is over',
  async (scene) => {
    const { night, caller, kim } = scene;
    await kimHasIt(scene);
    const solves = async () => {
      await caller.dials();
      await caller.hears(/press 3/);
      await caller.presses('3');
      await caller.hears(/press 3 again/);
      await caller.presses('3');
      await caller.isHungUp();
      await kim.getsText(/CS0000001: the caller says that it is solved, and it is closed/);
    };
    await solves();
    await caller.dials();
    await caller.hears(/not solved after all, press 1/);
    await caller.presses('1');
    await kim.getsText(/says that it is not solved after all\. You have it again/);
    await caller.hears(/Kim Lee has your case/);
    await caller.hangsUp();
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
    await solves();
    await night.passes(601);
    await caller.dials();
    await caller.hears(/You have reached the DoIT help desk hotline/);
    await caller.hangsUp();
    expect((await night.case('CS0000001')).case.state).toBe('closed');
  },
);

story('something new is a case of its own', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.dials();
  await caller.hears(/something new, press 4/);
  await caller.presses('4');
  await caller.hears(/is this a critical work stoppage/);
  await caller.presses('2');
  await caller.hears(/after the tone/i);
  await caller.presses('#');
  await caller.hears(/Your case number is C S, 0 0 0, 0 0 0 2/);
  await caller.isHungUp();
  expect((await night.case('CS0000002')).case).toMatchObject({ urgency: 'routine' });
  expect((await night.calls())[0]).toMatchObject({ outcome: 'routine case', caseNumber: 'CS0000002' });
  expect(kim.phone.rings).toHaveLength(1);
});

story('a known caller who says nothing comes to the ordinary question, and the case stays as it is', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  const rings = kim.phone.rings.length;
  await caller.dials();
  await caller.hears(/To talk to a technician, press 1/);
  await caller.hears(/is this a critical work stoppage/, 60);
  await caller.isHungUp(200);
  expect(kim.phone.rings).toHaveLength(rings);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});

story('after two days the number is like any other', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await night.api('/cases/CS0000001/done', { by: 'kim' });
  await kim.getsText(/CS0000001: A script noted for you/);
  await night.passes(48 * 3600);
  await caller.dials();
  await caller.hears(/You have reached the DoIT help desk hotline/);
  await caller.hangsUp();
});

story(
  'critical again within the hour, and the same problem: the first case goes on, and the caller holds for it',
  async (scene) => {
    const { night, caller, kim } = scene;
    await opensCase(scene);
    await night.passes(70);
    await caller.dials();
    await caller.hears(/something new, press 4/);
    await caller.presses('4');
    await caller.hears(/is this a critical work stoppage/);
    await caller.presses('1');
    expect((await night.case('CS0000002')).case).toMatchObject({ state: 'open', urgency: 'critical' });
    await caller.hears(/called about case C S, 0 0 0, 0 0 0 1 within the hour\. Is it the same problem/);
    await caller.presses('1');
    await caller.hears(
      /Your case number is C S, 0 0 0, 0 0 0 1\. As promised, a technician will contact you within one hour of your first call/,
    );
    await kim.rings(40);
    await answersAndPresses(kim, '1', /Critical work stoppage\. .*Case C S, 0 0 0, 0 0 0 1\./);
    await talksAndParts(night, kim, caller);
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
    const second = await night.case('CS0000002');
    expect(second.case.state).toBe('closed');
    expect(second.timeline.map((event) => event.text).join()).toMatch(/the same problem as CS0000001, which goes on/);
    expect((await night.calls())[0]).toMatchObject({ outcome: 'bridged', caseNumber: 'CS0000001' });
    expect(caller.phone.texts.filter((text) => /within one hour/.test(text.body))).toHaveLength(1);
  },
);

story('critical again within the hour, and the line breaks at the question: the new case is paged', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.dials();
  await caller.hears(/something new, press 4/);
  await caller.presses('4');
  await caller.hears(/is this a critical work stoppage/);
  await caller.presses('1');
  await caller.hears(/same problem/);
  await caller.hangsUp();
  await isWoken(kim, /critical, AIMS: CS0000002/, 5);
  await takesByText(kim, '48', 'CS0000002');
  expect((await night.case('CS0000001')).case.state).toBe('accepted');
});
