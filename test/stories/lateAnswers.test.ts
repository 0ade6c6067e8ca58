import { expect } from 'vitest';
import { type Carrier, CarrierError } from '../../src/domain/ports.ts';
import { answersAndPresses, isWoken, leavesCritical, saysCritical, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

const line = { answer: async (sid: string) => ({ sid }), rings: () => {} };
/** A carrier that rings at once and answers our request when the story says so. */
const answersLate = (carrier: Carrier): Carrier => ({
  ...carrier,
  placeCall: async (call) => {
    const { sid } = await carrier.placeCall(call);
    line.rings();
    return line.answer(sid);
  },
});

async function ringsAndIsDeclined({ night, caller, kim }: Scene, then: 'answered' | 'lost'): Promise<void> {
  let answer = () => {};
  const rings = new Promise<void>((resolve) => {
    line.rings = resolve;
  });
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await night.passes(15);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
  kim.behaves({ behaviour: 'declines', afterSeconds: 3 });
  const before = line.answer;
  line.answer = async (sid) => {
    line.answer = before;
    await late;
    if (then === 'lost') throw new CarrierError('unknown', null, 'the answer was lost');
    return before(sid);
  };
  caller.phone.hangUp();
  // The carrier has the ring, and we wait for its answer: only then may time go on.
  await rings;
  await night.passesUnsettled(6);
  answer();
}

for (const then of ['answered', 'lost'] as const)
  story(
    `the ring is over before our request is ${then}: what is known is not undone`,
    async (scene) => {
      const { night, kim } = scene;
      await ringsAndIsDeclined(scene, then);
      await kim.rings();
      await kim.getsText(/CS0000001/);
      const [page] = await night.pages();
      const ring = page?.attempts.find((row) => row.kind === 'ring');
      expect(ring).toMatchObject({ state: 'done', outcome: 'busy' });
      await takesByText(kim);
    },
    { wrapCarrier: answersLate },
  );

const breaks = { next: false };
/** A carrier that rings and then loses the answer. */
const losesAnswer = (carrier: Carrier): Carrier => ({
  ...carrier,
  placeCall: async (call) => {
    const made = await carrier.placeCall(call);
    if (!breaks.next) return made;
    breaks.next = false;
    throw new CarrierError('unknown', null, 'the answer was lost');
  },
});

story(
  'the answer to a ring is lost: it is shown as unknown until the phone itself is heard of',
  async (scene) => {
    const { night, caller, kim } = scene;
    night.names(/unknown outcome/);
    breaks.next = true;
    await leavesCritical(night, caller);
    await caller.hangsUp();
    await isWoken(kim);
    await answersAndPresses(kim, '1');
    await kim.hears(/You have taken case/);
    await kim.hears(/press 2/i);
    await kim.presses('2');
    await kim.isHungUp();
    const [page] = await night.pages();
    const ring = page?.attempts.find((row) => row.kind === 'ring');
    expect(ring).toMatchObject({ state: 'done', outcome: 'accepted' });
    expect(kim.phone.rings).toHaveLength(1);
  },
  { wrapCarrier: losesAnswer },
);
