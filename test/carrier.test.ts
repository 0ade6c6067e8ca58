import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { afterEach, describe, expect, test } from 'vitest';
import { createTwilioCarrier } from '../src/carrier/twilio/createTwilioCarrier.ts';
import { readCall, readCallback, readCallSid, readEvent, readText } from '../src/carrier/twilio/readRequest.ts';
import { renderHold, renderNothing, renderReply, renderSay } from '../src/carrier/twilio/render.ts';
import { renderLifeline, renderLifelineRecording, renderScreen } from '../src/carrier/twilio/renderLifeline.ts';
import { toCarrierError } from '../src/carrier/twilio/toCarrierError.ts';
import { verifySignature } from '../src/carrier/twilio/verifySignature.ts';
import type { Reply, Then, Words } from '../src/domain/conversation.ts';
import { limits } from '../src/domain/limits.ts';
import { CarrierError, type ReplyUrls } from '../src/domain/ports.ts';
import { arrivals, callbacks, dials, errors, gathers, records, vectors, waits } from './carrierRules.ts';

const account = `AC${'0'.repeat(32)}`;

describe.each([
  ['a request', arrivals],
  ['the action of a gather:', gathers],
  ['the action of a recording', records],
  ['the action of a dial', dials],
  ['the action of an enqueue:', waits],
])('%s', (_what, rows) => {
  test.each(rows)('%s', (_case, fields, from, event) => {
    expect(readEvent(fields, from === null ? {} : { from })).toEqual(event);
  });
});

describe('a callback tells of', () => {
  test.each(callbacks)('%s', (_case, about, fields, meaning) => {
    expect(readCallback(about, fields)).toEqual(meaning);
  });
});

describe('a call arrives', () => {
  test('with its numbers in E.164', () => {
    const fields = { CallSid: 'CA1', From: '+1 (608) 555-0142', To: '+16085550100', ForwardedFrom: '+16082656900' };
    expect(readCall(fields)).toEqual({
      sid: 'CA1',
      account: '',
      from: '+16085550142',
      to: '+16085550100',
      forwardedFrom: '+16082656900',
    });
  });

  test.each(['anonymous', 'unknown', 'client:bob', 'sip:bob@example.edu', '+266696687', '', '%%%', 'Restricted'])(
    'from "%s", who cannot be rung',
    (From) => {
      expect(readCall({ CallSid: 'CA1', From })).toEqual({
        sid: 'CA1',
        account: '',
        from: '',
        to: '',
        forwardedFrom: null,
      });
    },
  );

  test('with a CallSid that can be read alone', () => {
    expect(readCallSid({ CallSid: ['CA1', 'CA2'], From: '%%%' })).toBe('CA1');
    expect(readCallSid({})).toBe('');
  });

  test('without a single field', () => {
    expect(readCall({})).toEqual({ sid: '', account: '', from: '', to: '', forwardedFrom: null });
  });
});

describe('a text arrives', () => {
  test('with its words as they were written', () => {
    const fields = {
      MessageSid: 'SM1',
      SmsSid: 'SM0',
      From: '+16085550111',
      To: '+16085550100',
      Body: ' 47 no\n',
      NumMedia: '0',
    };
    expect(readText(fields)).toEqual({ sid: 'SM1', from: '+16085550111', to: '+16085550100', body: ' 47 no\n' });
  });

  test('in the old words, without a body, or with one that is cut to its limit', () => {
    expect(readText({ SmsSid: 'SM0' })).toEqual({ sid: 'SM0', from: '', to: '', body: '' });
    expect(readText({ Body: 'x'.repeat(9000) }).body).toHaveLength(limits.fieldCharacters);
  });
});

const urls: ReplyUrls = {
  turn: 'https://h.example.org/voice/legs/leg_1/turns/4',
  hold: 'https://h.example.org/voice/legs/leg_1/hold/0',
  queue: 'leg_1',
  recording: 'https://h.example.org/voice/legs/leg_1/recording',
  transcript: 'https://h.example.org/voice/legs/leg_1/transcript',
  callerId: '+16085550100',
  play: (recording) => `https://h.example.org/voice/recordings/${recording}`,
};
const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`;
const redirect = (from: string) => `<Redirect>${urls.turn}?from=${from}</Redirect>`;
const say: Words[] = [{ say: 'Hello.' }];

describe('a reply is rendered', () => {
  const rows: [string, Reply, string][] = [
    [
      'to one key',
      { say, then: { do: 'ask', maxKeys: 1, timeoutSeconds: 6, words: [] } },
      `<Gather input="dtmf" numDigits="1" finishOnKey="" timeout="6" actionOnEmptyResult="true" action="${urls.turn}?from=ask"><Say>Hello.</Say></Gather>${redirect('ask')}`,
    ],
    [
      'to several keys, which # ends',
      { say, then: { do: 'ask', maxKeys: 4, timeoutSeconds: 9, words: [] } },
      `<Gather input="dtmf" numDigits="4" finishOnKey="#" timeout="9" actionOnEmptyResult="true" action="${urls.turn}?from=ask"><Say>Hello.</Say></Gather>${redirect('ask')}`,
    ],
    [
      'to a recording',
      { say, then: { do: 'record', maxSeconds: 110 } },
      `<Gather input="dtmf" numDigits="1" finishOnKey="" timeout="1" action="${urls.turn}?from=words"><Say>Hello.</Say></Gather><Record action="${urls.turn}?from=record" maxLength="110" timeout="5" finishOnKey="#*1234567890" playBeep="true" recordingStatusCallback="${urls.recording}" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="${urls.transcript}"/>${redirect('record')}`,
    ],
    [
      'to a recording after a key',
      { say: [], then: { do: 'record', maxSeconds: 110 } },
      `<Record action="${urls.turn}?from=record" maxLength="110" timeout="5" finishOnKey="#*1234567890" playBeep="true" recordingStatusCallback="${urls.recording}" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="${urls.transcript}"/>${redirect('record')}`,
    ],
    [
      'to a wait',
      { say, then: { do: 'wait', maxSeconds: 150, everySeconds: 20 } },
      `<Say>Hello.</Say><Enqueue action="${urls.turn}?from=wait" waitUrl="${urls.hold}">leg_1</Enqueue>${redirect('wait')}`,
    ],
    [
      'to a join',
      { say, then: { do: 'join', leg: 'leg_2', timeoutSeconds: 10 } },
      `<Say>Hello.</Say><Dial action="${urls.turn}?from=dial" timeout="10"><Queue>leg_2</Queue></Dial>${redirect('dial')}`,
    ],
    [
      'to a dial',
      { say, then: { do: 'dial', to: '+16085550142', ringSeconds: 30 } },
      `<Say>Hello.</Say><Dial action="${urls.turn}?from=dial" timeout="30" callerId="+16085550100"><Number>+16085550142</Number></Dial>${redirect('dial')}`,
    ],
    [
      'to come back',
      { say, then: { do: 'comeBack', afterSeconds: 3 } },
      `<Say>Hello.</Say><Pause length="3"/>${redirect('pause')}`,
    ],
    ['to hang up', { say, then: { do: 'hangUp' } }, '<Say>Hello.</Say><Hangup/>'],
    ['without a word', { say: [], then: { do: 'hangUp' } }, '<Hangup/>'],
    [
      'with words, a pause and a recording of ours',
      { say: [{ say: 'One.' }, { pauseSeconds: 2 }, { play: 'RE1' }], then: { do: 'hangUp' } },
      '<Say>One.</Say><Pause length="2"/><Play>https://h.example.org/voice/recordings/RE1</Play><Hangup/>',
    ],
    [
      'with signs that mean something in XML',
      { say: [{ say: `R&D <b>"it's"</b> ]]> – München` }], then: { do: 'hangUp' } },
      `<Say>R&amp;D &lt;b&gt;"it's"&lt;/b&gt; ]]&gt; – München</Say><Hangup/>`,
    ],
  ];
  test.each(rows)('%s', (_case, reply, body) => {
    expect(renderReply(reply, urls)).toBe(xml(body));
  });

  test('never with an element of a caller: a name cannot end the words', () => {
    const body = renderReply(
      { say: [{ say: '</Say><Hangup/><Say>' }], then: { do: 'ask', maxKeys: 1, timeoutSeconds: 5, words: [] } },
      urls,
    );
    expect(body).not.toContain('<Hangup/>');
  });

  test('not when it could run off its end', () => {
    const then = { do: 'wonder' } as unknown as Then;
    expect(() => renderReply({ say, then }, urls)).toThrow('could run off its end');
  });

  test('not when the carrier would not take so large a document', () => {
    const tooMany = (characters: number): Reply => ({ say: [{ say: 'é'.repeat(characters) }], then: { do: 'hangUp' } });
    const overhead = Buffer.byteLength(xml('<Say></Say><Hangup/>'));
    const fits = Math.floor((limits.documentBytes - overhead) / 2);
    expect(Buffer.byteLength(renderReply(tooMany(fits), urls))).toBeLessThanOrEqual(limits.documentBytes);
    expect(() => renderReply(tooMany(fits + 1), urls)).toThrow(`the carrier takes ${limits.documentBytes}`);
  });
});

describe('beside the replies there is', () => {
  const next = 'https://h.example.org/voice/legs/leg_1/hold/1';
  const sound = 'https://h.example.org/voice/sounds/hold';
  const chime = `<Pause length="3"/><Play>${sound}</Play>`;
  const gather = (seconds: number) =>
    `<Gather input="dtmf" numDigits="1" finishOnKey="" timeout="${seconds}" actionOnEmptyResult="true" action="${next}">`;
  const eightWords: Words[] = [{ say: 'One two three four five six seven eight.' }];
  test.each([
    [
      'a look of the hold',
      renderHold(say, false, 20, { next, sound }),
      `${gather(1)}<Say>Hello.</Say>${chime.replace('"3"', '"2"')}${chime.repeat(3)}</Gather><Redirect>${next}</Redirect>`,
    ],
    [
      'a look of the hold with more words',
      renderHold(eightWords, false, 20, { next, sound }),
      `${gather(2)}<Say>One two three four five six seven eight.</Say>${chime.repeat(3)}</Gather><Redirect>${next}</Redirect>`,
    ],
    [
      'a look that has no time for a sound',
      renderHold(eightWords, false, 5, { next, sound }),
      `${gather(2)}<Say>One two three four five six seven eight.</Say></Gather><Redirect>${next}</Redirect>`,
    ],
    ['the last look, which leaves', renderHold(say, true, 20, { next, sound }), '<Say>Hello.</Say><Leave/>'],
    ['a sentence and good-bye', renderSay('Thank you & good-bye.'), '<Say>Thank you &amp; good-bye.</Say><Hangup/>'],
  ])('%s', (_case, document, body) => {
    expect(document).toBe(xml(body));
  });

  test('an answer without a word for callbacks', () => {
    expect(renderNothing()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  test('a lifeline that the carrier would not take is refused like any other document', () => {
    const long = 'https://h/'.padEnd(limits.documentBytes, 'x');
    const tooLarge = `the carrier takes ${limits.documentBytes}`;
    expect(() => renderLifeline([], { after: long, screen: 'https://h/s', callerId: '+16085550100' })).toThrow(
      tooLarge,
    );
    expect(() => renderLifelineRecording({ recorded: 'https://h/r', done: long })).toThrow(tooLarge);
    expect(() => renderScreen('Press 1.', long)).toThrow(tooLarge);
  });

  test('the lifeline, which rings every phone at once with a screen, and goes on to a recording', () => {
    const lifeline = renderLifeline(['+16085550111', '+16085550113'], {
      after: 'https://h/after',
      screen: 'https://h/screen',
      callerId: '+16085550100',
    });
    expect(lifeline).toMatch(
      /<Dial timeout="25" callerId="\+16085550100" action="https:\/\/h\/after"><Number url="https:\/\/h\/screen">\+16085550111<\/Number><Number url="https:\/\/h\/screen">\+16085550113<\/Number><\/Dial><Redirect>https:\/\/h\/after<\/Redirect><\/Response>$/,
    );
    const nobody = renderLifeline([], {
      after: 'https://h/after',
      screen: 'https://h/screen',
      callerId: '+16085550100',
    });
    expect(nobody).not.toContain('<Dial');
    expect(nobody).toMatch(/<Redirect>https:\/\/h\/after<\/Redirect><\/Response>$/);
    expect(renderLifelineRecording({ recorded: 'https://h/recorded', done: 'https://h/done' })).toMatch(
      /<Record action="https:\/\/h\/done" [^>]*recordingStatusCallback="https:\/\/h\/recorded"[^>]*\/><Redirect>https:\/\/h\/done<\/Redirect><\/Response>$/,
    );
    expect(renderScreen('Press 1 to talk.', 'https://h/screen')).toMatch(
      /<Gather [^>]*numDigits="1"[^>]*><Say>Press 1 to talk.<\/Say><\/Gather><Hangup\/><\/Response>$/,
    );
  });
});

describe('a signature', () => {
  test.each(vectors)('of %s is known, by the only token or by either of two', (_case, address, fields, signature) => {
    for (const tokens of [['12345'], ['new', '12345'], ['12345', 'old']])
      expect(verifySignature(tokens, signature, address, fields)).toBe(true);
  });

  test.each(vectors)('of %s is refused when anything is another', (_case, address, fields, signature) => {
    expect(verifySignature(['123456'], signature, address, fields)).toBe(false);
    expect(verifySignature([], signature, address, fields)).toBe(false);
    expect(verifySignature(['12345'], undefined, address, fields)).toBe(false);
    expect(verifySignature(['12345'], '', address, fields)).toBe(false);
    expect(verifySignature(['12345'], signature, `${address}&more=1`, fields)).toBe(false);
    expect(verifySignature(['12345'], signature, address, { ...fields, Digits: '1' })).toBe(false);
    expect(verifySignature(['12345'], signature, address, { ...fields, More: '1' })).toBe(false);
  });
});

describe('an error of the carrier', () => {
  test.each(errors)('%s', (_case, error, outcome, code) => {
    const told = toCarrierError(error);
    expect(told).toBeInstanceOf(CarrierError);
    expect(told).toMatchObject({ outcome, code });
    expect(told.cause).toBe(error);
  });
});

describe('the account, asked through the real client', () => {
  let server: Server | null = null;
  afterEach(() => void server?.close());

  /** A carrier on the loopback interface that does this with every request. */
  async function carrierThat(answers: (path: string, body: string) => { status: number; json: object } | 'breaks') {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const answer = answers(`${request.method} ${request.url}`, body);
        if (answer === 'breaks') return void request.socket.destroy();
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
      });
    });
    const listening = server;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const apiUrl = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
    return createTwilioCarrier({ name: 'twilio', accounts: [{ accountSid: account, authTokens: ['t'], apiUrl }] });
  }
  const text = {
    account,
    to: '+16085550111',
    from: '+16085550100',
    body: 'hello',
    statusUrl: 'https://h/s',
    validitySeconds: 300,
  };

  test('a text goes out with its time limit, and its sid comes back', async () => {
    const seen: string[] = [];
    const carrier = await carrierThat((path, body) => {
      seen.push(path, body);
      return { status: 201, json: { sid: 'SM1' } };
    });
    expect(await carrier.sendText(text)).toEqual({ sid: 'SM1' });
    expect(seen[0]).toBe(`POST /2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`);
    expect(Object.fromEntries(new URLSearchParams(seen[1]))).toEqual({
      To: text.to,
      From: text.from,
      Body: 'hello',
      StatusCallback: 'https://h/s',
      ValidityPeriod: '300',
    });
  });

  test.each([
    [{ status: 400, json: { code: 21610, message: 'unsubscribed', status: 400 } }, 'refused', 21610],
    [{ status: 429, json: { code: 20429, message: 'busy', status: 429 } }, 'busy', 20429],
    [{ status: 500, json: { code: 20500, message: 'internal', status: 500 } }, 'unknown', 20500],
    ['breaks' as const, 'unknown', null],
  ])('%j is %s', async (answer, outcome, code) => {
    const carrier = await carrierThat(() => answer);
    await expect(carrier.sendText(text)).rejects.toMatchObject({ name: 'CarrierError', outcome, code });
  });

  test('a carrier that nobody runs is busy: nothing has happened', async () => {
    const carrier = await carrierThat(() => 'breaks');
    await new Promise((resolve) => server?.close(resolve));
    await expect(carrier.ping(account)).rejects.toMatchObject({ name: 'CarrierError', outcome: 'busy' });
  });
});

describe('with two accounts, a request', () => {
  const second = `AC${'1'.repeat(32)}`;
  const carrier = createTwilioCarrier({
    name: 'twilio',
    accounts: [
      { accountSid: account, authTokens: ['of the first'], apiUrl: null },
      { accountSid: second, authTokens: ['of the second'], apiUrl: null },
    ],
  });
  const url = 'https://hotline.example.org/voice';
  const signed = (token: string, AccountSid?: string) => {
    const fields: Record<string, string> = AccountSid === undefined ? {} : { AccountSid };
    return carrier.verify(twilio.getExpectedTwilioSignature(token, url, fields), url, fields);
  };

  test('is verified by the account it names', () => {
    expect(signed('of the first', account)).toBe(true);
    expect(signed('of the second', second)).toBe(true);
    expect(signed('of the second', account)).toBe(false);
    expect(signed('of the first', second)).toBe(false);
  });

  test('that names an account that is not ours is signed by nobody we know', () => {
    expect(signed('of the first', `AC${'2'.repeat(32)}`)).toBe(false);
  });

  test('for a sound, which names none, may be of either', () => {
    expect(signed('of the second')).toBe(true);
    expect(signed('of a stranger')).toBe(false);
  });
});

describe('fields that do not fit', () => {
  test('are named, never quoted, and those that fit are not', () => {
    const carrier = createTwilioCarrier({
      name: 'twilio',
      accounts: [{ accountSid: account, authTokens: ['x'], apiUrl: null }],
    });
    const good = { CallSid: `CA${'a'.repeat(32)}`, From: '+16085550142', CallStatus: 'ringing', Digits: '' };
    expect(carrier.misfits(good)).toEqual([]);
    expect(carrier.misfits({ ...good, From: 'anonymous' })).toEqual([]);
    expect(carrier.misfits({ ...good, Digits: 'one', CallStatus: 'asleep', RecordingDuration: '-1' })).toEqual([
      'RecordingDuration',
      'Digits',
      'CallStatus',
    ]);
  });
});
