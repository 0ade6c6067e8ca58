import { expect } from 'vitest';
import type { RestSeen } from '../../src/exchange/faults.ts';
import { isWoken, saysCritical, takesByText, timelineOf } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

const places = (seen: RestSeen) => seen.method === 'POST' && seen.path.endsWith('/Calls.json');
const texts = (seen: RestSeen) => seen.method === 'POST' && seen.path.endsWith('/Messages.json');
const lists = (seen: RestSeen) => seen.method === 'GET' && /\/(Calls|Messages)\.json$/.test(seen.path);

async function callsAndLeaves({ night, caller }: Scene): Promise<void> {
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await night.passes(15);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
  await caller.hangsUp();
}

story("a ring that hangs in the carrier's queue is taken back after 30 s and placed anew", async (scene) => {
  const { night, kim } = scene;
  let stuck = 0;
  night.exchange.faults.keepQueued((seen) => places(seen) && stuck++ === 0);
  await callsAndLeaves(scene);
  await kim.getsText(/CS0000001/);
  await night.passes(28);
  expect(kim.phone.rings).toHaveLength(0);
  await kim.rings(6);
  await takesByText(kim);
  expect(await timelineOf(scene.night)).toMatch(/The ring to Kim Lee hung in the carrier's queue and is placed anew/);
  expect(kim.phone.rings).toHaveLength(1);
});

story(
  'a ring that hangs in the queue of the carrier is taken back and not placed anew once the case is taken',
  async (scene) => {
    const { night, kim } = scene;
    night.exchange.faults.keepQueued(places);
    await callsAndLeaves(scene);
    await kim.getsText(/CS0000001/);
    await takesByText(kim);
    await night.passes(300);
    expect(kim.phone.rings).toHaveLength(0);
  },
);

story('the answer to a ring is lost and the case is taken meanwhile: the phone stops ringing', async (scene) => {
  const { night, kim, pat } = scene;
  night.exchange.faults.loseWebhooks((webhook) => webhook.kind === 'status');
  night.exchange.faults.failRest(places, 'answerLost', { times: 1 });
  // The carrier's list lags, so the ring is found when the case has been taken.
  night.exchange.faults.failRest(lists, 'serverError', { times: 1 });
  await callsAndLeaves(scene);
  await isWoken(kim);
  await takesByText(kim);
  await night.passes(15);
  expect(kim.phone.rings).toMatchObject([{ outcome: 'canceled' }]);
  expect(pat.phone.rings).toHaveLength(0);
  expect(await timelineOf(scene.night)).toMatch(/The ring to Kim Lee did happen: the carrier shows it/);
});

story('a text whose answer is lost is found by its words, and not sent twice', async (scene) => {
  const { night, kim } = scene;
  night.exchange.faults.loseWebhooks((webhook) => webhook.kind === 'message status');
  night.exchange.faults.failRest(texts, 'answerLost', { times: 1 });
  await callsAndLeaves(scene);
  await isWoken(kim);
  await night.passes(40);
  expect(kim.told).toHaveLength(1);
  await takesByText(kim);
  expect(await timelineOf(scene.night)).toMatch(/The text to Kim Lee did happen/);
});

story(
  'a carrier that cannot be asked is asked again, and nothing is sent a second time until it answers',
  async (scene) => {
    const { night, kim } = scene;
    night.exchange.faults.loseWebhooks((webhook) => webhook.kind === 'status');
    night.exchange.faults.failRest(places, 'answerLost', { times: 1 });
    night.exchange.faults.failRest(lists, 'serverError', { times: 4 });
    await callsAndLeaves(scene);
    await isWoken(kim);
    await night.passes(20);
    const [before] = await night.pages();
    expect(before?.attempts).toContainEqual(expect.objectContaining({ kind: 'ring', state: 'unknown' }));
    await night.passes(30);
    const [after] = await night.pages();
    expect(after?.attempts.map((row) => row.state)).not.toContain('unknown');
    expect(kim.phone.rings).toHaveLength(1);
    await takesByText(kim);
  },
);

story('nothing is heard of a ring any more: the carrier is asked, and the page goes on', async (scene) => {
  const { night, kim, pat } = scene;
  kim.behaves({ behaviour: 'declines', afterSeconds: 3 });
  night.exchange.faults.loseWebhooks((webhook) => webhook.kind === 'status' && /outbox/.test(webhook.url));
  await callsAndLeaves(scene);
  await isWoken(kim);
  await night.passes(40);
  const [page] = await night.pages();
  expect(page?.attempts).toContainEqual(expect.objectContaining({ kind: 'ring', state: 'done', outcome: 'busy' }));
  await kim.rings(60);
  await pat.getsText(/CS0000001/, 120);
  await pat.rings();
  await takesByText(pat);
  await kim.getsText(/taken by Pat Moss/);
});

story('started again with a claimed ring of a page that is over meanwhile: nobody is rung', async (scene) => {
  const { night, kim, pat } = scene;
  const died = new Promise<void>((resolve) => {
    const claimed = (seen: RestSeen) => {
      if (places(seen)) resolve();
      return places(seen);
    };
    night.exchange.faults.failRest(claimed, 'hang', { times: 1 });
  });
  await saysCritical(scene.caller);
  await scene.caller.hears(/after the tone/i);
  await night.passes(15);
  await scene.caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
  scene.caller.phone.hangUp();
  await died;
  night.exchange.faults.tolerate(() => true);
  await night.crashes();
  await night.starts();
  await kim.getsText(/CS0000001/);
  await takesByText(kim);
  let asked = 0;
  night.exchange.faults.failRest((seen) => {
    if (places(seen)) asked += 1;
    return false;
  }, 'reset');
  await night.passes(300);
  expect(asked).toBe(0);
  expect(kim.phone.rings).toHaveLength(0);
  expect(pat.phone.rings).toHaveLength(0);
});

story('the carrier asks us to be slower: nothing is sent until its time is over', async (scene) => {
  const { night, kim } = scene;
  night.exchange.faults.failRest(places, 'tooMany', { times: 1, retryAfterSeconds: 20 });
  const asked: number[] = [];
  night.exchange.faults.failRest((seen) => {
    if (seen.method === 'POST') asked.push(night.clock.now());
    return false;
  }, 'reset');
  await callsAndLeaves(scene);
  const told = asked[0] ?? night.clock.now();
  await kim.getsText(/CS0000001/);
  // An answer to a person is not sent meanwhile, either.
  await kim.texts('who is this?');
  await night.passes(told + 19_000 - night.clock.now() > 0 ? (told + 19_000 - night.clock.now()) / 1000 : 0);
  expect(kim.phone.rings).toHaveLength(0);
  await kim.rings(5);
  await kim.getsText(/Not accepted yet/);
  expect(asked.filter((at) => at > told && at < told + 20_000)).toEqual([]);
  await takesByText(kim);
});

story('a second text to a phone waits until it is known what became of the first', async (scene) => {
  const { night, kim } = scene;
  night.exchange.faults.loseWebhooks((webhook) => webhook.kind === 'message status');
  let asked = 0;
  night.exchange.faults.failRest((seen) => {
    if (texts(seen)) asked += 1;
    return false;
  }, 'reset');
  night.exchange.faults.failRest(texts, 'answerLost', { times: 1 });
  night.exchange.faults.failRest(lists, 'serverError', { times: 3 });
  await callsAndLeaves(scene);
  await isWoken(kim);
  await kim.texts('who is this?');
  await night.passes(15);
  expect(asked).toBe(1);
  await kim.getsText(/Not accepted yet: CS0000001/, 30);
  await takesByText(kim);
});

story('a callback settles a ring whose answer is lost, though the carrier cannot be asked', async (scene) => {
  const { night, kim } = scene;
  night.exchange.faults.failRest(places, 'answerLost', { times: 1 });
  night.exchange.faults.failRest(lists, 'serverError');
  await callsAndLeaves(scene);
  await isWoken(kim);
  const [page] = await night.pages();
  expect(page?.attempts).toContainEqual(expect.objectContaining({ kind: 'ring', state: 'sent' }));
  await takesByText(kim);
  expect(kim.phone.rings).toMatchObject([{ outcome: 'canceled' }]);
});

story('the process dies while it stops a ring: the stop is sent again', async (scene) => {
  const { night, kim } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  const stops = (seen: RestSeen) => seen.method === 'POST' && /\/Calls\/CA\w+\.json$/.test(seen.path);
  const died = new Promise<void>((resolve) => {
    const claimed = (seen: RestSeen) => {
      if (stops(seen)) resolve();
      return stops(seen);
    };
    night.exchange.faults.failRest(claimed, 'hang', { times: 1 });
  });
  kim.phone.text(night.hotline, '47');
  await died;
  night.exchange.faults.tolerate(() => true);
  await night.crashes();
  await night.starts();
  await kim.getsText(/You have taken CS0000001/, 40);
  await night.passes(60);
  const [page] = await night.pages();
  const stop = page?.attempts.find((row) => row.kind === 'cancel');
  // Its phone has long stopped ringing by itself, which the carrier says of the second stop.
  expect(stop).toMatchObject({ state: 'refused', errorCode: 21220 });
});
