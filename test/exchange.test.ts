import { expect, test } from 'vitest';
import { ALEX, CALLER, HOTLINE, KIM, makeWorld } from './exchangeWorld.ts';

// One fact of the carrier per test. Sources: https://www.twilio.com/docs/voice/twiml and the pages of its verbs.

test('a call carries the parameters of the TwiML page, and its words are heard', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Say>Good evening.</Say><Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE, { forwardedFrom: '+16085550199' });
  await world.pass(5);
  expect(world.at('/voice')[0]?.fields).toMatchObject({
    From: CALLER,
    To: HOTLINE,
    CallStatus: 'ringing',
    Direction: 'inbound',
    ForwardedFrom: '+16085550199',
    ApiVersion: '2010-04-01',
  });
  expect(caller.heard).toEqual(['Good evening.']);
  expect(caller.state).toBe('idle');
});

test('<Gather>: silence without actionOnEmptyResult makes no request, and the next verb runs', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Gather action="/keys" timeout="3"/><Say>Nothing heard.</Say><Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(2.9);
  expect(caller.heard).toEqual([]);
  await world.pass(5);
  expect(world.at('/keys')).toHaveLength(0);
  expect(caller.hears(/Nothing heard/)).toBe(true);
});

test('<Gather>: silence with actionOnEmptyResult makes a request with empty Digits', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Gather action="/keys" timeout="3" actionOnEmptyResult="true"/><Hangup/>');
  world.on('/keys', '<Hangup/>');
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(5);
  expect(world.at('/keys')[0]?.fields.Digits).toBe('');
});

test('<Gather>: a key stops the words, numDigits ends it, and finishOnKey is not among the Digits', async () => {
  const world = await makeWorld();
  const words = 'Press one, or two, or three, or listen to all of this to its very end.';
  world.on('/voice', `<Gather action="/one" numDigits="1"><Say>${words}</Say></Gather><Hangup/>`);
  world.on('/one', '<Gather action="/many"/><Hangup/>');
  world.on('/many', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(0.8);
  caller.press('1');
  await world.pass(0.1);
  expect(world.at('/one')[0]?.fields.Digits).toBe('1');
  expect(caller.heard).toEqual(['Press one, –']);
  caller.press('47#');
  await world.pass(0.1);
  expect(world.at('/many')[0]?.fields).toMatchObject({ Digits: '47', FinishedOnKey: '#' });
});

test('<Gather>: finishOnKey alone is the same as no input', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Gather action="/keys"/><Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(0);
  caller.press('#');
  await world.pass(0.1);
  expect(world.at('/keys')).toHaveLength(0);
  expect(caller.state).toBe('idle');
});

test('<Gather>: speech comes as SpeechResult with Confidence', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Gather action="/said" input="dtmf speech"/><Hangup/>');
  world.on('/said', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(0);
  caller.say('it is critical');
  await world.pass(3);
  expect(world.at('/said')[0]?.fields).toMatchObject({ SpeechResult: 'it is critical', Confidence: '0.9' });
});

test('keys pressed while nothing listens wait five seconds for the next <Gather>', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Pause length="4"/><Gather action="/keys" numDigits="1"/><Hangup/>');
  world.on('/keys', '<Pause length="6"/><Gather action="/late" numDigits="1"/><Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(1);
  caller.press('1');
  await world.pass(3.5);
  expect(world.at('/keys')[0]?.fields.Digits).toBe('1');
  caller.press('2');
  await world.pass(20);
  expect(world.at('/late')).toHaveLength(0);
});

test('<Record>: an empty recording makes no request, and the next verb runs', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Record action="/recorded" timeout="4"/><Say>Are you there?</Say><Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(10);
  expect(world.at('/recorded')).toHaveLength(0);
  expect(caller.hears(/Are you there/)).toBe(true);
});

test('<Record>: a hang-up still posts the action with Digits=hangup, and its answer is ignored', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Record action="/recorded"/><Redirect>/next</Redirect>');
  world.on('/recorded', '<Redirect>/next</Redirect>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(0);
  caller.say('the network in Botany is down');
  await world.pass(3);
  caller.hangUp();
  await world.pass(10);
  expect(world.at('/recorded')[0]?.fields).toMatchObject({
    Digits: 'hangup',
    RecordingDuration: '2',
    CallStatus: 'completed',
  });
  expect(world.at('/next')).toHaveLength(0);
  expect(world.got.map((one) => one.path)).toEqual(['/voice', '/recorded', '/voice/status']);
});

test('<Record>: the status callback `completed` may overtake the action of a recording that was hung up', async () => {
  const world = await makeWorld();
  world.exchange.faults.completedOvertakes = true;
  world.on('/voice', '<Record action="/recorded"/><Hangup/>');
  world.on('/recorded', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(0);
  caller.say('the network is down');
  caller.hangUp();
  await world.pass(1);
  expect(world.got.map((one) => one.path)).toEqual(['/voice', '/voice/status', '/recorded']);
});

test('<Record>: ends with any key, or at maxLength, and the duration is that of the words', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Record action="/first" /><Hangup/>');
  world.on('/first', '<Record action="/second" maxLength="2"/><Hangup/>');
  world.on('/second', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(1);
  caller.say('one two three four five');
  await world.pass(2.5);
  caller.press('#');
  await world.pass(0);
  expect(world.at('/first')[0]?.fields).toMatchObject({ Digits: '#', RecordingDuration: '2' });
  caller.say('a text that is far longer than the two seconds it is given');
  await world.pass(2);
  expect(world.at('/second')[0]?.fields.RecordingDuration).toBe('2');
});

test('<Enqueue>: the same waitUrl is requested again each time its document runs out', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Enqueue action="/left" waitUrl="/wait?tick=1">leg1</Enqueue>');
  world.on('/wait', '<Pause length="20"/>');
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(45);
  expect(world.at('/wait').map((got) => got.fields)).toMatchObject([
    { tick: '1', QueueTime: '0', QueuePosition: '1', CurrentQueueSize: '1' },
    { tick: '1', QueueTime: '20' },
    { tick: '1', QueueTime: '40' },
  ]);
});

test('<Enqueue>: a <Gather> works in the wait document, and <Leave> ends the wait at once', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Enqueue action="/left" waitUrl="/wait">leg1</Enqueue><Hangup/>');
  world.on('/wait', '<Gather action="/star" numDigits="1" timeout="20"><Say>Press star.</Say></Gather>');
  world.on('/star', '<Leave/>');
  world.on('/left', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(7);
  caller.press('*');
  await world.pass(0);
  expect(world.at('/star')[0]?.fields.Digits).toBe('*');
  expect(world.at('/left')[0]?.fields).toMatchObject({ QueueResult: 'leave', QueueTime: '7' });
});

test('<Enqueue>: a hang-up in the queue posts the action with QueueResult=hangup', async () => {
  const world = await makeWorld();
  world.on('/voice', '<Enqueue action="/left">leg1</Enqueue>');
  world.on('/left', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(5);
  caller.hangUp();
  await world.pass(0);
  expect(world.at('/left')[0]?.fields).toMatchObject({
    QueueResult: 'hangup',
    QueueTime: '5',
    CallStatus: 'completed',
  });
});

test('<Enqueue>: a full queue and a broken wait document end with queue-full and error', async () => {
  const world = await makeWorld();
  world.violationsAreMeant();
  world.on(
    '/voice',
    ({ fields }) =>
      `<Enqueue maxQueueSize="${fields.From === CALLER ? 1 : 2}" action="/left${fields.From}" waitUrl="/wait">q</Enqueue>`,
  );
  world.on('/wait', '<Pause length="60"/>');
  world.exchange.phone(KIM).dial(HOTLINE);
  await world.pass(0);
  world.exchange.phone(CALLER).dial(HOTLINE);
  await world.pass(0);
  world.on('/wait', { status: 500 });
  world.exchange.phone(ALEX).dial(HOTLINE);
  await world.pass(0);
  expect(world.at(`/left${CALLER}`)[0]?.fields.QueueResult).toBe('queue-full');
  expect(world.at(`/left${ALEX}`)[0]?.fields.QueueResult).toBe('error');
});

test('<Dial><Queue>: the two are connected, and both actions come only when the bridge ends', async () => {
  const world = await makeWorld();
  world.on('/voice', ({ fields }) => {
    if (fields.From === CALLER) return '<Enqueue action="/left" waitUrl="/wait">leg1</Enqueue>';
    return '<Dial timeout="10" action="/dialled"><Queue>leg1</Queue></Dial>';
  });
  world.on('/wait', '<Pause length="60"/>');
  world.on('/left', '<Say>You are alone again.</Say><Hangup/>');
  world.on('/dialled', '<Hangup/>');
  const [caller, kim] = [world.exchange.phone(CALLER), world.exchange.phone(KIM)];
  caller.dial(HOTLINE);
  await world.pass(3);
  kim.dial(HOTLINE);
  await world.pass(4);
  expect([caller.connectedTo, kim.connectedTo]).toEqual([KIM, CALLER]);
  kim.say('This is Kim.');
  expect(caller.hears(/This is Kim/)).toBe(true);
  expect(world.at('/left')).toHaveLength(0);
  kim.hangUp();
  await world.pass(5);
  expect(world.at('/left')[0]?.fields).toMatchObject({ QueueResult: 'bridged', QueueTime: '3' });
  expect(world.at('/dialled')[0]?.fields).toMatchObject({
    DialCallStatus: 'completed',
    DialBridged: 'true',
    DialCallDuration: '4',
  });
  expect(caller.hears(/alone again/)).toBe(true);
});

test('<Dial><Queue>: an empty queue is waited at until the timeout, and whoever joins meanwhile is taken', async () => {
  const world = await makeWorld();
  world.on('/voice', ({ fields }) => {
    if (fields.From === CALLER) return '<Enqueue action="/left" waitUrl="/wait">leg1</Enqueue>';
    return '<Dial timeout="10" action="/dialled"><Queue>leg1</Queue></Dial>';
  });
  world.on('/wait', '<Leave/>');
  world.on('/left', '<Hangup/>');
  world.on('/dialled', '<Hangup/>');
  const [caller, kim] = [world.exchange.phone(CALLER), world.exchange.phone(KIM)];
  caller.dial(HOTLINE);
  await world.pass(1);
  kim.dial(HOTLINE);
  await world.pass(9);
  expect(world.at('/dialled')).toHaveLength(0);
  await world.pass(1);
  expect(world.at('/dialled')[0]?.fields.DialCallStatus).toBe('no-answer');
  kim.dial(HOTLINE);
  await world.pass(5);
  caller.dial(HOTLINE);
  await world.pass(1);
  expect(kim.connectedTo).toBe(CALLER);
});

test('<Dial><Queue>: a queue that was never made, or was deleted, fails at once', async () => {
  const world = await makeWorld();
  world.on('/voice', ({ fields }) =>
    fields.From === CALLER ? '<Enqueue>leg1</Enqueue>' : '<Dial action="/dialled"><Queue>leg1</Queue></Dial>',
  );
  world.on('/dialled', '<Hangup/>');
  const [caller, kim] = [world.exchange.phone(CALLER), world.exchange.phone(KIM)];
  kim.dial(HOTLINE);
  await world.pass(0);
  caller.dial(HOTLINE);
  await world.pass(1);
  caller.hangUp();
  await world.pass(0);
  expect(world.exchange.deleteQueue('leg1')).toBe(true);
  kim.dial(HOTLINE);
  await world.pass(0);
  expect(world.at('/dialled').map((got) => got.fields.DialCallStatus)).toEqual(['failed', 'failed']);
});
