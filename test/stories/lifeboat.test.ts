/** While nothing of ours answers, static documents elsewhere do; and somebody is told when they have grown old. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createTwilioCarrier } from '../../src/carrier/twilio/createTwilioCarrier.ts';
import { readyAnswer } from '../../src/domain/api.ts';
import { outsideLimits } from '../../src/domain/outsideLimits.ts';
import { examine } from '../../src/outside/examine.ts';
import type { Night } from '../night/night.ts';
import { story } from '../night/story.ts';

const agree = (...ids: string[]) => ({
  'directory.yaml': (text: string) =>
    ids.reduce((now, id) => now.replace(new RegExp(`(  ${id}: \\{ name: [^,]+)`), '$1, lifeboat: true'), text),
});

/** `npm run lifeboat` as somebody types it. @returns the folder that it wrote, and what it said */
async function writes(night: Night, ...words: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-lifeboat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const service = ['--url', night.app.url, '--token', night.app.adminToken];
  const child = spawn(process.execPath, ['dist/cli/lifeboat.js', ...service, '--out', folder, ...words]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  await once(child, 'close');
  return { folder, said };
}

/** A web host as there are many: it gives files, answers GET alone, and knows nothing. @returns where answer.xml is */
async function keeps(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET') return response.writeHead(405).end();
    const [path = ''] = (request.url ?? '').split('?');
    return response.writeHead(200, { 'content-type': 'text/xml' }).end(readFileSync(join(folder, path)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer.xml`;
}

/** The lifeboat is the number's fallback, and then the whole service is gone. */
async function sinks(night: Night): Promise<void> {
  const { folder } = await writes(night);
  const fallbackUrl = await keeps(folder);
  const now = night.exchange.number(night.hotline);
  if (now) night.exchange.setNumber({ ...now, fallbackUrl, fallbackMethod: 'GET' });
  night.exchange.faults.tolerate(({ url }) => url.startsWith(night.app.publicUrl));
  await night.stops();
}

async function part(night: Night) {
  const response = await fetch(`${night.app.url}/readyz`);
  return readyAnswer.parse(await response.json()).parts.lifeboat;
}

story(
  'the service is gone: the lifeboat rings who is on call, and press 1 connects',
  async ({ night, caller, kim, sam }) => {
    await sinks(night);
    await caller.dials();
    await caller.hears(/You have reached the DoIT help desk hotline\. Our system has a fault/);
    await kim.rings();
    await kim.answers();
    await kim.hears(/Press 1 to talk/);
    await kim.presses('1');
    await kim.talksTo(caller);
    await night.passes(30);
    await kim.hangsUp();
    await caller.hears(/If you have spoken with a technician, please hang up now/);
    await caller.hangsUp();
    // Sam is on call for the other team, and has not agreed to be in it.
    expect(sam.phone.rings).toEqual([]);
    await night.starts();
    await writes(night, '--forget');
  },
  { schedules: agree('kim') },
);

story(
  'the service is gone and voicemails answer: the lifeboat tries the leads, then takes a message',
  async ({ night, caller, kim, pat }) => {
    kim.behaves({ behaviour: 'voicemail', afterSeconds: 5 });
    await sinks(night);
    await caller.dials();
    await kim.rings();
    await pat.rings(120);
    await caller.hears(/say your name, your department/, 120);
    const asked = kim.phone.heard.filter((words) => /Press 1 to talk/.test(words));
    expect(asked).toHaveLength(2);
    await night.passes(10);
    // Nothing is said: asked once more, since a silent recording makes no request.
    await caller.hears(/We did not hear you/, 30);
    await night.passes(12);
    await caller.says('This is Ann of Botany. bot12 is dead.');
    await caller.hears(/Thank you\. A technician will hear your message/, 60);
    await caller.isHungUp();
    // It is at the carrier, which could not tell us.
    await night.passes(5);
    expect(night.exchange.webhooks.filter(({ kind }) => kind === 'recording')).toMatchObject([{ status: null }]);
    await night.starts();
    await writes(night, '--forget');
  },
  { schedules: agree('kim', 'pat') },
);

story(
  'the service is back before the message ends: it becomes a case, and somebody is paged',
  async ({ night, caller, kim, sam }) => {
    await sinks(night);
    await caller.dials();
    await caller.hears(/say your name, your department/, 60);
    await night.passes(10);
    await night.starts();
    await caller.says('This is Ann of Botany. bot12 is dead.');
    await caller.isHungUp();
    await kim.getsText(/CS0000001/, 200);
    await kim.rings();
    await sam.rings();
    await kim.texts('47');
    await kim.getsText(/CS0000001/);
    await sam.getsText(/Reply 47 to accept/);
    await sam.getsText(/taken by Kim Lee/);
    expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'kept' }]);
    await writes(night, '--forget');
  },
  { untold: true },
);

story(
  'who has never written a lifeboat hears nothing of it',
  async ({ night }) => {
    expect(await part(night)).toEqual({ ok: true, why: 'None was written; see docs/lifeboat.md.' });
    await night.passes(50 * 3600);
    expect(await part(night)).toMatchObject({ ok: true });
  },
  { untold: true },
);

story(
  'a hand-over after which the lifeboat still rings who was on call: red after an hour, and the lead is told once',
  async ({ night, pat, kim }) => {
    night.names(/alarm: the lifeboat is out of date/);
    const { said } = await writes(night);
    expect(said).toMatch(
      /It rings Kim Lee; then Pat Moss; then it takes a message\.\nOn call, but not in it: Sam Diaz/,
    );
    expect(await part(night)).toMatchObject({ ok: true });
    night.edits('aims.ics', (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe'));
    await night.app.lookAtFiles();
    await night.settled();
    await night.passes(outsideLimits.lifeboatGraceSeconds);
    expect(await part(night)).toMatchObject({ ok: true });
    await night.passes(outsideLimits.lifeboatLookSeconds);
    expect(await part(night)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/^It does not ring those who would be rung now\..*npm run lifeboat/),
    });
    await pat.getsText(/The lifeboat does not ring those who would be rung now\. Write it anew/);
    const alarms = () => night.errors.filter((line) => line.includes('the lifeboat is out of date')).length;
    await night.passes(3 * 3600);
    expect(alarms()).toBe(1);
    expect((await writes(night)).said).toMatch(/It rings Alex Roe/);
    expect(await part(night)).toMatchObject({ ok: true });
    expect([kim.phone.rings, alarms()]).toEqual([[], 1]);
    await night.passes((outsideLimits.lifeboatHours + 1) * 3600 + outsideLimits.lifeboatLookSeconds);
    expect(await part(night)).toMatchObject({ ok: false, why: expect.stringMatching(/more than 24 hours ago/) });
    await pat.getsText(/The lifeboat was written more than 24 hours ago/);
    // It is told once a day for as long as nobody does anything.
    await night.passes(outsideLimits.lifeboatTextHours * 3600);
    await pat.getsText(/The lifeboat was written more than 24 hours ago/);
    expect((await writes(night, '--forget')).said).toMatch(/Nothing is watched until it is written again/);
    expect(await part(night)).toMatchObject({ ok: true, why: expect.stringMatching(/None was written/) });
  },
  { schedules: agree('kim', 'alex', 'pat'), untold: true },
);

story(
  'the doctor sees a lifeboat that is not kept, not given as XML, not the newest, and one that is well',
  async ({ night }) => {
    const says = async (lifeboatUrl: string | null, publicUrl: string | null = null) => {
      const config = { ...night.config(Number(new URL(night.app.url).port)), lifeboatUrl, publicUrl };
      const carrier = createTwilioCarrier({ name: 'twilio', accounts: config.twilio ?? [] });
      const log = { info: () => {}, warn: () => {}, error: () => {} };
      const checks = await examine({ config, carrier, clock: night.clock, log, base: null });
      return checks.filter(({ name }) => name === 'lifeboat').map(({ state, says: words }) => `${state}: ${words}`)[0];
    };
    expect(await says(null)).toMatch(/^unsure: There is none: while this machine is gone nobody answers/);
    expect(await says('http://127.0.0.1:9/answer.xml')).toMatch(
      /^wrong: LIFEBOAT_URL is set and none was ever written/,
    );
    const { folder } = await writes(night);
    const kept = await keeps(folder);
    expect(await says(null)).toMatch(/^wrong: It was written, and LIFEBOAT_URL does not say where/);
    expect(await says('http://127.0.0.1:9/answer.xml')).toMatch(/^wrong: .*cannot be reached/);
    // The service itself: its page where it is built, else a text.
    expect(await says(night.app.url)).toMatch(/^wrong: .* (is given as text|is not what was last written)/);
    expect(await says(kept.replace('answer', 'done'))).toMatch(/^wrong: .* is not what was last written/);
    expect(await says(kept.replace('//', '//user:secret@'))).toMatch(/^well: http:\/\/…@127.* is what was written at /);
    expect(await says(kept, 'http://127.0.0.1:1')).toMatch(
      /^wrong: .* is on the host of PUBLIC_URL and gone when that is/,
    );
    for (const name of ['screen', 'accepted', 'done']) {
      const file = join(folder, `${name}.xml`);
      const length = statSync(file).size;
      appendFileSync(file, ' ');
      expect(await says(kept)).toMatch(new RegExp(`^wrong: \\S+/${name}\\.xml is not what was last written`));
      truncateSync(file, length);
    }
    expect(await says(kept)).toMatch(/^well: /);
    // What is not on the disk counts as it was before.
    expect(readdirSync(folder)).toHaveLength(5);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual(Array(5).fill(0o600));
    mkdirSync(join(folder, 'done.xml.new'));
    const failed = await writes(night, '--out', folder, '--screen', 'a', '--accepted', 'b', '--done', 'c');
    expect(failed.said).toMatch(/cannot be written .*counts as it was before/);
    expect(await says(kept)).toMatch(/^well: /);
    const half = await writes(night, '--screen', 'https://a.example.org/');
    expect(half.said).toMatch(/^Give all of --screen, --accepted and --done/);
    const words = ['screen', 'accepted', 'done'].flatMap((name) => [
      `--${name}`,
      `https://bins.example.org/${name}?a=1&b`,
    ]);
    const bins = await writes(night, ...words);
    const screen = readFileSync(join(bins.folder, 'screen.xml'), 'utf8');
    expect(screen).toContain('action="https://bins.example.org/accepted?a=1&amp;b" method="GET"');
    expect(bins.said).toMatch(
      /It rings Kim Lee; then nobody; then it takes a message\.\nOn call, but not in it: Sam Diaz/,
    );
    night.names(/alarm: the lifeboat is out of date/);
    await night.passes(26 * 3600);
    night.phone('pat').namesTexts();
    expect(await says(kept)).toMatch(/^wrong: The lifeboat was written more than 24 hours ago\. Write it anew/);
    await writes(night, '--forget');
  },
  { schedules: agree('kim'), untold: true },
);
