/** A person closes the page of a call that goes on: nobody is looked for any more, and nothing is promised. */
import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { saysCritical } from '../night/sayings.ts';
import { story } from '../night/story.ts';

async function closesPage(night: Night): Promise<void> {
  const [only] = await night.pages();
  const closed = await night.api(`/pages/${only?.page.id}/close`, { by: 'Pat Moss', reason: 'A known outage.' });
  expect(closed.status).toBe(200);
}

story('a person closes the page while the caller is recording: nothing is promised', async (scene) => {
  const { night, caller } = scene;
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await closesPage(night);
  await night.passes(15);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
  await caller.presses('#');
  await caller.hears(/The search for a technician has been ended by a person/);
  await caller.hears(/Your case number is C S, 0 0 0, 0 0 0 1\. For questions about it/);
  await caller.isHungUp();
  expect(caller.phone.heard.join(' ')).not.toMatch(/within one hour/);
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'closed', expectation: null });
  expect(seen.promise).toBeNull();
});

story('a flow that promises without a look: nobody has to see to a promise on a closed case', async (scene) => {
  const { night, caller } = scene;
  const { hotline } = night.app.context.inForce.flows;
  const { searched } = hotline.flow.steps;
  if (!searched || !('branch' in searched)) throw new Error('the flow looks nowhere before it promises');
  searched.cases.closed = 'promise';
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await closesPage(night);
  await night.passes(15);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
  await caller.presses('#');
  await caller.isHungUp(90);
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'closed', expectation: null });
  expect(seen.promise).toBeNull();
});
