import { expect } from 'vitest';
import { type Carrier, CarrierError } from '../../src/domain/ports.ts';
import type { RestSeen } from '../../src/exchange/faults.ts';
import { callsAndLeaves, isWoken, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

const places = (seen: RestSeen) => seen.method === 'POST' && seen.path.endsWith('/Calls.json');
/** Texts to people of ours; the caller gets some as well. */
const texts = (seen: RestSeen) =>
  seen.method === 'POST' && seen.path.endsWith('/Messages.json') && seen.fields.To !== '+16085550142';

/** The first time it is asked for anything, it is done and its answer does not come. The lists show nothing yet. */
function losingTheFirstAnswer(carrier: Carrier): Carrier {
  let asked = 0;
  const losing =
    <Wanted>(make: (wanted: Wanted) => Promise<{ sid: string }>) =>
    async (wanted: Wanted) => {
      const made = await make(wanted);
      asked += 1;
      if (asked > 2) return made;
      throw new CarrierError('unknown', null, 'the answer was lost');
    };
  return {
    ...carrier,
    placeCall: losing(carrier.placeCall),
    sendText: losing(carrier.sendText),
    findCalls: async () => [],
    findTexts: async () => [],
  };
}

/** For some three minutes no transcript can be read. */
function spoilingTranscripts(carrier: Carrier): Carrier {
  let tries = 0;
  return {
    ...carrier,
    readCallback(kind, fields) {
      if (kind === 'transcript' && ++tries < 9) throw new Error('it cannot be read');
      return carrier.readCallback(kind, fields);
    },
  };
}

const firstAccount = `AC${'ab'.repeat(16)}`;

/** The first account's connection is refused, always. */
function refusingConnections(carrier: Carrier): Carrier {
  const only =
    <Wanted extends { account: string | null }>(make: (wanted: Wanted) => Promise<{ sid: string }>) =>
    async (wanted: Wanted) => {
      if (wanted.account === firstAccount) throw new CarrierError('busy', null, 'the connection was refused');
      return make(wanted);
    };
  return { ...carrier, placeCall: only(carrier.placeCall), sendText: only(carrier.sendText) };
}

story(
  'the answers to a ring and a text are lost after their callbacks came: neither is made twice',
  async (scene) => {
    const { night, kim } = scene;
    night.exchange.faults.callbacksBeforeAnswer((seen) => places(seen) || texts(seen));
    // Only the first callback of each is heard, so nothing later settles them.
    let heard = 0;
    night.exchange.faults.loseWebhooks(({ kind, url }) => kind === 'status' && /outbox/.test(url) && ++heard > 2);
    await callsAndLeaves(scene);
    await isWoken(kim);
    await night.passes(20);
    await kim.answers();
    await kim.presses('1');
    await kim.hears(/taken/i);
    await kim.hangsUp();
    await night.passes(2000);
    expect([kim.phone.rings.length, kim.told.filter((text) => /Reply/.test(text.body)).length]).toEqual([1, 1]);
  },
  { wrapCarrier: losingTheFirstAnswer },
);

story(
  'a text is filtered before the carrier has answered that it took it: it goes out once, from the second number',
  async (scene) => {
    const { night, kim } = scene;
    night.names(/A network has filtered the text/);
    night.exchange.faults.callbacksBeforeAnswer(texts);
    night.exchange.faults.undeliver(kim.phone.number, 30007);
    let sent = 0;
    night.exchange.faults.failRest((seen) => {
      if (texts(seen) && ++sent === 2) night.exchange.faults.undeliver(kim.phone.number, null);
      return false;
    }, 'reset');
    await callsAndLeaves(scene);
    await kim.getsText(/CS0000001/);
    await takesByText(kim);
    await night.passes(60);
    expect(kim.told.filter((text) => /Reply/.test(text.body))).toHaveLength(1);
    // The page's text twice, what the caller said, and the answer.
    expect(sent).toBe(4);
  },
  { lines: 'twoNumbers' },
);

story(
  'the first account refuses every connection: the second is used within half a minute, and an alarm says so',
  async (scene) => {
    const { night, kim } = scene;
    night.names(/the carrier does not answer/);
    await callsAndLeaves(scene);
    await kim.rings();
    expect(night.errors.join()).toMatch(/the carrier does not answer/);
    await kim.getsText(/CS0000001/);
    await takesByText(kim);
  },
  { lines: 'twoAccounts', wrapCarrier: refusingConnections },
);

story(
  'the carrier asks us to wait for an hour: the page waits a minute at most, and an alarm says so',
  async (scene) => {
    const { night, kim } = scene;
    night.names(/asks us to wait for long/);
    night.exchange.faults.failRest(places, 'tooMany', { times: 1, retryAfterSeconds: 3600 });
    await callsAndLeaves(scene);
    await kim.getsText(/CS0000001/);
    await kim.rings(62);
    await kim.answers();
    await kim.presses('1');
    await kim.hears(/taken/i);
    expect(night.errors.join()).toMatch(/asks us to wait for long/);
  },
);

story('only the end of a ring is never told: the second ring is not held up by it', async (scene) => {
  const { night, kim, pat } = scene;
  night.exchange.faults.loseWebhooks(
    ({ kind, url, fields }) => kind === 'status' && /outbox/.test(url) && fields.CallStatus !== 'initiated',
  );
  await callsAndLeaves(scene);
  const began = night.clock.now();
  await isWoken(kim);
  await kim.rings(100);
  expect(((kim.phone.rings[1]?.at ?? 0) - began) / 1000).toBeLessThan(93);
  await pat.rings(120);
  await pat.answers();
  await pat.presses('1');
  await pat.hears(/taken/i);
  await pat.getsText(/CS0000001/);
  await kim.getsText(/taken by Pat Moss/);
});

story(
  'a row of news that cannot be applied is tried again ever more rarely, and the pages keep their time',
  async (scene) => {
    const { night, kim, pat } = scene;
    night.names(/news of the carrier/);
    night.exchange.faults.tolerate(() => true);
    await callsAndLeaves(scene);
    const began = night.clock.now();
    await night.passes(190);
    const rings = [...kim.phone.rings, ...pat.phone.rings].map((ring) => Math.floor((ring.at - began) / 1000));
    expect(rings).toEqual([1, 92, 182]);
    for (const phone of [kim, kim, pat]) await phone.rings();
    for (const phone of [kim, pat]) await phone.getsText(/CS0000001/);
    await pat.answers();
    await pat.presses('1');
    await pat.hears(/taken/i);
    await kim.getsText(/taken by Pat Moss/);
  },
  { wrapCarrier: spoilingTranscripts },
);

story(
  'the carrier refuses with a number that nobody has written down: an alarm says which, and the next step is taken',
  async (scene) => {
    const { night, kim } = scene;
    night.names(/The carrier refused it; see its error number/);
    let refused = 0;
    night.exchange.faults.refuseRest((seen) => (places(seen) || texts(seen)) && refused++ < 2, 29999);
    await callsAndLeaves(scene);
    await kim.rings();
    expect(night.errors.join()).toMatch(/29999/);
    await kim.answers();
    await kim.presses('1');
    await kim.hears(/taken/i);
  },
);
