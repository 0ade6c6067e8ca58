/** The lifeboat by the API: written from the rotas in force, and what it was last written for. */
import type { Context } from '../actions/context.ts';
import { crewNow, forgetLifeboat, noteLifeboat } from '../actions/lifeboat.ts';
import { nameOf } from '../actions/people.ts';
import { type CrewMember, lifeboatFault, lifeboatFaultWords } from '../domain/lifeboat.ts';
import { lifeboatAnswer, lifeboatBody, lifeboatFilesAnswer, lifeboatForgottenAnswer } from '../domain/outsideApi.ts';
import { lifeboatOf } from '../store/read/lifeboatOf.ts';
import { hashOf } from './door.ts';
import { iso } from './iso.ts';
import { type Route, route } from './route.ts';

export const lifeboatRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/lifeboat',
    role: 'viewer',
    about: 'When the lifeboat was last written, for whom, and whether that is still right.',
    query: null,
    body: null,
    answer: lifeboatAnswer,
    handle: async (context) => {
      const row = await lifeboatOf(context.store.read);
      if (row === null) return { written: null };
      const fault = lifeboatFault(row, context.clock.now());
      const { onCall, leads } = row.crew;
      return {
        written: {
          at: iso(row.writtenAt),
          onCall: named(context, onCall),
          leads: named(context, leads),
          answerHash: row.answerHash,
          fault: fault === null ? null : `The lifeboat ${lifeboatFaultWords[fault]}.`,
        },
      };
    },
  }),
  route({
    method: 'post',
    path: '/lifeboat',
    role: 'admin',
    about: 'Writes the documents of the lifeboat for those on call now who agreed to it, to be kept elsewhere.',
    query: null,
    body: lifeboatBody,
    answer: lifeboatFilesAnswer,
    handle: async (context, { body }) => {
      const { addresses, inForce, hotlineNumber, clock } = context;
      const { crew, without } = crewNow(inForce, clock.now());
      const rounds = [crew.onCall, crew.leads].map((members) => members.map(({ phone }) => phone));
      const urls = { ...body, recorded: addresses.lifelineRecorded, callerId: hotlineNumber };
      const documents = context.read.renderLifeboat(inForce.directory.hotline.name, rounds, urls);
      const row = await noteLifeboat(context, crew, hashOf(documents.answer));
      return {
        writtenAt: iso(row.writtenAt),
        onCall: named(context, crew.onCall),
        leads: named(context, crew.leads),
        without: without.map((id) => ({ id, name: nameOf(inForce.directory, id) })),
        files: Object.entries(documents).map(([name, text]) => ({ name: `${name}.xml`, text })),
      };
    },
  }),
  route({
    method: 'post',
    path: '/lifeboat/forget',
    role: 'admin',
    about: 'Nobody keeps a lifeboat any more: nothing is watched until it is written again.',
    query: null,
    body: null,
    answer: lifeboatForgottenAnswer,
    handle: async (context) => {
      await forgetLifeboat(context);
      return { forgotten: true as const };
    },
  }),
];

function named({ inForce }: Context, members: readonly CrewMember[]) {
  return members.map(({ person }) => ({ id: person, name: nameOf(inForce.directory, person) }));
}

/** The part of /readyz: never red for those who have no lifeboat. */
export async function lifeboatPart({ store, clock }: Context): Promise<{ ok: boolean; why: string }> {
  const row = await lifeboatOf(store.read);
  if (row === null) return { ok: true, why: 'None was written; see docs/lifeboat.md.' };
  const fault = lifeboatFault(row, clock.now());
  const written = `It was written at ${iso(row.writtenAt)}.`;
  return fault === null
    ? { ok: true, why: written }
    : { ok: false, why: `It ${lifeboatFaultWords[fault]}. ${written} Write it anew: npm run lifeboat.` };
}
