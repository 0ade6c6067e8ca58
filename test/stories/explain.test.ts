import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { isWoken, saysCritical, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

interface Explained {
  required: boolean;
  onCall: { person: { id: string }; by: { rota: string; version: string; line: number; summary: string } }[];
  gap: string | null;
  woken: { afterSeconds: number; way: string; person: { id: string } }[];
  notes: { afterSeconds: number; text: string }[];
  others: { person: { id: string } | null; why: string }[];
}

async function explains(night: Night): Promise<Explained> {
  return (await night.api('/on-call/explain?team=aims')).json;
}

/** "90 ring kim", in a fixed order. */
const foretold = ({ woken }: Explained) =>
  woken.map(({ afterSeconds, way, person }) => `${afterSeconds} ${way} ${person.id}`).sort();

/** The same of what the page has done, counted from its first attempt. */
async function done(night: Night, withinSeconds: number): Promise<string[]> {
  const list: { items: { id: string }[] } = (await night.api('/pages')).json;
  const page: { attempts: { kind: string; purpose: string; person: string; createdAt: string }[] } = (
    await night.api(`/pages/${list.items[0]?.id}`)
  ).json;
  const tried = page.attempts.filter(({ purpose, kind }) => purpose === 'page' && kind !== 'cancel');
  const first = Math.min(...tried.map(({ createdAt }) => Date.parse(createdAt)));
  return tried
    .map(({ kind, person, createdAt }) => ({ after: (Date.parse(createdAt) - first) / 1000, kind, person }))
    .filter(({ after }) => after <= withinSeconds)
    .map(({ after, kind, person }) => `${after} ${kind} ${person}`)
    .sort();
}

story(
  'what is explained before is what happens: whoever is foretold is texted and rung, in that order',
  async (scene) => {
    const { night, caller, kim, pat, robin } = scene;
    const before = await explains(night);
    expect(before).toMatchObject({ required: true, gap: null, notes: [] });
    expect(before.onCall).toMatchObject([
      { person: { id: 'kim' }, by: { rota: 'aims.ics', line: 4, summary: 'Kim Lee' } },
    ]);
    expect(before.onCall[0]?.by.version).toMatch(/^[0-9a-f]{16}$/);
    await saysCritical(caller);
    await caller.hangsUp();
    await night.passes(305);
    expect(await done(night, 300)).toEqual(foretold(before));
    expect(foretold(before)).toEqual([
      '0 ring kim',
      '0 text kim',
      '180 ring pat',
      '180 text pat',
      '300 ring pat',
      '300 ring robin',
      '300 text pat',
      '300 text robin',
      '90 ring kim',
    ]);
    await isWoken(kim);
    await kim.rings();
    await isWoken(pat);
    await robin.getsText(/CS0000001/);
    await isWoken(pat);
    await robin.rings();
    await takesByText(pat);
    await robin.getsText(/taken by Pat Moss/);
    await kim.getsText(/taken by Pat Moss/);
  },
);

story(
  'nobody on call and a number that has refused us are explained, and a page does just that',
  async ({ night, caller, pat, robin }) => {
    night.names(/alarm: nobody is on call in required cover/);
    await pat.getsText(/nobody is on call/);
    await pat.texts('STOP');
    await pat.getsText(/unsubscribed/);
    await robin.getsText(/Pat Moss has sent STOP/);
    const before = await explains(night);
    expect(before).toMatchObject({ required: true, onCall: [], gap: 'Nobody is on the rota at this time.' });
    expect(before.notes).toEqual([
      { afterSeconds: 0, text: 'Nobody was on call: Nobody is on the rota at this time.' },
      { afterSeconds: 0, text: 'Nobody was on call: Nobody is on the rota at this time.' },
      { afterSeconds: 0, text: 'Pat Moss is not texted: the number has refused our texts.' },
      { afterSeconds: 120, text: 'Pat Moss is not texted: the number has refused our texts.' },
    ]);
    await saysCritical(caller);
    await caller.hangsUp();
    await night.passes(125);
    expect(await done(night, 120)).toEqual(foretold(before));
    expect(foretold(before)).toEqual(['0 ring pat', '120 ring pat', '120 ring robin', '120 text robin']);
    await pat.rings();
    await pat.rings();
    await isWoken(robin);
    await takesByText(robin);
  },
  { schedules: { 'aims.ics': (text) => text.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261101T000000Z') } },
);

story(
  'a phone that has been rung too lately is not foretold to ring',
  async ({ night, caller, kim, alex, pat, robin }) => {
    const before = await explains(night);
    await saysCritical(caller);
    await caller.hangsUp();
    await night.passes(205);
    expect(await done(night, 200)).toEqual(foretold(before).filter((line) => Number.parseInt(line, 10) <= 200));
    expect(before.woken.filter(({ way, person }) => way === 'ring' && person.id === 'kim')).toHaveLength(1);
    expect(alex.phone.texts).toEqual([]);
    await takesByText(kim);
    await pat.getsText(/taken by Kim Lee/);
    await robin.getsText(/taken by Kim Lee/);
    for (const phone of [kim, pat, robin]) {
      phone.namesRings();
      phone.namesTexts();
    }
  },
  { schedules: { 'directory.yaml': (text) => text.replace(/thenAfterSeconds: 90/g, 'thenAfterSeconds: 40') } },
);

story(
  'of somebody who has left the directory since, an explanation of the past says that nobody could reach them',
  async ({ night }) => {
    await night.passes(3600);
    night.edits('directory.yaml', (text) => text.replace('kim: {', 'kip: {'));
    await night.app.lookAtFiles();
    await night.passes(3600);
    const at = new Date(night.clock.now() - 2 * 3_600_000).toISOString();
    const past: Explained = (await night.api(`/on-call/explain?team=aims&at=${at}`)).json;
    expect(past.onCall).toMatchObject([{ person: { id: 'kim' } }]);
    expect(past.woken.map(({ person }) => person.id)).not.toContain('kim');
  },
);
