import twilio from 'twilio';
import { expect } from 'vitest';
import type { Carrier } from '../../src/domain/ports.ts';
import { type Night, type NightOptions, nightAccount } from '../night/night.ts';
import { answersAndPresses, isWoken, leavesMessage, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** Friday, 20 November 2026, 10:00 in Chicago. */
const friday = { startsAt: Date.UTC(2026, 10, 20, 16, 0, 0) } satisfies NightOptions;

const asQueue = (text: string) => text.replace('queue: EAST', 'queue: EAST\n  kind: queue');
const fridayQueue = { ...friday, schedules: { 'directory.yaml': asQueue } } satisfies NightOptions;

const outcomes = async (night: Night) => (await night.calls()).map(({ outcome }) => outcome);

/** The hotline asks what it asks whenever the desk is not there, and the caller says that it can wait. */
async function goesOn(night: Night, { caller }: Pick<Scene, 'caller'>): Promise<void> {
  await caller.hears(/is this a critical work stoppage/, 15);
  await caller.presses('2');
  await leavesMessage(night, caller, 'This is Ann of Botany. My second screen flickers.');
  await caller.hears(/Your case number is/, 60);
  await caller.isHungUp();
}

story(
  'the desk is open: a person there takes the call by key',
  async ({ night, caller, desk }) => {
    await caller.dials();
    await caller.hears(/You have reached the DoIT help desk hotline/);
    await caller.hears(/We are calling the help desk for you/);
    await desk.rings();
    await desk.answers();
    await desk.hears(/^Help desk hotline: a caller is on the line\. Press 1 to take the call/);
    expect(desk.phone.connectedTo).toBeNull();
    await desk.presses('1');
    await desk.talksTo(caller);
    await night.passes(300);
    await desk.hangsUp();
    await caller.hears(/Thank you for calling/);
    await caller.isHungUp();
    expect(await outcomes(night)).toEqual(['answered by or handed to the day desk']);
    expect((await night.api('/cases/CS0000001')).status).toBe(404);
  },
  friday,
);

story(
  'the caller is the first to hang up on the desk',
  async ({ night, caller, desk }) => {
    await caller.dials();
    await desk.rings();
    await answersAndPresses(desk, '1', /Press 1/);
    await desk.talksTo(caller);
    await night.passes(60);
    await caller.hangsUp();
    await desk.hears(/Good-bye/);
    await desk.isHungUp();
    expect(await outcomes(night)).toEqual(['answered by or handed to the day desk']);
  },
  friday,
);

story(
  'the desk is open, and nobody there answers within 20 seconds: it goes on as if it were closed, saying so',
  async ({ night, caller, desk, kim }) => {
    await caller.dials();
    await desk.rings();
    const began = night.clock.now();
    await caller.hears(/Nobody has answered/, 40);
    const rangSeconds = (night.clock.now() - began) / 1000;
    expect(rangSeconds).toBeGreaterThan(18.5);
    expect(rangSeconds).toBeLessThan(21.5);
    await caller.hears(/The help desk cannot take your call just now/, 3);
    await caller.hears(/is this a critical work stoppage/);
    await caller.presses('1');
    await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
    await isWoken(kim);
    expect(desk.phone.ringing).toBe(false);
    await takesByText(kim);
    await caller.hears(/Kim Lee has your case/, 60);
    await caller.isHungUp();
    expect(await outcomes(night)).toEqual(['paged with case']);
  },
  {
    ...friday,
    schedules: { 'directory.yaml': (text) => text.replaceAll('policy: standard', 'covers: always, policy: standard') },
  },
);

story(
  'neither the voicemail of the desk nor its menu takes a call',
  async ({ night, caller, desk }) => {
    desk.behaves({ behaviour: 'voicemail', afterSeconds: 8 });
    await caller.dials();
    await desk.rings();
    await desk.hears(/Press 1 to take the call/);
    expect(caller.phone.connectedTo).toBeNull();
    await caller.hears(/The help desk cannot take your call just now/, 40);
    await goesOn(night, { caller });
    expect(await outcomes(night)).toEqual(['voicemail with case']);
  },
  friday,
);

story(
  'the line of the desk is busy: the caller does not wait for it',
  async ({ night, caller, desk }) => {
    desk.behaves({ behaviour: 'busy' });
    await caller.dials();
    await desk.rings();
    await caller.hears(/The help desk cannot take your call just now/, 12);
    await goesOn(night, { caller });
  },
  friday,
);

story(
  'the caller does not want to wait for the desk',
  async ({ night, caller, desk }) => {
    await caller.dials();
    await caller.hears(/To go on without it, press star/);
    await desk.rings();
    await caller.presses('*');
    await caller.hears(/The help desk cannot take your call just now/);
    expect(desk.phone.ringing).toBe(false);
    await goesOn(night, { caller });
  },
  friday,
);

story(
  "a caller hangs up while the desk rings, and the desk's ring stops",
  async ({ night, caller, desk }) => {
    await caller.dials();
    await desk.rings();
    await night.passes(6);
    await caller.hangsUp();
    await night.passes(2);
    expect(desk.phone.ringing).toBe(false);
    expect(desk.phone.rings.map(({ outcome }) => outcome)).toEqual(['canceled']);
    expect(await outcomes(night)).toEqual(['left before saying anything']);
  },
  friday,
);

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

story(
  'a caller hangs up before the carrier has answered our request to ring the desk: its ring stops all the same',
  async ({ night, caller, desk }) => {
    let answer = () => {};
    const rings = new Promise<void>((resolve) => {
      line.rings = resolve;
    });
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    line.answer = async (sid) => {
      await late;
      return { sid };
    };
    caller.phone.dial(night.hotline);
    await rings;
    await night.passesUnsettled(2);
    caller.phone.hangUp();
    await night.passesUnsettled(1);
    expect(desk.phone.ringing).toBe(true);
    answer();
    await desk.rings();
    await night.passes(1);
    expect(desk.phone.rings.map(({ outcome }) => outcome)).toEqual(['canceled']);
  },
  { ...friday, wrapCarrier: answersLate },
);

story(
  'the desk presses its key after the caller has gone',
  async ({ night, caller, desk }) => {
    await caller.dials();
    await desk.rings();
    await desk.answers();
    await desk.hears(/Press 1/);
    await caller.hangsUp();
    await desk.presses('1');
    await desk.hears(/The caller does not wait for you any more/);
    await desk.isHungUp();
    expect(await outcomes(night)).toEqual(['left before saying anything']);
  },
  friday,
);

story(
  'a desk that is a queue is handed the call for good, whatever answers there',
  async ({ night, caller, desk }) => {
    await caller.dials();
    await caller.hears(/We are connecting you to the help desk/);
    await desk.rings();
    await desk.answers();
    await desk.talksTo(caller);
    await night.passes(600);
    await caller.hangsUp();
    await desk.isHungUp();
    expect(await outcomes(night)).toEqual(['answered by or handed to the day desk']);
  },
  fridayQueue,
);

story(
  'a caller presses a key at a notice and is handed to the queue of the desk: no case waits for anybody',
  async ({ night, caller, desk, pat }) => {
    await pat.texts('notice: The network is down until 12:00');
    await pat.getsText(/network/);
    await caller.dials();
    await caller.hears(/Press 1 if yours is different/);
    await caller.presses('1');
    await desk.rings();
    await desk.answers();
    await desk.talksTo(caller);
    await night.passes(60);
    await caller.hangsUp();
    await desk.isHungUp();
    expect(await outcomes(night)).toEqual(['answered by or handed to the day desk']);
    const cases: { items: { state: string }[] } = (await night.api('/cases')).json;
    expect(cases.items.filter(({ state }) => state !== 'closed')).toEqual([]);
  },
  fridayQueue,
);

story(
  'a desk that is a queue does not answer: it goes on as if it were closed',
  async ({ night, caller, desk }) => {
    await caller.dials();
    await desk.rings();
    await caller.hears(/The help desk cannot take your call just now/, 40);
    await goesOn(night, { caller });
    expect(await outcomes(night)).toEqual(['voicemail with case']);
  },
  fridayQueue,
);

story(
  'a caller hangs up while the desk that is a queue rings',
  async ({ night, caller, desk }) => {
    await caller.dials();
    await desk.rings();
    await night.passes(5);
    await caller.hangsUp();
    expect(desk.phone.ringing).toBe(false);
    expect(await outcomes(night)).toEqual(['left before saying anything']);
  },
  fridayQueue,
);

story(
  'a call that the desk forwards is not sent back to it',
  async ({ night, caller, desk }) => {
    await caller.dials({ forwardedFrom: desk.phone.number });
    await caller.hears(/The help desk cannot take your call just now/);
    await goesOn(night, { caller });
    expect(desk.phone.rings).toHaveLength(0);
  },
  friday,
);

story(
  'the desk itself calls the hotline, and is not rung for it',
  async ({ night, desk }) => {
    await desk.dials();
    await desk.hears(/The help desk cannot take your call just now/);
    await goesOn(night, { caller: desk });
    expect(desk.phone.rings).toHaveLength(0);
  },
  friday,
);

/** A call arrives at the hotline that no phone of the story made: a switchboard forwards it. @returns its first document */
async function arrives(night: Night, from: string): Promise<string> {
  const url = `${night.app.url}/voice`;
  const fields = {
    CallSid: `CA${'f'.repeat(32)}`,
    AccountSid: nightAccount.accountSid,
    From: from,
    To: nightAccount.hotline,
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
  };
  const headers = { 'x-twilio-signature': twilio.getExpectedTwilioSignature(nightAccount.authToken, url, fields) };
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
  await night.settled();
  return response.text();
}

for (const [title, from] of [
  ['of the caller', (scene: Scene) => scene.caller.phone.number],
  ['of our own number', () => nightAccount.hotline],
] as const)
  story(
    `a desk that is a queue forwards our ring to the hotline, as a call ${title}: it is not rung again`,
    async (scene) => {
      const { night, caller, desk } = scene;
      await caller.dials();
      await desk.rings();
      expect(await arrives(night, from(scene))).toMatch(/cannot take your call just now/);
      await caller.hangsUp();
      expect((await night.calls()).map(({ number }) => number)).toEqual([caller.phone.number, caller.phone.number]);
      expect(desk.phone.rings).toHaveLength(1);
    },
    { ...fridayQueue, untold: true },
  );

story(
  'somebody else calls while the desk rings, and it is rung for them as well',
  async ({ night, caller, stranger, desk }) => {
    await caller.dials();
    await desk.rings();
    await caller.hangsUp();
    await stranger.dials();
    await desk.rings();
    await answersAndPresses(desk, '1', /Press 1/);
    await desk.talksTo(stranger);
    await stranger.hangsUp();
    await desk.isHungUp();
    expect(await outcomes(night)).toEqual(['answered by or handed to the day desk', 'left before saying anything']);
  },
  friday,
);
