import { readFileSync } from 'node:fs';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mayAct, type Role, roles } from '../src/domain/identity.ts';
import { nowRoutes } from '../src/http/nowRoutes.ts';
import { routes } from '../src/http/routes.ts';
import { expectProblem, post } from './apiRules.ts';
import { type Browser, signedIn } from './browser.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { leavesMessage, saysCritical } from './night/sayings.ts';
import { roleTable } from './roleTable.ts';

let night: Night;

const all = [...routes, ...nowRoutes({ carrier: 'exchange', demo: null, alarms: [] })];
const open = (path: string) => `/api${path.replace(/:(\w+)/, 'CS0000009')}`;

/** A critical case of Botany, its page open and its recording kept. */
async function aNightWithACase(kind: (typeof databases)[number]): Promise<Night> {
  const begun = await Night.begin(kind);
  const caller = begun.phone('caller');
  await saysCritical(caller);
  await leavesMessage(begun, caller, 'This is Ann of Botany. bot12 is dead.');
  await caller.hangsUp();
  // Until the transcript has come, and the sound.
  await begun.passes(60);
  return begun;
}

describe('every route', () => {
  beforeAll(async () => {
    night = await Night.begin('sqlite');
  });
  afterAll(() => night.close());

  test.each(all.map((route) => [route.method, route.path, route.role] as const))(
    '%s %s is for the role %s and those above',
    async (method, path, needed) => {
      for (const role of roles) {
        const browser = await signedIn(night, role, { person: 'kim' });
        const answer =
          method === 'get' ? await browser.get(open(path)) : await browser.change(method, open(path)).send({});
        if (!mayAct(role, needed))
          expectProblem(answer, 403, new RegExp(`needs the role "${needed}", and yours is "${role}"`));
        else expect([200, 400, 404, 409], `${role}: ${answer.text}`).toContain(answer.status);
      }
    },
  );

  test.each(['/api/changes', '/api/telephones/phones', '/api/telephones/log', '/api/nothing'])(
    '%s is shut without a session',
    async (path) => {
      expectProblem(await request(night.app.url).get(path), 401, /Sign in/);
    },
  );

  test('the toy telephones are not for somebody who only looks', async () => {
    const viewer = await signedIn(night, 'viewer');
    for (const path of ['/api/telephones/phones', '/api/telephones/log'])
      expectProblem(await viewer.get(path), 403, /needs the role "technician"/);
    expectProblem(await viewer.change('post', '/api/telephones/phones/1/dial').send({}), 403, /needs the role/);
  });

  test('stands in docs/sign-in.md with its role; after a change say npx vitest run test/roles.test.ts -u', async () => {
    const page = readFileSync('docs/sign-in.md', 'utf8');
    const made = page.replace(/\| from this role on \|[\s\S]*?\n\n/, () => `${roleTable()}\n\n`);
    expect(made).toContain(roleTable());
    await expect(made).toMatchFileSnapshot('../docs/sign-in.md');
  });

  test('tells its role in the description of the API', async () => {
    const { body } = await request(night.app.url).get('/api/openapi.json');
    for (const { method, path, role } of all) {
      const told = body.paths[`/api${path.replace(/:(\w+)/, '{$1}')}`][method];
      expect(told.security).toEqual([{ token: [] }, { session: [role] }]);
    }
  });
});

describe.each([...databases])('what somebody who is signed in does on %s', (kind) => {
  afterEach(() => night.close());

  const takes = (browser: Browser, body: object) => browser.change('post', '/api/cases/CS0000001/take').send(body);

  test('a technician acts as their own person of the directory, and as nobody else', async () => {
    night = await aNightWithACase(kind);
    const kim = await signedIn(night, 'technician', { name: 'Lee, Kim', person: 'kim' });
    expectProblem(await takes(kim, { by: 'alex' }), 403, /You act as "kim"; only a lead may do it for "alex"/);
    const nobody = await signedIn(night, 'technician');
    for (const body of [{}, { by: 'kim' }])
      expectProblem(await takes(nobody, body), 403, /You are not one of the people of the directory/);
    const gone = await signedIn(night, 'technician', { person: 'somebody-who-left' });
    expectProblem(await takes(gone, {}), 403, /You are not one of the people of the directory/);
    expect((await night.case('CS0000001')).case.takenBy).toBeNull();
    expect((await takes(kim, {})).status).toBe(200);
    expect((await night.case('CS0000001')).case.takenBy).toBe('kim');
    const done = (by: object) => kim.change('post', '/api/cases/CS0000001/done').send(by);
    expectProblem(await done({ by: 'pat' }), 403, /only a lead/);
    expect((await done({ by: 'kim' })).status).toBe(200);
  });

  test('a lead acts for another, or as themselves', async () => {
    night = await aNightWithACase(kind);
    const outside = await signedIn(night, 'lead');
    expectProblem(await takes(outside, {}), 400, /say for whom/);
    expectProblem(await takes(outside, { by: 'nobody-known' }), 404, /There is no person "nobody-known"/);
    const pat = await signedIn(night, 'lead', { person: 'pat' });
    expect((await takes(pat, { by: 'alex' })).status).toBe(200);
    expect((await night.case('CS0000001')).case.takenBy).toBe('alex');
    expect((await pat.change('post', '/api/cases/CS0000001/pass').send({ by: 'alex' })).status).toBe(200);
    await night.settled();
    expect((await takes(pat, {})).status).toBe(200);
    expect((await night.case('CS0000001')).case.takenBy).toBe('pat');
  });

  test('what is written down has the name of whoever is signed in, and no other', async () => {
    night = await aNightWithACase(kind);
    const kim = await signedIn(night, 'technician', { name: 'Lee, Kim', person: 'kim' });
    const note = (browser: Browser, body: object) => browser.change('post', '/api/cases/CS0000001/note').send(body);
    expectProblem(await note(kim, { text: 'Rebooted.', by: 'Pat Moss' }), 403, /You are signed in as Kim Lee/);
    expect((await note(kim, { text: 'Rebooted.' })).status).toBe(200);
    expect((await note(kim, { text: 'Twice.', by: 'kim' })).status).toBe(200);
    const admin = await signedIn(night, 'admin', { name: 'Local admin' });
    expectProblem(await note(admin, { text: 'x', by: 'Kim Lee' }), 403, /You are signed in as Local admin/);
    expect((await note(admin, { text: 'Seen.' })).status).toBe(200);
    const [page] = await night.pages();
    const closes = await admin.change('post', `/api/pages/${page?.page.id}/close`).send({ reason: 'A drill.' });
    expect(closes.status).toBe(200);
    const lines = (await night.case('CS0000001')).timeline.map(({ text }) => text);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Note by Kim Lee: Rebooted.',
        'Note by Kim Lee: Twice.',
        'Note by Local admin: Seen.',
        'Closed by Local admin: A drill.',
      ]),
    );
    expect(lines.join()).not.toMatch(/Note by Pat/);
  });

  test('a script with the token says who does it', async () => {
    night = await aNightWithACase(kind);
    for (const path of ['/cases/CS0000001/take', '/cases/CS0000001/done', '/notices/1/end', '/versions/1/approve'])
      expectProblem(await post(night, path).send({}), 400, /^by: say who does it/);
    expectProblem(await post(night, '/cases/CS0000001/note').send({ text: 'x' }), 400, /^by: say who does it/);
  });

  test('who only looks sees no number of a caller, and nothing that one said', async () => {
    night = await aNightWithACase(kind);
    const seenBy = async (role: Role) => {
      const browser = await signedIn(night, role, { person: 'kim' });
      const answers = await Promise.all(
        all
          .filter((route) => route.method === 'get' && mayAct(role, route.role))
          .map((route) => browser.get(`/api${route.path.replace(':number', 'CS0000001')}`)),
      );
      return answers.map((answer) => answer.text).join('\n');
    };
    expect(await seenBy('viewer')).toMatch(/CS0000001/);
    expect(await seenBy('viewer')).not.toMatch(/5550142|bot12/);
    expect(await seenBy('technician')).toMatch(/5550142/);
    expect(await seenBy('technician')).toMatch(/bot12/);
  });

  test('who only looks sees nobody of the directory with a number, nor the lines of a directory that changed', async () => {
    night = await Night.begin(kind, { watchMs: 5000 });
    night.edits('directory.yaml', (text) => text.replaceAll('+16085550111', '+16085550177'));
    await night.passes(30);
    const browsers = { viewer: await signedIn(night, 'viewer'), technician: await signedIn(night, 'technician') };
    const { items } = (await browsers.technician.get('/api/versions')).body;
    const changed = items.find((one: { kind: string }) => one.kind === 'directory');
    const whole = `/api/versions/${changed?.id}`;
    const paths = [
      '/api/people',
      '/api/now',
      '/api/on-call?team=aims',
      '/api/on-call/next?team=aims',
      '/api/on-call/segments?team=aims&from=2026-11-20T00:00:00Z&to=2026-11-24T00:00:00Z',
      '/api/on-call/timeline?from=2026-11-20T00:00:00Z&to=2026-11-24T00:00:00Z',
      '/api/on-call/explain?team=aims',
      '/api/rotas/check',
      '/api/rotas/changes',
      '/api/versions',
      whole,
    ];
    const answersOf = (browser: Browser) => Promise.all(paths.map((path) => browser.get(path)));
    const number = /555-?01(?!00|9[89])\d\d/;
    const [looks, sees] = [await answersOf(browsers.viewer), await answersOf(browsers.technician)];
    for (const answer of looks) expect(answer.text).not.toMatch(number);
    expect(looks.map(({ status }) => status)).toEqual(paths.map((path) => (path === whole ? 403 : 200)));
    expect(looks[2]?.body.people).toEqual([{ id: 'kim', name: 'Kim Lee', phone: '' }]);
    expect(looks[1]?.body.hotline).toBe(night.hotline);
    expect(sees.map(({ status, text }) => status === 200 && number.test(text))).toEqual(
      paths.map((path) => !/next|check|changes/.test(path)),
    );
  });

  test('a recording is heard with a session of its role alone, and not after signing out', async () => {
    night = await aNightWithACase(kind);
    const sid = (await night.case('CS0000001')).recordings[0]?.sid ?? '';
    const link = `/api/recordings/${sid}`;
    const kim = await signedIn(night, 'technician', { person: 'kim' });
    const heard = await kim.get(link);
    expect([heard.status, heard.type]).toEqual([200, 'audio/x-wav']);
    expectProblem(await request(night.app.url).get(link), 401, /Sign in/);
    expectProblem(await (await signedIn(night, 'viewer')).get(link), 403, /needs the role "technician"/);
    const { cookie } = kim;
    expect((await kim.change('delete', '/api/session')).status).toBe(200);
    expectProblem(await request(night.app.url).get(link).set('cookie', cookie), 401, /Sign in/);
    expect((await request(night.app.url).get(`/voice/recordings/${sid}`).set('cookie', cookie)).status).toBe(403);
  });
});
