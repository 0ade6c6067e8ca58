import { expect } from 'vitest';
import type { RestSeen } from '../../src/exchange/faults.ts';
import { sqlOf } from '../../src/store/handle.ts';
import { type Night, nightAccount } from '../night/night.ts';
import {
  callsAndLeaves,
  isWoken,
  kimHasIt,
  leavesMessage,
  opensCase,
  saysCritical,
  takesByText,
  timelineOf,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';

const days = (count: number) => count * 86_400;

/** How the exchange answers who asks for something of the account. */
async function atCarrier(night: Night, path: string, method = 'GET'): Promise<number> {
  return (await askCarrier(night, path, method)).status;
}

function askCarrier(night: Night, path: string, method = 'GET'): Promise<Response> {
  const { accountSid, authToken } = nightAccount;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const address = `${night.carrierUrl}/2010-04-01/Accounts/${accountSid}/${path}`;
  return fetch(address, { method, headers: { authorization } });
}

async function textsAtCarrier(night: Night): Promise<string[]> {
  const { messages } = (await (await askCarrier(night, 'Messages.json?PageSize=1000')).json()) as {
    messages: { sid: string }[];
  };
  return messages.map(({ sid }) => sid);
}

const rowsOf = (night: Night, table: string): Promise<unknown[]> => sqlOf(night.app.context.store.read)(table).select();

async function soundHere(night: Night, sid: string): Promise<number> {
  const headers = { authorization: `Bearer ${night.app.adminToken}` };
  return (await fetch(`${night.app.url}/api/recordings/${sid}`, { headers })).status;
}

/** Everything the API tells of the case, its calls and its pages. */
async function everything(night: Night): Promise<string> {
  const calls: { items: { sid: string }[] } = (await night.api('/calls')).json;
  const whole = await Promise.all(calls.items.map(async ({ sid }) => (await night.api(`/calls/${sid}`)).json));
  return JSON.stringify([await night.case('CS0000001'), await night.pages(), whole]);
}

const deletes = (seen: RestSeen) => seen.method === 'DELETE';

story(
  'after its days what was said is gone, here and at the carrier, and the case stays',
  async (scene) => {
    const { night, caller, kim } = scene;
    await kimHasIt(scene);
    await caller.texts('the freezer is at minus ten degrees');
    await kim.getsText(/the freezer is at minus ten/);
    await caller.getsText(/We added your words/);
    await kim.texts('done 47');
    await kim.getsText(/CS0000001/);
    const sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
    const texts = await textsAtCarrier(night);
    expect(texts.length).toBeGreaterThan(5);
    await night.passes(days(2.9));
    expect(await everything(night)).toMatch(/bot12 is dead/);
    expect([await soundHere(night, sid), await atCarrier(night, `Recordings/${sid}.wav`)]).toEqual([200, 200]);
    await night.passes(days(0.4));
    const told = await everything(night);
    expect(told).not.toMatch(/bot12|minus ten|freezer/);
    expect([await soundHere(night, sid), await atCarrier(night, `Recordings/${sid}.wav`)]).toEqual([404, 404]);
    for (const text of texts) expect(await atCarrier(night, `Messages/${text}.json`)).toBe(404);
    const seen = await night.case('CS0000001');
    expect(seen).toMatchObject({
      case: { state: 'accepted', takenBy: 'kim', team: 'aims', callBackNumber: '+16085550142' },
      promise: { state: 'kept' },
      recordings: [{ state: 'gone', transcript: null }],
    });
    expect(await timelineOf(night)).toMatch(
      /Kim Lee took the case[\s\S]*The caller wrote something that is no longer kept\./,
    );
    expect(await night.calls()).toMatchObject([{ outcome: 'paged with case' }]);
    // Nothing is left to remove, and nothing is asked for again.
    expect(await rowsOf(night, 'removals')).toEqual([]);
    expect(JSON.stringify(await rowsOf(night, 'carrier_events'))).not.toMatch(/bot12|minus ten/);
    expect(JSON.stringify(await rowsOf(night, 'turns'))).not.toMatch(/digits|"keys":"1"/);
  },
  { retentionDays: 3 },
);

story(
  'a case that nobody has keeps everything, however old it is',
  async (scene) => {
    const { night, pat, robin, kim, desk } = scene;
    await opensCase(scene);
    await night.passes(10);
    const sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
    night.exchange.faults.tolerate(() => true);
    // Nothing runs for a day and a half, and nobody is rung: the page is as open as before.
    await night.crashes();
    await night.passes(days(1.5));
    await night.starts();
    expect((await night.case('CS0000001')).recordings).toMatchObject([{ sid, state: 'kept' }]);
    expect(await everything(night)).toMatch(/bot12 is dead/);
    expect(await atCarrier(night, `Recordings/${sid}.wav`)).toBe(200);
    const page = (await night.pages())[0]?.page.id;
    await night.api(`/pages/${page}/close`, { by: 'Pat Moss', reason: 'The machine was replaced.' });
    await night.passes(22_000);
    expect((await night.case('CS0000001')).recordings).toMatchObject([{ sid, state: 'gone' }]);
    expect(await atCarrier(night, `Recordings/${sid}.wav`)).toBe(404);
    for (const phone of [kim, pat, robin, desk]) {
      phone.namesRings();
      phone.namesTexts();
    }
    night.names(/alarm/);
  },
  { retentionDays: 1, untold: true },
);

story(
  'a carrier that does not remove is asked again, and somebody is told',
  async (scene) => {
    const { night, kim } = scene;
    await callsAndLeaves(scene);
    await isWoken(kim);
    await takesByText(kim);
    await kim.texts('done 47');
    await kim.getsText(/CS0000001/);
    const sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
    night.exchange.faults.refuseRest(deletes, 20008);
    await night.passes(days(1) + 22_000);
    // Here it is gone whatever the carrier does.
    expect(await soundHere(night, sid)).toBe(404);
    expect(await atCarrier(night, `Recordings/${sid}.wav`)).toBe(200);
    night.names(/alarm: the carrier does not remove what is to be gone there/);
    await night.passes(days(1));
    expect(night.errors.filter((one) => one.includes(sid))).toHaveLength(1);
    night.exchange.faults.mend();
    await night.passes(days(1) + 22_000);
    expect(await atCarrier(night, `Recordings/${sid}.wav`)).toBe(404);
    expect(await rowsOf(night, 'removals')).toEqual([]);
  },
  { retentionDays: 1 },
);

story(
  'what somebody else has deleted at the carrier counts as removed',
  async (scene) => {
    const { night, kim } = scene;
    await callsAndLeaves(scene);
    await isWoken(kim);
    await takesByText(kim);
    await kim.texts('done 47');
    await kim.getsText(/CS0000001/);
    await night.passes(60);
    const sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
    expect(await atCarrier(night, `Recordings/${sid}.json`, 'DELETE')).toBe(204);
    await night.passes(days(1) + 22_000);
    expect(await rowsOf(night, 'removals')).toEqual([]);
    expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'gone' }]);
  },
  { retentionDays: 1, untold: true },
);

story(
  'with 0 days everything is kept for ever',
  async (scene) => {
    const { night, caller, kim } = scene;
    await saysCritical(caller);
    await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
    await caller.hangsUp();
    await isWoken(kim);
    await takesByText(kim);
    await kim.texts('done 47');
    await kim.getsText(/CS0000001/);
    await night.passes(days(2));
    expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'kept' }]);
    expect(await everything(night)).toMatch(/bot12 is dead/);
  },
  { retentionDays: 0, untold: true },
);

story(
  'a recording whose call is not known here, or came after it was forgotten, goes by its own age',
  async (scene) => {
    const { night, kim } = scene;
    await kimHasIt(scene);
    await kim.texts('done 47');
    await kim.getsText(/CS0000001/);
    const sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
    const { transact } = night.app.context.store;
    await transact(async (tx) => void (await sqlOf(tx)('recordings').where({ sid }).update({ legId: 'LEGUNKNOWN' })));
    await night.passes(days(2.9));
    expect([await soundHere(night, sid), await atCarrier(night, `Recordings/${sid}.wav`)]).toEqual([200, 200]);
    await night.passes(days(0.4));
    expect([await soundHere(night, sid), await atCarrier(night, `Recordings/${sid}.wav`)]).toEqual([404, 404]);
    // Its call has been forgotten by now: what comes of it later is found as well.
    const [leg] = (await sqlOf(night.app.context.store.read)('legs').whereNotNull('forgottenAt').select('id')) as {
      id: string;
    }[];
    await transact(
      async (tx) => void (await sqlOf(tx)('recordings').where({ sid }).update({ legId: leg?.id, state: 'kept' })),
    );
    await night.passes(days(0.3));
    expect(await rowsOf(night, 'recordings')).toMatchObject([{ sid, state: 'gone' }]);
  },
  { retentionDays: 3 },
);
