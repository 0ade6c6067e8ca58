/** Every way in which a request to the carrier can fail, for each kind of attempt: nothing is lost, nothing happens twice. */
import { expect } from 'vitest';
import type { RestFault, RestSeen } from '../../src/exchange/faults.ts';
import { isWoken, leavesCritical, saysCritical, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

const faults: readonly RestFault[] = ['serverError', 'tooMany', 'hang', 'reset', 'answerLost', 'garbage', 'noSid'];

const requests = {
  ring: (seen: RestSeen) => seen.method === 'POST' && seen.path.endsWith('/Calls.json'),
  text: (seen: RestSeen) => seen.method === 'POST' && seen.path.endsWith('/Messages.json'),
  stop: (seen: RestSeen) => seen.method === 'POST' && /\/Calls\/CA\w+\.json$/.test(seen.path),
} as const;

/** The next request of this kind fails; resolves when it has come. */
function failsOnce({ night }: Scene, kind: keyof typeof requests, how: RestFault): Promise<void> {
  return new Promise((resolve) => {
    const matches = (seen: RestSeen) => {
      if (!requests[kind](seen)) return false;
      resolve();
      return true;
    };
    night.exchange.faults.failRest(matches, how, { times: 1 });
  });
}

async function callsAndSpeaks({ night, caller }: Scene): Promise<void> {
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await night.passes(15);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
}

for (const how of faults) {
  for (const kind of ['ring', 'text'] as const)
    story(
      `the first ${kind} meets "${how}" at the carrier: it comes once`,
      async (scene) => {
        const { night, caller, kim } = scene;
        await callsAndSpeaks(scene);
        const failed = failsOnce(scene, kind, how);
        caller.phone.hangUp();
        await failed;
        await night.passesUnsettled(6);
        await night.passes(25);
        await isWoken(kim, /CS0000001.*Reply 47/, 1);
        expect(kim.told).toHaveLength(1);
        await takesByText(kim);
        const [page] = await night.pages();
        expect(page?.attempts.map((row) => row.state)).not.toContain('unknown');
        expect(page?.attempts.map((row) => row.state)).not.toContain('refused');
      },
      { untold: true },
    );

  story(
    `the stop of a ring meets "${how}" at the carrier: the phone falls silent`,
    async (scene) => {
      const { night, caller, kim } = scene;
      await leavesCritical(night, caller);
      await caller.hangsUp();
      await isWoken(kim);
      const failed = failsOnce(scene, 'stop', how);
      kim.phone.text(night.hotline, '47');
      await failed;
      await night.passesUnsettled(6);
      await night.passes(4);
      await kim.getsText(/You have taken CS0000001/);
      expect(kim.phone.rings).toMatchObject([{ outcome: 'canceled' }]);
    },
    { untold: true },
  );
}
