/** What is going on, in one answer: the page that is open at night asks nothing else. */
import type { z } from 'zod';
import { nextChange } from '../actions/askRotas.ts';
import type { Context } from '../actions/context.ts';
import { nameOf } from '../actions/people.ts';
import { consoleLimits } from '../domain/consoleLimits.ts';
import type { Role } from '../domain/identity.ts';
import { nowAnswer } from '../domain/nowApi.ts';
import type { Carrier } from '../domain/ports.ts';
import { onePage, type WholePage } from '../store/read/pages.ts';
import { openCalls, openedAmong, runningNotices, runningPages, runningPromises } from '../store/read/running.ts';
import { countHeld } from '../store/read/versions.ts';
import type { DemoControl } from './demo.ts';
import { iso } from './iso.ts';
import { presentNotice } from './noticeRoutes.ts';
import { presentCall, presentWholePage } from './present.ts';
import { presentOnCall } from './presentRota.ts';
import type { Alarm } from './recentAlarms.ts';
import { type Route, route } from './route.ts';

export interface NowOptions {
  demo: DemoControl | null;
  carrier: Carrier['name'];
  /** Newest first. */
  alarms: readonly Alarm[];
}

const hourMs = 3_600_000;

export function nowRoutes({ carrier, demo, alarms }: NowOptions): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/now',
      role: 'viewer',
      about: 'Who is on call and who comes next, calls, pages and promises that are not over, notices and alarms.',
      query: null,
      body: null,
      answer: nowAnswer,
      handle: async (context, { asker }) => ({
        ...(await running(context, asker.who.role)),
        zone: context.timezone,
        hotline: context.hotlineNumber,
        carrier,
        demo: demo !== null,
        teams: teamsNow(context),
        alarms: alarms.map(({ at, ...alarm }) => ({ at: iso(at), ...alarm })),
      }),
    }),
  ];
}

function teamsNow(context: Context) {
  const at = context.clock.now();
  return Object.entries(context.inForce.directory.teams).map(([id, { name }]) => {
    const next = nextChange(context.inForce, id, at);
    const answerAt = (instant: number) => presentOnCall(context, id, instant);
    return { id, name, onCall: answerAt(at), next: next === null ? null : answerAt(next) };
  });
}

async function running({ store: { read }, clock, inForce: { directory } }: Context, role: Role) {
  const at = clock.now();
  const recent = at - consoleLimits.recentHours * hourMs;
  const [calls, pages, promises, notices, held] = await Promise.all([
    openCalls(read, at - consoleLimits.callHours * hourMs),
    runningPages(read, recent).then((rows) => Promise.all(rows.map((row) => onePage(read, row.id)))),
    runningPromises(read, recent),
    runningNotices(read, at),
    countHeld(read),
  ]);
  const opened = await openedAmong(
    read,
    calls.flatMap(({ caseNumber }) => caseNumber ?? []),
  );
  const whole = pages.filter((one): one is WholePage => one !== null);
  const people = [
    ...whole.flatMap(({ page, attempts }) => [page.acceptedBy, ...attempts.map((one) => one.person)]),
    ...promises.map((one) => one.owner),
  ];
  return {
    at: iso(at),
    calls: calls.map((one) => ({ ...presentCall(one, role), opened: opened.has(one.caseNumber ?? '') })),
    pages: whole.map(presentWholePage),
    promises: promises.map(
      ({ caseNumber, givenAt, dueAt, owner, state }): z.input<typeof nowAnswer>['promises'][number] => ({
        caseNumber,
        owner,
        state,
        givenAt: iso(givenAt),
        dueAt: iso(dueAt),
      }),
    ),
    notices: notices.map(presentNotice),
    held,
    names: Object.fromEntries(people.flatMap((id) => (id === null ? [] : [[id, nameOf(directory, id)]]))),
  };
}
