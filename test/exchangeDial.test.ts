import { expect, test } from 'vitest';
import { ALEX, CALLER, HOTLINE, KIM, makeWorld } from './exchangeWorld.ts';

// Facts of <Dial><Number>, of documents that fail, and of signatures.

test('<Dial>: callerId is what the called phone shows, and no answer comes back after the timeout', async () => {
  const world = await makeWorld();
  world.on('/voice', `<Dial callerId="${HOTLINE}" timeout="25" action="/dialled">${KIM}</Dial>`);
  world.on('/dialled', '<Hangup/>');
  const kim = world.exchange.phone(KIM);
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(2);
  expect(kim.ringing).toBe(true);
  expect(kim.rings[0]?.from).toBe(HOTLINE);
  await world.pass(30);
  expect(kim.rings[0]?.outcome).toBe('no-answer');
  expect(world.at('/dialled')[0]?.fields).toMatchObject({ DialCallStatus: 'no-answer', DialBridged: 'false' });
});

test('<Dial>: of numbers rung at once the first to answer wins, a voicemail too, and the others are canceled', async () => {
  const world = await makeWorld();
  world.on('/voice', `<Dial action="/dialled"><Number>${KIM}</Number><Number>${ALEX}</Number></Dial>`);
  world.on('/dialled', '<Hangup/>');
  const kim = world.exchange.phone(KIM);
  const alex = world.exchange.phone(ALEX, { behaviour: 'voicemail', afterSeconds: 5 });
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(10);
  expect(kim.rings[0]?.outcome).toBe('canceled');
  expect(caller.connectedTo).toBe(ALEX);
  expect(caller.hears(/voicemail/)).toBe(true);
  expect(alex.machine).toBe(true);
});

test('<Number url>: a leg that hangs up in its screening document ends `completed` without a bridge', async () => {
  const world = await makeWorld();
  world.on('/voice', `<Dial action="/dialled"><Number url="/screen">${KIM}</Number></Dial>`);
  world.on('/screen', '<Gather numDigits="1" action="/accepted" timeout="5"><Say>Press 1.</Say></Gather><Hangup/>');
  world.on('/dialled', '<Hangup/>');
  const kim = world.exchange.phone(KIM, {
    behaviour: 'voicemail',
    afterSeconds: 5,
    greeting: 'Hello, leave a message.',
  });
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(30);
  expect(kim.rings[0]?.outcome).toBe('answered');
  expect(world.at('/dialled')[0]?.fields).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
});

test('<Number url>: the leg is connected when its screening document runs out', async () => {
  const world = await makeWorld();
  world.on('/voice', `<Dial action="/dialled"><Number url="/screen">${KIM}</Number></Dial>`);
  world.on('/screen', '<Gather numDigits="1" action="/accepted"><Say>Press 1.</Say></Gather><Hangup/>');
  world.on('/accepted', '<Say>Connecting.</Say>');
  world.on('/dialled', '<Hangup/>');
  const [caller, kim] = [world.exchange.phone(CALLER), world.exchange.phone(KIM)];
  caller.dial(HOTLINE);
  await world.pass(2);
  kim.answer();
  await world.pass(1);
  kim.press('1');
  await world.pass(2);
  expect(caller.connectedTo).toBe(KIM);
  expect(world.at('/accepted')[0]?.fields).toMatchObject({ Direction: 'outbound-dial', ParentCallSid: caller.callSid });
  caller.hangUp();
  await world.pass(0);
  expect(world.at('/dialled')[0]?.fields).toMatchObject({
    DialCallStatus: 'completed',
    DialBridged: 'true',
    CallStatus: 'completed',
  });
});

test('a busy, a declining and an unreachable phone end busy, busy and failed', async () => {
  const world = await makeWorld();
  world.on('/voice', `<Dial action="/dialled">${KIM}</Dial>`);
  world.on('/dialled', '<Hangup/>');
  for (const behaviour of ['busy', 'declines', 'unreachable'] as const) {
    world.exchange.phone(KIM, behaviour);
    world.exchange.phone(CALLER).dial(HOTLINE);
    await world.pass(10);
  }
  expect(world.at('/dialled').map((got) => got.fields.DialCallStatus)).toEqual(['busy', 'busy', 'failed']);
});

test('call screening answers, asks, listens without a key, and may then connect the person', async () => {
  const world = await makeWorld();
  world.on('/voice', `<Dial action="/dialled">${KIM}</Dial>`);
  world.on('/dialled', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  const kim = world.exchange.phone(KIM, { behaviour: 'screens', listensSeconds: 6, connects: true });
  caller.dial(HOTLINE);
  await world.pass(5);
  expect(caller.hears(/say your name and why/)).toBe(true);
  expect(kim.machine).toBe(true);
  await world.pass(20);
  expect(kim.machine).toBe(false);
  expect(kim.connectedTo).toBe(CALLER);
  kim.hangUp();
  kim.settings = { behaviour: 'screens' };
  await world.pass(1);
  caller.dial(HOTLINE);
  await world.pass(30);
  expect(kim.state).toBe('idle');
});

test('a voicemail keeps what it hears after its greeting and never presses a key', async () => {
  const world = await makeWorld();
  world.on(
    '/page',
    '<Gather numDigits="1" action="/keys" timeout="10"><Say>Press 1.</Say></Gather><Say>Please ring the desk.</Say><Hangup/>',
  );
  const kim = world.exchange.phone(KIM, { behaviour: 'voicemail', afterSeconds: 4 });
  await world.client.calls.create({ to: KIM, from: HOTLINE, url: `${world.base}/page` });
  await world.pass(40);
  expect(kim.voicemail).toEqual(['Please ring the desk.']);
  expect(world.at('/keys')).toHaveLength(0);
});

test('the fallback URL is asked when the voice URL answers 500, and told why', async () => {
  const world = await makeWorld({ fallback: true });
  world.exchange.faults.tolerate(() => true);
  world.on('/voice', { status: 500 });
  world.on('/fallback', '<Say>Still here.</Say><Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(5);
  expect(world.at('/fallback')[0]?.fields).toMatchObject({ ErrorCode: '11200', ErrorUrl: `${world.base}/voice` });
  expect(caller.heard).toEqual(['Still here.']);
  expect(world.exchange.violations).toEqual([]);
});

test('the fallback URL is asked after 15 s without an answer, and when nobody answers at all', async () => {
  const world = await makeWorld({ fallback: true });
  world.exchange.faults.tolerate(() => true);
  let asked = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    asked = resolve;
  });
  world.on('/voice', () => {
    asked();
    return new Promise(() => {});
  });
  world.on('/fallback', '<Say>Still here.</Say><Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await arrived;
  world.clock.step(world.clock.now() + 15_000);
  await world.pass(5);
  world.exchange.setNumber({
    number: HOTLINE,
    voiceUrl: 'http://127.0.0.1:9/voice',
    fallbackUrl: `${world.base}/fallback`,
  });
  caller.dial(HOTLINE);
  await world.pass(5);
  expect(caller.heard).toEqual(['Still here.', 'Still here.']);
  expect(world.at('/fallback')[1]?.fields.ErrorCode).toBe('11205');
});

test('without a fallback the caller hears "an application error has occurred"', async () => {
  const world = await makeWorld();
  world.violationsAreMeant();
  world.on('/voice', { status: 200, body: 'this is not xml', type: 'text/xml' });
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(10);
  expect(caller.hears(/application error/)).toBe(true);
  expect(caller.state).toBe('idle');
  expect(world.exchange.violations.join()).toContain('12100');
});

test('a bad status, no content type, over 64 kB and over 5 s are violations', async () => {
  const world = await makeWorld();
  world.violationsAreMeant();
  const answers = [
    { status: 404 },
    { status: 200, body: '<Response/>' },
    `<Say>${'x'.repeat(64_001)}</Say>`,
    () => {
      world.clock.realTimePasses(5_001);
      return '<Hangup/>';
    },
  ];
  for (const answer of answers) {
    world.on('/voice', answer);
    world.exchange.phone(CALLER).dial(HOTLINE);
    await world.pass(10);
  }
  const found = ['status 404', 'without a content type', 'more than 64000 bytes', '5001 ms'];
  for (const sentence of found) expect(world.exchange.violations.join('\n')).toContain(sentence);
});

test('TwiML outside the vocabulary is a violation: attributes, nesting, values and case', async () => {
  const world = await makeWorld();
  world.violationsAreMeant();
  world.on('/voice', '<Gather colour="red" method="PUT"><Record/></Gather><say>x</say><Leave/><Hangup/>');
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(10);
  const found = world.exchange.violations.join('\n');
  for (const part of [
    '"colour"',
    '"PUT"',
    '<Record> may not stand in <Gather>',
    '<say> is not',
    '<Leave> may not be used in a call',
  ]) {
    expect(found).toContain(part);
  }
});

test('a document of a live call that runs off its end hangs up and is noted, without a violation', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Say>Good bye.</Say>');
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(5);
  expect(world.exchange.phone(CALLER).state).toBe('idle');
  expect(world.exchange.ranOffEnd).toHaveLength(1);
});

test('the greeting of a machine is heard by a <Record> that begins meanwhile, so that its words prove nothing', async () => {
  const world = await makeWorld();
  world.on('/page', '<Record action="/recorded" timeout="2"/><Hangup/>');
  world.on('/recorded', '<Hangup/>');
  world.exchange.phone(KIM, { behaviour: 'voicemail', afterSeconds: 2, greeting: 'Leave a message.' });
  await world.client.calls.create({ to: KIM, from: HOTLINE, url: `${world.base}/page` });
  await world.pass(20);
  expect(world.at('/recorded')[0]?.fields.RecordingDuration).toBe('1');
});

test('a withheld number arrives as "anonymous"', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Hangup/>');
  world.exchange.phone(CALLER).dial(HOTLINE, { withheld: true });
  await world.pass(1);
  expect(world.at('/voice')[0]?.fields.From).toBe('anonymous');
});
