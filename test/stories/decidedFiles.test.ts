/** What leads decide about changed files, and what must not happen by itself. */
import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { story } from '../night/story.ts';

const DAY = 86_400;

async function edits(night: Night, file: string, change: (text: string) => string): Promise<void> {
  await night.passes(1);
  night.edits(file, change);
  await looks(night);
}

async function looks(night: Night): Promise<void> {
  await night.app.lookAtFiles();
  await night.settled();
}

async function onCall(night: Night, team = 'aims'): Promise<string> {
  const answer: { people: { id: string }[] } = (await night.api(`/on-call?team=${team}`)).json;
  return answer.people.map(({ id }) => id).join();
}

/** State of the newest version of a file, and its id. */
async function newest(
  night: Night,
  name: string,
): Promise<{ id: string; state: string; why: string | null; changes: string[] }> {
  const list: { items: { id: string; name: string; state: string; why: string | null; changes: string[] }[] } = (
    await night.api('/versions')
  ).json;
  const found = list.items.find((one) => one.name === name);
  if (!found) throw new Error(`there is no version of ${name}`);
  return found;
}

const toJo = (text: string) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Jo Doe');
const addJo = (text: string) => text.replace('people:', 'people:\n  jo: { name: Jo Doe, phone: "+16085550119" }');

story('what a lead has rejected stays rejected, also when its reason has gone', async ({ night, pat }) => {
  night.names(/alarm: a changed file is held back/);
  await edits(night, 'aims.ics', toJo);
  await pat.getsText(/aims\.ics is held back.*Reply 47/);
  await pat.texts('47 no');
  await pat.getsText(/is rejected/);
  const check: { items: { kind: string; text: string }[] } = (await night.api('/rotas/check')).json;
  expect(check.items.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'held: aims.ics was rejected by Pat Moss by text; while the file is as it was then, the one before it counts.',
  ]);
  await edits(night, 'directory.yaml', addJo);
  await looks(night);
  expect(await onCall(night)).toBe('kim');
  await night.stops();
  await night.starts();
  await looks(night);
  expect(await onCall(night)).toBe('kim');
  // Another text of the file is judged anew.
  await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Jo Doe', 'SUMMARY:Jo Doe\r\nX-NOTE:new'));
  expect(await onCall(night)).toBe('jo');
});

story('what is held back for a name comes into force by itself once the directory knows it', async ({ night, pat }) => {
  night.names(/alarm: a changed file is held back/);
  await edits(night, 'aims.ics', toJo);
  await pat.getsText(/aims\.ics is held back/);
  await edits(night, 'directory.yaml', addJo);
  expect(await onCall(night)).toBe('jo');
  expect((await newest(night, 'directory')).changes).toEqual(['Jo Doe is new']);
});

story(
  'the same question is asked once: not after a restart, an hour, or a change of another file',
  async ({ night, pat }) => {
    night.names(/alarm: (a changed file is held back|nobody is on call)/);
    await edits(night, 'aims.ics', (text) => text.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261120T000000Z'));
    await pat.getsText(/aims\.ics is held back.*from Mon 23 Nov 18:00 to Tue 24 Nov 07:00.*Reply 47/);
    await night.passes(3600);
    await edits(night, 'directory.yaml', (text) => `# a word of the lead\n${text}`);
    await looks(night);
    await night.stops();
    await night.starts();
    await looks(night);
    await pat.texts('47');
    await pat.getsText(/aims\.ics is in force now/);
    await looks(night);
    await pat.getsText(/nobody is on call/);
  },
);

story('an approved fault on another line is no new fault', async ({ night, pat }) => {
  night.names(/alarm: (a changed file is held back|nobody is on call)/);
  await edits(night, 'aims.ics', toJo);
  await pat.getsText(/Reply 47/);
  await pat.texts('47');
  await pat.getsText(/in force now/);
  await looks(night);
  await pat.getsText(/nobody is on call/);
  await edits(night, 'aims.ics', (text) => text.replace('VERSION:2.0', 'VERSION:2.0\r\nX-WR-CALNAME:AIMS'));
  expect((await newest(night, 'aims.ics')).state).toBe('inForce');
});

story(
  'what comes with a held file waits with it, and a lead who approves gets what was told',
  async ({ night, pat, robin }) => {
    night.names(/alarm: a changed file is held back/);
    const swap = (who: string) =>
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:s\r\nDTSTART;TZID=America/Chicago:20261120T180000\r\nDTEND;TZID=America/Chicago:20261123T080000\r\nSUMMARY:${who}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:t\r\nDTSTART;TZID=America/Chicago:20261123T080000\r\nDTEND;TZID=America/Chicago:20261123T090000\r\nSUMMARY:Jo Doe\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    night.writes('swaps.ics', swap('Alex Roe'));
    await edits(night, 'directory.yaml', (text) =>
      text.replace('rota: aims.ics,', 'rota: aims.ics, overrides: swaps.ics,'),
    );
    await pat.getsText(/directory\.yaml is held back.*now Alex Roe.*Reply 47/);
    await robin.getsText(/directory\.yaml is held back/);
    expect((await newest(night, 'swaps.ics')).state).toBe('quarantined');
    night.writes('swaps.ics', swap('Sam Diaz'));
    await looks(night);
    await pat.getsText(/directory\.yaml is held back.*now Sam Diaz.*Reply 48/);
    await robin.getsText(/now Sam Diaz/);
    await pat.texts('47');
    await pat.getsText(/is over, because its file has changed since/);
    expect(await onCall(night)).toBe('kim');
    await pat.texts('48');
    await pat.getsText(/directory is in force now/);
    await night.passes(2);
    await looks(night);
    expect(await onCall(night)).toBe('sam');
  },
);

story('two files that are right only together come into force together', async ({ night }) => {
  night.edits('hours.yaml', (text) => text.replace('partners:', 'contract:'));
  night.edits('directory.yaml', (text) =>
    text.replace('lead: pat, policy: standard', 'lead: pat, policy: standard, desk: contract'),
  );
  await looks(night);
  expect((await newest(night, 'directory')).state).toBe('inForce');
  expect((await newest(night, 'hours')).state).toBe('inForce');
  await night.stops();
  await night.starts();
  expect(await onCall(night)).toBe('kim');
});

story(
  'two approvals that do not fit together do not stop the service: the later one is held back',
  async ({ night, pat, robin }) => {
    night.names(/alarm: (a changed file is held back|a version does not fit)/);
    const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const open = week.map((day) => `      ${day}: { from: "00:00", to: "00:00" }\n`).join('');
    await edits(night, 'hours.yaml', (text) => `${text}  night:\n    spoken: always\n    open:\n${open}`);
    await edits(night, 'directory.yaml', (text) => text.replace('lead: robin,', 'lead: robin, desk: night,'));
    await pat.getsText(/directory\.yaml is held back.*Reply 47/);
    await robin.getsText(/directory\.yaml is held back/);
    await edits(night, 'hours.yaml', (text) =>
      text.replace(/ {2}night:[\s\S]*/, '').replace(/open:[\s\S]*?closed:/, `open:\n${open}    closed:`),
    );
    await pat.getsText(/hours\.yaml is held back.*required cover would shrink/);
    await robin.getsText(/hours\.yaml is held back/);
    for (const id of [(await newest(night, 'directory')).id, (await newest(night, 'hours')).id])
      expect((await night.api(`/versions/${id}/approve`, { by: 'Ann' })).status).toBe(200);
    await looks(night);
    expect(await onCall(night)).toBe('kim');
    await pat.getsText(/hours\.yaml is held back.*"night" is not one of the desks.*Correct the file/);
    await robin.getsText(/hours\.yaml is held back/);
    await night.stops();
    await night.starts();
    await looks(night);
    expect(await onCall(night, 'ds')).toBe('sam');
  },
);

story('a folder that is away for a minute is told to nobody; a file that stays away is', async ({ night, pat }) => {
  night.names(/alarm: a changed file is held back/);
  night.removes('aims.ics');
  await looks(night);
  await night.passes(60);
  await looks(night);
  expect(await onCall(night)).toBe('kim');
  await night.passes(120);
  await looks(night);
  await pat.getsText(/aims\.ics is held back.*cannot be read.*Correct the file\.$/);
  const held = await newest(night, 'aims.ics');
  const approved = await night.api(`/versions/${held.id}/approve`, { by: 'Ann' });
  expect(approved.status).toBe(409);
  expect(await onCall(night)).toBe('kim');
});

story('hours that are open all week are held back: nobody would have to be on call', async ({ night, pat, robin }) => {
  night.names(/alarm: a changed file is held back/);
  await edits(night, 'hours.yaml', (text) =>
    text.replace(
      /open:[\s\S]*?closed:/,
      `open:\n${['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => `      ${day}: { from: "00:00", to: "00:00" }\n`).join('')}    closed:`,
    ),
  );
  await pat.getsText(
    /hours\.yaml is held back.*AIMS: required cover would shrink to 24 h of the next 14 days, from 237 h/,
  );
  await robin.getsText(/hours\.yaml is held back/);
});

story('a changed number and another lead are told in words', async ({ night }) => {
  await edits(night, 'directory.yaml', (text) =>
    text
      .replace('name: Alex Roe, phone: "+16085550112"', 'name: Alex Roe, phone: "+16085550118"')
      .replace('lead: robin', 'lead: pat'),
  );
  expect((await newest(night, 'directory')).changes).toEqual([
    'Alex Roe: 608-555-0118, was 608-555-0112',
    'DS: the lead is Pat Moss, was Robin Hale',
  ]);
});

story(
  'a version that can be read no more is read from its file, and no other comes in with it',
  async ({ night, pat }) => {
    night.names(/alarm: (a changed file is held back|what was in force cannot be read)/);
    await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Jo Doe'));
    await pat.getsText(/aims\.ics is held back.*Reply 47/);
    await night.app.context.store.transact(async (tx) => {
      const { sqlOf } = await import('../../src/store/handle.ts');
      await sqlOf(tx)('versions')
        .where({ kind: 'flow', name: 'page' })
        .update({ text: 'written: by an older program', hash: 'old' });
    });
    await night.stops();
    await night.starts();
    expect(await onCall(night)).toBe('kim');
    await night.passes(DAY);
    expect(await onCall(night)).toBe('kim');
  },
);

/** What an older program wrote, which this one cannot read. */
async function breaks(night: Night, which: Record<string, string>): Promise<void> {
  await night.app.context.store.transact(async (tx) => {
    const { sqlOf } = await import('../../src/store/handle.ts');
    await sqlOf(tx)('versions').where(which).update({ text: 'written: by an older program', hash: 'old' });
  });
}

story('a past that cannot be worked out any more holds back nothing that is in force', async ({ night }) => {
  await night.passes(60);
  const kim = await newest(night, 'aims.ics');
  await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Kim Lee', 'SUMMARY:Alex Roe'));
  await breaks(night, { id: kim.id });
  await night.stops();
  await night.starts();
  expect(await onCall(night)).toBe('alex');
  await edits(night, 'ds.ics', (text) => text.replace('SUMMARY:Sammy', 'SUMMARY:Alex Roe'));
  await edits(night, 'aims.ics', (text) => text.replace('SUMMARY:Alex Roe', 'SUMMARY:Sam Diaz'));
  expect([await onCall(night), await onCall(night, 'ds')]).toEqual(['sam', 'alex']);
});

story(
  'two versions that can be read no more are read from their files, and what was rejected stays out',
  async ({ night, pat }) => {
    night.names(/alarm: (a changed file is held back|what was in force cannot be read)/);
    await edits(night, 'aims.ics', toJo);
    await pat.getsText(/aims\.ics is held back/);
    await pat.texts('47 no');
    await pat.getsText(/is rejected/);
    await breaks(night, { kind: 'flow' });
    await night.stops();
    await night.starts();
    await looks(night);
    expect(await onCall(night)).toBe('kim');
  },
);

story('what comes with a held version is decided with it, also by its own id', async ({ night, pat, robin }) => {
  night.names(/alarm: a changed file is held back/);
  night.writes(
    'swaps.ics',
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:s\r\nDTSTART;TZID=America/Chicago:20261120T180000\r\nDTEND;TZID=America/Chicago:20261123T080000\r\nSUMMARY:Jo Doe\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  );
  await edits(night, 'directory.yaml', (text) =>
    text.replace('rota: aims.ics,', 'rota: aims.ics, overrides: swaps.ics,'),
  );
  await pat.getsText(/directory\.yaml is held back/);
  await robin.getsText(/directory\.yaml is held back/);
  const { id } = await newest(night, 'swaps.ics');
  expect((await night.api(`/versions/${id}/reject`, { by: 'Ann' })).status).toBe(200);
  await pat.texts('47');
  await pat.getsText(/was rejected already/);
  await looks(night);
  expect(await onCall(night)).toBe('kim');
  expect((await newest(night, 'directory')).state).toBe('rejected');
});

story('a rejected directory does not come in with a rota that is torn', async ({ night, pat, robin }) => {
  night.names(/alarm: a changed file is held back/);
  const shift = (who: string) =>
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:s\r\nDTSTART;TZID=America/Chicago:20261001T080000\r\nDTEND;TZID=America/Chicago:20270901T080000\r\nSUMMARY:${who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  night.writes('new.ics', shift('Jo Doe'));
  await edits(night, 'directory.yaml', (text) => text.replace('rota: aims.ics,', 'rota: new.ics,'));
  await pat.getsText(/directory\.yaml is held back/);
  await robin.getsText(/directory\.yaml is held back/);
  await pat.texts('47 no');
  await pat.getsText(/is rejected/);
  night.writes('new.ics', shift('Sam Diaz'));
  await looks(night);
  await edits(night, 'aims.ics', (text) => text.slice(0, 60));
  await pat.getsText(/aims\.ics is held back.*Correct the file\.$/);
  expect(await onCall(night)).toBe('kim');
});

story('a rejected file that is away for a while and comes back is still rejected', async ({ night, pat }) => {
  night.names(/alarm: a changed file is held back/);
  await edits(night, 'aims.ics', toJo);
  await pat.getsText(/aims\.ics is held back/);
  await pat.texts('47 no');
  await pat.getsText(/is rejected/);
  let text = '';
  night.edits('aims.ics', (before) => {
    text = before;
    return `${before} `;
  });
  night.removes('aims.ics');
  await looks(night);
  await night.passes(180);
  await looks(night);
  await pat.getsText(/cannot be read/);
  night.writes('aims.ics', text);
  await edits(night, 'directory.yaml', addJo);
  await looks(night);
  expect(await onCall(night)).toBe('kim');
});

story('a change with which nothing is wrong does not wait for one that is held', async ({ night, pat, robin }) => {
  night.names(/alarm: a changed file is held back/);
  night.edits('aims.ics', toJo);
  night.edits('hours.yaml', (text) => text.replace('why: Inventory', 'why: Stocktaking'));
  night.edits('directory.yaml', (text) =>
    text.replace('lead: robin, policy: standard', 'lead: robin, policy: standard, desk: nowhere'),
  );
  await looks(night);
  expect((await newest(night, 'hours')).state).toBe('inForce');
  await pat.getsText(/directory\.yaml is held back.*"nowhere" is not one of the desks/);
  await robin.getsText(/directory\.yaml is held back/);
  await pat.getsText(/aims\.ics is held back/);
});

story('a holiday that is moved is told in words', async ({ night }) => {
  await edits(night, 'holidays.ics', (text) => text.replace('20201225', '20200106'));
  expect((await newest(night, 'holidays.ics')).changes).toEqual([
    'AIMS: the desk is open Fri 25 Dec 07:00 to 18:00, was closed',
    'AIMS: the desk is closed Wed 6 Jan 07:00 to 18:00, was open',
  ]);
});
