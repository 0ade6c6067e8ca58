import { expect, test } from 'vitest';
import { rules } from '../src/exchange/rules.ts';
import { CALLER, HOTLINE, makeWorld, type World } from './exchangeWorld.ts';

// The requests made about a call, as REST tells them. Source: https://www.twilio.com/docs/voice/api/call-event-resource

interface Event {
  request: { url: string; method: string; parameters: Record<string, string> };
  response: { response_code: number | null; content_type: string | null; response_body: string; date_created: string };
}

interface Page {
  events: Event[];
  page: number;
  next_page_uri: string | null;
}

/** A call that hears a question, presses 1 and is let go. @returns its sid */
async function callInAndOut(world: World): Promise<string> {
  world.on('/voice', '<Gather numDigits="1" action="/keys"><Say>Press 1.</Say></Gather><Hangup/>');
  world.on('/keys', '<Hangup/>');
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  await world.pass(1);
  const sid = caller.callSid ?? '';
  caller.press('1');
  await world.pass(1);
  return sid;
}

async function eventsOf(world: World, sid: string, query = ''): Promise<Page> {
  const url = `${world.restUrl}/Calls/${sid}/Events.json${query}`;
  const answer = await fetch(url, { headers: { authorization: world.auth } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
}

const paths = ({ events }: Page) => events.map(({ request }) => new URL(request.url).pathname);

test('a call tells the requests made about it with their answers, oldest first, a quarter of an hour after its end', async () => {
  const world = await makeWorld();
  const sid = await callInAndOut(world);
  expect(await eventsOf(world, sid)).toMatchObject({ events: [] });
  await world.pass(15 * 60 - 2);
  expect(await eventsOf(world, sid)).toMatchObject({ events: [] });
  await world.pass(2);
  const page = await eventsOf(world, sid);
  expect(paths(page)).toEqual(['/voice', '/keys', '/voice/status']);
  expect(page.events[0]).toEqual({
    request: {
      url: `${world.base}/voice`,
      method: 'POST',
      parameters: expect.objectContaining({
        call_sid: sid,
        from: CALLER,
        call_status: 'ringing',
        api_version: '2010-04-01',
      }),
    },
    response: {
      response_code: 200,
      request_duration: 0,
      content_type: 'text/xml; charset=utf-8',
      response_body: expect.stringContaining('<Say>Press 1.</Say>'),
      date_created: 'Sat, 21 Nov 2026 23:00:00 +0000',
    },
  });
  expect(page.events[1]?.request.parameters).toMatchObject({ digits: '1', finished_on_key: '' });
});

test('a request that was lost, or failed, is told too', async () => {
  const world = await makeWorld();
  world.exchange.faults.tolerate(() => true);
  world.exchange.faults.loseWebhooks(({ url }) => url.endsWith('/keys'));
  world.on('/voice/status', { status: 503 });
  const sid = await callInAndOut(world);
  await world.pass(20 * 60);
  const page = await eventsOf(world, sid);
  expect(page.events.map(({ response }) => response.response_code)).toEqual([200, null, 503]);
  expect(page.events[1]?.request.parameters.digits).toBe('1');
});

test('another call, and a text, are not among them, and no call is 404', async () => {
  const world = await makeWorld();
  const sid = await callInAndOut(world);
  world.exchange.phone(CALLER).text(HOTLINE, '47');
  const other = await callInAndOut(world);
  await world.pass(20 * 60);
  expect(paths(await eventsOf(world, sid))).toHaveLength(3);
  expect(paths(await eventsOf(world, other))).toHaveLength(3);
  const url = `${world.restUrl}/Calls/CA${'0'.repeat(32)}/Events.json`;
  expect((await fetch(url, { headers: { authorization: world.auth } })).status).toBe(404);
});

test('they are told in pages', async () => {
  const world = await makeWorld();
  const sid = await callInAndOut(world);
  await world.pass(20 * 60);
  const first = await eventsOf(world, sid, '?PageSize=2');
  expect(paths(first)).toEqual(['/voice', '/keys']);
  const second = await eventsOf(world, sid, first.next_page_uri?.replace(/^[^?]*/, ''));
  expect([paths(second), second.next_page_uri]).toEqual([['/voice/status'], null]);
});

test('the newest thousand of a call are kept', async () => {
  const world = await makeWorld();
  let asked = 0;
  world.on('/voice', () => {
    asked += 1;
    return asked > rules.eventsPerCall ? '<Hangup/>' : `<Redirect>/voice?after=${asked}</Redirect>`;
  });
  const caller = world.exchange.phone(CALLER);
  caller.dial(HOTLINE);
  const sid = caller.callSid ?? '';
  await world.pass(20 * 60);
  const page = await eventsOf(world, sid, '?PageSize=1000');
  expect(page.events).toHaveLength(rules.eventsPerCall);
  expect(page.events[0]?.request.url).toBe(`${world.base}/voice?after=2`);
});
