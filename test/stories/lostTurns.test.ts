/** The request that ends a recording is lost, or comes long after it: what was said counts all the same. */
import twilio from 'twilio';
import { expect } from 'vitest';
import type { WebhookSeen } from '../../src/exchange/faults.ts';
import { type Night, nightAccount } from '../night/night.ts';
import { hearsBeep, leavesMessage, saysCritical } from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** The request at the end of a recording does not arrive. @returns those that did not */
function losesTurns(night: Night): WebhookSeen[] {
  const lost: WebhookSeen[] = [];
  night.exchange.faults.tolerate(() => true);
  night.exchange.faults.loseWebhooks((webhook) => {
    const isMeant = webhook.kind === 'voice' && 'RecordingUrl' in webhook.fields;
    if (isMeant) lost.push(webhook);
    return isMeant;
  });
  return lost;
}

/** Answers nothing, speaks after the tone and then hangs up, or presses a key. */
async function onlySpeaks(night: Night, caller: Telephone, end: 'hangsUp' | 'pressesKey' = 'hangsUp'): Promise<void> {
  await caller.hears(/After the tone/, 120);
  await hearsBeep(night, caller);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(4);
  if (end === 'hangsUp') await caller.hangsUp();
  else await caller.presses('#');
}

async function timelineOf(night: Night, number = 'CS0000001'): Promise<string> {
  return (await night.case(number)).timeline.map((event) => event.text).join('\n');
}

story('a known caller only speaks, and the turn of the recording is lost: it pages', async (scene) => {
  const { night, caller, kim } = scene;
  losesTurns(night);
  await caller.dials();
  await onlySpeaks(night, caller);
  await kim.getsText(/CS0000001/, 60);
  await kim.rings();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ urgency: 'critical', team: 'aims' });
  expect(seen.recordings).toMatchObject([{ state: 'kept' }]);
  expect(await timelineOf(night)).toMatch(/The caller left a recording of \d+ s\./);
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
  expect(await night.pages()).toHaveLength(1);
});

story('the news of the recording comes before the end of the call, and the turn is lost: it pages', async (scene) => {
  const { night, caller, kim } = scene;
  losesTurns(night);
  night.exchange.faults.delayCallbacks(({ url }) => url.endsWith('/voice/status'), 90_000);
  await caller.dials();
  await onlySpeaks(night, caller);
  await kim.getsText(/CS0000001/, 100);
  await kim.rings();
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
});

story('the number of an open case is known, too: it pages', async ({ night, stranger, kim, sam }) => {
  await saysCritical(stranger);
  await stranger.hears(/former AIMS partner\? Press 1/);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Ann. My lab is dark.');
  await kim.getsText(/CS0000001/);
  await kim.rings();
  await stranger.hangsUp();
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  losesTurns(night);
  await stranger.dials();
  await stranger.hears(/Kim Lee has your case/);
  await onlySpeaks(night, stranger);
  for (const one of [kim, sam]) {
    await one.getsText(/CS0000002/, 100);
    await one.rings();
  }
  await kim.texts('48');
  await kim.getsText(/You have taken CS0000002/);
  await sam.getsText(/CS0000002/);
});

story('nobody knows the number, and the turn is lost: a case, and a text to the lead', async (scene) => {
  const { night, stranger, pat } = scene;
  const lost = losesTurns(night);
  for (const number of ['CS0000001', 'CS0000002']) {
    await stranger.dials();
    await onlySpeaks(night, stranger);
    await pat.getsText(new RegExp(`${number}.*nobody was paged`), 600);
    expect((await night.case(number)).case).toMatchObject({ urgency: 'routine', queue: 'EAST' });
  }
  expect(await night.pages()).toHaveLength(0);
  night.exchange.faults.mend();
  // The carrier sends it once more: it tells nothing new.
  for (const turn of lost) await arrives(night, turn);
  expect(await night.pages()).toHaveLength(0);
  expect((await timelineOf(night)).match(/The caller left a recording/g)).toHaveLength(1);
});

story('the turn comes after the news of its recording, and tells that a key ended it: it pages', async (scene) => {
  const { night, stranger, pat, kim, sam } = scene;
  const lost = losesTurns(night);
  await stranger.dials();
  await onlySpeaks(night, stranger);
  await pat.getsText(/CS0000001.*nobody was paged/, 90);
  expect(await night.pages()).toHaveLength(0);
  night.exchange.faults.mend();
  for (const turn of lost) await arrives(night, { ...turn, fields: { ...turn.fields, Digits: '#' } });
  for (const one of [kim, sam]) {
    await one.getsText(/CS0000001/);
    await one.rings();
  }
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  await sam.getsText(/CS0000001/);
  expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
});

story('the lifeline takes over where the turn was lost: news of the recording does not make it wait', async (scene) => {
  const { night, stranger, pat, kim, sam } = scene;
  night.names(/alarm: the carrier asked the fallback/);
  losesTurns(night);
  await stranger.dials();
  await onlySpeaks(night, stranger, 'pressesKey');
  for (const one of [kim, sam]) await one.rings();
  await stranger.hangsUp();
  await pat.getsText(/CS0000001.*nobody was paged/, 90);
  for (const one of [kim, sam]) {
    await one.getsText(/CS0000001/, 200);
    await one.rings();
  }
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  await sam.getsText(/CS0000001/);
});

story('the second 9 of a major incident is heard of after the hang-up: it is one', async (scene) => {
  const { night, stranger, kim, sam, pat, robin } = scene;
  await stranger.dials();
  await stranger.hears(/major incident, press 9/);
  await stranger.presses('9');
  await stranger.hears(/press 9 again/);
  const lost: WebhookSeen[] = [];
  night.exchange.faults.tolerate(() => true);
  night.exchange.faults.loseWebhooks((webhook) => {
    if (webhook.kind === 'voice' && webhook.fields.Digits === '9') lost.push(webhook);
    return webhook.kind === 'voice';
  });
  await stranger.presses('9');
  await stranger.isHungUp();
  await pat.getsText(/CS0000001.*hung up before confirming it/);
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'routine', priority: 'P3' });
  night.exchange.faults.mend();
  for (const turn of lost.slice(0, 1)) await arrives(night, turn);
  const everybody = [kim, sam, pat, robin];
  for (const phone of everybody) await phone.getsText(/MAJOR INCIDENT.*CS0000001/);
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'critical', priority: 'P1', queue: 'pages' });
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  for (const phone of [sam, pat, robin]) await phone.getsText(/CS0000001: taken by Kim Lee/);
  for (const phone of everybody) phone.namesRings();
});

/** A request that was lost arrives after all. */
async function arrives(night: Night, { url, fields }: WebhookSeen): Promise<void> {
  const signed = twilio.getExpectedTwilioSignature(nightAccount.authToken, url, fields);
  const headers = { 'x-twilio-signature': signed };
  const body = new URLSearchParams(
    Object.entries(fields).map(([name, value]) => [name, String(value)] as [string, string]),
  );
  expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
  await night.settled();
}
