import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { leavesMessage } from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

const outcomes = async (night: Night) => (await night.calls()).map(({ outcome }) => outcome);

/** Calls, and hears the greeting and no notice. */
async function hearsNoNotice(caller: Telephone): Promise<void> {
  const before = caller.phone.heard.length;
  await caller.dials();
  await caller.hears(/is this a critical work stoppage/, 15);
  expect(caller.phone.heard.slice(before).join(' ')).not.toMatch(/just hang up/);
  await caller.hangsUp();
}

story('a lead sets a notice by text, and a caller hears it and hangs up', async ({ night, caller, stranger, pat }) => {
  await pat.texts('notice: The network is down until noon. until 12:00');
  await pat.getsText(
    /^Callers hear from now until Sat 21 Nov 12:00: "The network is down until noon\." To end it, reply: notice off$/,
  );
  await caller.dials();
  await caller.hears(/You have reached the DoIT help desk hotline/);
  await caller.hears(
    /^The network is down until noon\. If that is what you call about, just hang up\. Press 1 if yours is different/,
  );
  await night.passes(9);
  await caller.hangsUp();
  expect(await outcomes(night)).toEqual(['told of a notice']);
  expect((await night.api('/cases/CS0000001')).status).toBe(404);
  // Something different, and silence: both go on to the ordinary question.
  await stranger.dials();
  await stranger.hears(/Press 1 if yours is different/);
  await stranger.presses('1');
  await stranger.hears(/is this a critical work stoppage/);
  await stranger.presses('2');
  await leavesMessage(night, stranger, 'This is Bo. My screen flickers.');
  await stranger.hears(/Your case number is/, 60);
  await stranger.isHungUp();
  await caller.dials();
  await caller.hears(/Press 1 if yours is different/);
  await caller.hears(/is this a critical work stoppage/);
  await caller.hangsUp();
  expect(await outcomes(night)).toEqual(['left before saying anything', 'voicemail with case', 'told of a notice']);
});

story('whoever hangs up in the middle of the greeting was told of nothing', async ({ night, caller, pat }) => {
  await pat.texts('notice: The network is down until 12:00');
  await pat.getsText(/"The network is down\."/);
  await caller.dials();
  await night.passes(2);
  await caller.hangsUp();
  expect(await outcomes(night)).toEqual(['left before saying anything']);
});

story('a notice begins and ends by itself, and a lead ends it sooner', async ({ night, caller, robin }) => {
  await robin.texts('Notice: Mail is slow from 3:00 until 4:00');
  await robin.getsText(/Callers hear from Sat 21 Nov 03:00 until Sat 21 Nov 04:00: "Mail is slow\."/);
  await hearsNoNotice(caller);
  await night.passes(3600);
  await caller.dials();
  await caller.hears(/Mail is slow\. If that/);
  await caller.hangsUp();
  await night.passes(3600);
  await hearsNoNotice(caller);
  await robin.texts('notice');
  await robin.getsText(/Callers hear no notice\. Write for example: notice: The network is down until 12:00/);
  await robin.texts('notice: Mail is slow. until tomorrow 7:00');
  await robin.getsText(/until Sun 22 Nov 07:00/);
  await robin.texts('Notice off');
  await robin.getsText(/Callers do not hear any more: "Mail is slow\."/);
  await hearsNoNotice(caller);
  await robin.texts('notice off');
  await robin.getsText(/There was no notice to end/);
});

story('a notice that is not set: the answer says why', async ({ night, caller, kim, pat }) => {
  await kim.texts('notice: All is well until 12:00');
  await kim.getsText(/The notice was not set\. Only a lead may set or end a notice\./);
  await pat.texts('notice: The network is down');
  await pat.getsText(/The notice was not set\. It needs words and a time\. Write for example/);
  await pat.texts('notice: The network is down until it is mended');
  await pat.getsText(/"it is mended" is no time that we can read/);
  await pat.texts('notice: The network is down until 2026-11-20 12:00');
  await pat.getsText(/It would end before it begins/);
  await pat.texts('notice: The network is down until 2027-11-20 12:00');
  await pat.getsText(/It would last for more than 31 days/);
  await pat.texts(`notice: ${'The network is down. '.repeat(9)} until 12:00`);
  await pat.getsText(/It has 187 characters; at most 160 are spoken/);
  expect((await night.api('/notices')).json).toEqual({ items: [], next: null });
  await hearsNoNotice(caller);
});

story(
  'a notice is set and ended by the API, and the one that was set last is heard',
  async ({ night, caller, pat }) => {
    await pat.texts('notice: Mail is slow until 12:00');
    await pat.getsText(/Mail is slow/);
    const wish = { text: 'The network is down.', until: '2026-11-21T18:00:00Z', by: 'Robin Hale' };
    await night.passes(1);
    const { status, json } = await night.api('/notices', wish);
    expect(status).toBe(200);
    const { id }: { id: string } = json;
    expect(json).toMatchObject({ text: 'The network is down', setBy: 'Robin Hale', endedAt: null });
    await caller.dials();
    await caller.hears(/^The network is down\. If that/);
    await caller.hangsUp();
    expect((await night.api(`/notices/${id}/end`, { by: 'Robin Hale' })).json).toEqual({ ended: true });
    expect((await night.api(`/notices/${id}/end`, { by: 'Robin Hale' })).status).toBe(409);
    expect((await night.api('/notices/none/end', { by: 'Robin Hale' })).status).toBe(404);
    expect((await night.api('/notices', { ...wish, until: '2026-11-20T18:00:00Z' })).status).toBe(400);
    await caller.dials();
    await caller.hears(/^Mail is slow\. If that/);
    await caller.hangsUp();
    const list: { items: object[] } = (await night.api('/notices')).json;
    expect(list.items).toMatchObject([
      { text: 'The network is down', endedBy: 'Robin Hale' },
      { text: 'Mail is slow', setBy: 'Pat Moss', from: '2026-11-21T08:00:00.000Z', until: '2026-11-21T18:00:00.000Z' },
    ]);
  },
);

story(
  'a notice of the directory is heard in its time',
  async ({ night, caller }) => {
    await hearsNoNotice(caller);
    await night.passes(3600);
    await caller.dials();
    await caller.hears(/^The mail server is being moved\. If that/);
    await night.passes(9);
    await caller.hangsUp();
    await night.passes(3600);
    await hearsNoNotice(caller);
    expect(await outcomes(night)).toContain('told of a notice');
  },
  {
    schedules: {
      'directory.yaml': (text) =>
        `${text}notices:\n  - { say: The mail server is being moved., from: "2026-11-21 03:00", until: "2026-11-21 04:00" }\n`,
    },
  },
);

story(
  'in open hours a notice comes before the day desk is rung',
  async ({ caller, desk, pat }) => {
    await pat.texts('notice: The network is down until 12:00');
    await pat.getsText(/network/);
    await caller.dials();
    await caller.hears(/Press 1 if yours is different/);
    expect(desk.phone.rings).toHaveLength(0);
    await caller.presses('1');
    await desk.rings();
    await caller.hangsUp();
  },
  { startsAt: Date.UTC(2026, 10, 20, 16, 0, 0) },
);
