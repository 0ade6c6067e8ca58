import { expect, test } from 'vitest';
import { ALEX, HOTLINE, KIM, makeWorld, type World } from './exchangeWorld.ts';

// How a client finds a call or text whose creation was never answered: the newest from one number to another.
// Sources: https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources and
// https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources

type Kind = 'Calls' | 'Messages';
type Item = { sid: string; date_created: string };
const secondLine = '+16085550101';

async function create(world: World, kind: Kind, to: string, from: string): Promise<Item> {
  const body = new URLSearchParams({ To: to, From: from, Body: '47', Url: `${world.base}/page` });
  const headers = { authorization: world.auth };
  const answer = await fetch(`${world.restUrl}/${kind}.json`, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Item;
}

async function read(world: World, kind: Kind, query: string) {
  const answer = await fetch(`${world.restUrl}/${kind}.json?${query}`, { headers: { authorization: world.auth } });
  const page = (await answer.json()) as Record<string, unknown>;
  return { items: page[kind.toLowerCase()] as Item[], next: page.next_page_uri as string | null };
}

test.each<Kind>(['Calls', 'Messages'])('%s are found by To and From together, the newest first', async (kind) => {
  const world = await makeWorld();
  world.exchange.phone(KIM, 'busy');
  world.exchange.setNumber({ number: secondLine, voiceUrl: `${world.base}/voice` });
  const older = await create(world, kind, KIM, HOTLINE);
  await world.pass(60);
  await create(world, kind, ALEX, HOTLINE);
  await create(world, kind, KIM, secondLine);
  const newer = await create(world, kind, KIM, HOTLINE);
  await world.pass(60);
  const found = await read(world, kind, new URLSearchParams({ To: KIM, From: HOTLINE, PageSize: '20' }).toString());
  expect(found.items.map(({ sid }) => sid)).toEqual([newer.sid, older.sid]);
  expect(found.next).toBeNull();
});

test.each<Kind>(['Calls', 'Messages'])(
  '%s tell in RFC 2822 when they were created, and go on telling it',
  async (kind) => {
    const world = await makeWorld();
    world.exchange.phone(KIM, 'busy');
    const made = await create(world, kind, KIM, HOTLINE);
    expect(made.date_created).toBe('Sat, 21 Nov 2026 23:00:00 +0000');
    await world.pass(3_600);
    const later = await create(world, kind, KIM, HOTLINE);
    const { items } = await read(world, kind, '');
    expect(items.map(({ sid, date_created }) => [sid, date_created])).toEqual([
      [later.sid, 'Sun, 22 Nov 2026 00:00:00 +0000'],
      [made.sid, 'Sat, 21 Nov 2026 23:00:00 +0000'],
    ]);
  },
);

test.each<Kind>(['Calls', 'Messages'])('%s come in pages that keep the filter', async (kind) => {
  const world = await makeWorld();
  const made: string[] = [];
  for (let i = 0; i < 21; i += 1) {
    made.unshift((await create(world, kind, KIM, HOTLINE)).sid);
    await create(world, kind, ALEX, HOTLINE);
  }
  const query = new URLSearchParams({ To: KIM, From: HOTLINE, PageSize: '20' }).toString();
  const first = await read(world, kind, query);
  expect(first.items.map(({ sid }) => sid)).toEqual(made.slice(0, 20));
  const second = await read(world, kind, first.next?.split('?')[1] ?? '');
  expect(second.items.map(({ sid }) => sid)).toEqual(made.slice(20));
  expect(second.next).toBeNull();
});
