/** What is done with a case from the page or a script. */
import { z } from 'zod';
import { type AfterAct, afterAcceptingNow } from '../actions/afterAccepting.ts';
import { closeCaseNow } from '../actions/closeCase.ts';
import { nameOf } from '../actions/people.ts';
import { noteCaseNow, takeCaseNow } from '../actions/workOnCase.ts';
import { whyNotClosed } from '../domain/allowed.ts';
import { closeBody, decideBody, listOf, wholeCaseAnswer } from '../domain/api.ts';
import { casesQuery, listedCaseAnswer } from '../domain/caseApi.ts';
import { mayAct } from '../domain/identity.ts';
import { noteBody } from '../domain/nowApi.ts';
import { listCases, oneCase, withPromises } from '../store/read/cases.ts';
import { inNameOf, nameOfActor } from './actor.ts';
import { presentListedCase, presentWholeCase } from './present.ts';
import { Problem } from './problem.ts';
import { found, type Route, route } from './route.ts';

function refuse(why: string | null): void {
  if (why === whyNotClosed) throw new Problem(403, why);
  if (why !== null) throw new Problem(why.startsWith('There is no') ? 404 : 409, why);
}

const instantOf = (iso: string | undefined) => (iso === undefined ? undefined : Date.parse(iso));

const aboutAfter = {
  call: 'Rings whoever has the case (`by`, a short name of the directory) and connects them with the caller.',
  pass: 'Whoever has the case (`by`) hands it back: others are woken. They are told of what another one does for them.',
  lead: 'Whoever has the case (`by`) hands it to the lead.',
  done: 'Whoever has the case (`by`) has spoken with the caller: the promise is kept, as stated by them.',
} as const satisfies Record<AfterAct, string>;

export const caseRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/cases',
    role: 'viewer',
    about: 'Cases, newest first; all that is asked for has to be so.',
    query: casesQuery,
    body: null,
    answer: listOf(listedCaseAnswer),
    handle: async ({ store, inForce: { directory } }, { query: { from, to, ...query }, asker }) => {
      const { role } = asker.who;
      const times = { from: instantOf(from), to: instantOf(to) };
      const searchIn = mayAct(role, 'technician') ? 'all' : 'facts';
      const list = await listCases(store.read, { ...query, ...times, searchIn });
      const items = await withPromises(store.read, list.items);
      return {
        items: items.map((one) => presentListedCase(one, (id) => nameOf(directory, id), role)),
        next: list.next,
      };
    },
  }),
  route({
    method: 'get',
    path: '/cases/:number',
    role: 'technician',
    about: 'One case with its timeline, and the block that the desk pastes into its own system.',
    query: null,
    body: null,
    answer: wholeCaseAnswer,
    handle: async ({ store, inForce }, { id }) =>
      presentWholeCase(found(await oneCase(store.read, id.toUpperCase()), `case "${id}"`), (person) =>
        nameOf(inForce.directory, person),
      ),
  }),
  route({
    method: 'post',
    path: '/cases/:number/take',
    role: 'technician',
    about:
      'Somebody of the directory (`by`) takes the case: its pages end, its phones stop, the others are told. Whoever is given it by another one is texted and rung.',
    query: null,
    body: decideBody,
    answer: z.object({ taken: z.literal(true) }),
    handle: async (context, { id, body, asker }) => {
      refuse(await takeCaseNow(context, id.toUpperCase(), inNameOf(context, asker, body.by)));
      return { taken: true as const };
    },
  }),
  route({
    method: 'post',
    path: '/cases/:number/note',
    role: 'technician',
    about: 'Adds a line to the timeline of a case.',
    query: null,
    body: noteBody,
    answer: z.object({ noted: z.literal(true) }),
    handle: async (context, { id, body, asker }) => {
      refuse(await noteCaseNow(context, id.toUpperCase(), nameOfActor(context, asker, body.by), body.text));
      return { noted: true as const };
    },
  }),
  ...(['call', 'pass', 'lead', 'done'] as const).map((act) =>
    route({
      method: 'post',
      path: `/cases/:number/${act}`,
      role: 'technician',
      about: aboutAfter[act],
      query: null,
      body: decideBody,
      answer: z.object({ answer: z.string() }),
      handle: async (context, { id, body, asker }) => {
        const done = await afterAcceptingNow(context, id.toUpperCase(), act, inNameOf(context, asker, body.by));
        if ('refused' in done) throw new Problem(done.refused.startsWith('There is no') ? 404 : 409, done.refused);
        return done;
      },
    }),
  ),
  route({
    method: 'post',
    path: '/cases/:number/close',
    role: 'technician',
    about:
      'A human closes a case: nobody is looked for any more, and whoever was woken for it or has it is told. Of technicians, only who has it.',
    query: null,
    body: closeBody,
    answer: z.object({ closed: z.literal(true) }),
    handle: async (context, { id, body, asker }) => {
      const by = nameOfActor(context, asker, body.by);
      const ifTakenBy = mayAct(asker.who.role, 'lead') ? null : (asker.who.person ?? '');
      const { person } = asker.who;
      refuse(await closeCaseNow(context, id.toUpperCase(), { by, person, reason: body.reason, ifTakenBy }));
      return { closed: true as const };
    },
  }),
];
