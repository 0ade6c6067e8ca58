/** The lifeboat by the API: written from the rotas in force, and what it was last written for. */
import type { z } from 'zod';
import type { Context } from '../actions/context.ts';
import { crewNow, forgetLifeboat, noteLifeboat } from '../actions/lifeboat.ts';
import { nameOf } from '../actions/people.ts';
import { type CrewMember, lifeboatDocuments, lifeboatFault, lifeboatFaultWords } from '../domain/lifeboat.ts';
import {
  lifeboatAnswer,
  lifeboatBody,
  lifeboatFilesAnswer,
  lifeboatForgottenAnswer,
  lifeboatWrittenAnswer,
  lifeboatWrittenBody,
} from '../domain/outsideApi.ts';
import { lifeboatOf } from '../store/read/lifeboatOf.ts';
import { hashOf } from './door.ts';
import { iso } from './iso.ts';
import { Problem } from './problem.ts';
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
          hash: row.answerHash,
          fault: fault === null ? null : `The lifeboat ${lifeboatFaultWords[fault]}.`,
        },
      };
    },
  }),
  route({
    method: 'post',
    path: '/lifeboat',
    role: 'admin',
    about: 'The documents of the lifeboat for those on call now who agreed to it, to be kept elsewhere.',
    query: null,
    body: lifeboatBody,
    answer: lifeboatFilesAnswer,
    handle: async (context, { body }) => {
      const { crew, without, documents, hash } = drawUp(context, body);
      return {
        hash,
        onCall: named(context, crew.onCall),
        leads: named(context, crew.leads),
        without: without.map((id) => ({ id, name: nameOf(context.inForce.directory, id) })),
        files: Object.entries(documents).map(([name, text]) => ({ name: `${name}.xml`, text })),
      };
    },
  }),
  route({
    method: 'post',
    path: '/lifeboat/written',
    role: 'admin',
    about: 'Those documents are on a disk: from now on it is watched that the lifeboat does not grow old.',
    query: null,
    body: lifeboatWrittenBody,
    answer: lifeboatWrittenAnswer,
    handle: async (context, { body: { hash: written, ...named } }) => {
      const { crew, hash } = drawUp(context, named);
      if (hash !== written) throw new Problem(409, 'Whom it rings has changed while it was written; write it anew.');
      return { at: iso((await noteLifeboat(context, crew, hash)).writtenAt) };
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

/** It as it would be now, and the hash by which it is known again. */
function drawUp({ addresses, inForce, hotlineNumber, clock, read }: Context, named: z.infer<typeof lifeboatBody>) {
  const { crew, without } = crewNow(inForce, clock.now());
  const rounds = [crew.onCall, crew.leads].map((members) => members.map(({ phone }) => phone));
  const urls = { ...named, recorded: addresses.lifelineRecorded, callerId: hotlineNumber };
  const documents = read.renderLifeboat(inForce.directory.hotline.name, rounds, urls);
  return { crew, without, documents, hash: lifeboatDocuments.map((name) => hashOf(documents[name])).join(' ') };
}

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
