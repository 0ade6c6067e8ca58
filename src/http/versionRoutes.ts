/** Files that were held back: what they change, and what may be done with them. */
import { changesAnswer, wholeVersionAnswer } from '../domain/changesApi.ts';
import { consoleLimits } from '../domain/consoleLimits.ts';
import { mayAct } from '../domain/identity.ts';
import { decidedVersions, oneVersion, waitingVersions } from '../store/read/versions.ts';
import { presentVersion } from './present.ts';
import { presentWaiting, presentWholeVersion } from './presentVersion.ts';
import { Problem } from './problem.ts';
import { found, type Route, route } from './route.ts';

export const versionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/versions/:id',
    role: 'viewer',
    about:
      'One version, with the difference of its text and of what was in force before it; one of the directory, which has numbers, is for technicians.',
    query: null,
    body: null,
    answer: wholeVersionAnswer,
    handle: async ({ store }, { id, asker }) => {
      const whole = found(await oneVersion(store.read, id), `version "${id}"`);
      if (whole.version.kind === 'directory' && !mayAct(asker.who.role, 'technician'))
        throw new Problem(
          403,
          'The lines of a directory have numbers of people: they are shown from the role "technician" on.',
        );
      return presentWholeVersion(whole);
    },
  }),
  route({
    method: 'get',
    path: '/rotas/changes',
    role: 'viewer',
    about: 'Changed files that are held back and wait for a decision or a correction, and those a human decided last.',
    query: null,
    body: null,
    answer: changesAnswer,
    handle: async ({ store, timezone }) => {
      const [held, decided] = await Promise.all([
        waitingVersions(store.read),
        decidedVersions(store.read, consoleLimits.decidedShown),
      ]);
      return { zone: timezone, held: held.map(presentWaiting), decided: decided.map(presentVersion) };
    },
  }),
];
