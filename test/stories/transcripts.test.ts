/** A transcript may be the first we hear of a recording: it is kept, and so is the recording. */
import { expect } from 'vitest';
import { type Fields, webhook } from '../apiRules.ts';
import { saysCritical, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

interface Lost {
  url: string;
  fields: Fields;
}

const transcript = expect.stringMatching(/bot12 is dead/);

/** Only the transcript of what the caller said comes in time. @returns the turns that were lost */
async function transcriptComesFirst({ night, caller, kim }: Scene): Promise<Lost[]> {
  const lost: Lost[] = [];
  night.exchange.faults.tolerate(() => true);
  night.exchange.faults.loseWebhooks((seen) => {
    const isTurn = seen.kind === 'voice' && 'RecordingUrl' in seen.fields;
    if (isTurn) lost.push({ url: seen.url, fields: { ...seen.fields } });
    return isTurn;
  });
  night.exchange.faults.delayCallbacks(({ kind }) => kind === 'recording', 600_000);
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await night.passes(15);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(4);
  await caller.hangsUp();
  await kim.getsText(/CS0000001/, 130);
  await kim.rings();
  await takesByText(kim);
  await night.passes(60);
  expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'kept', transcript, seconds: null }]);
  return lost;
}

story('the transcript comes before the news of its recording', async (scene) => {
  const { night } = scene;
  await transcriptComesFirst(scene);
  await night.passes(600);
  const { recordings } = await night.case('CS0000001');
  expect(recordings).toMatchObject([{ state: 'kept', transcript, seconds: expect.any(Number) }]);
});

story('the transcript comes before the turn that ends its recording', async (scene) => {
  const { night } = scene;
  const [turn] = await transcriptComesFirst(scene);
  if (!turn) throw new Error('no turn was lost');
  const { pathname, search } = new URL(turn.url);
  expect((await webhook(night, `${pathname}${search}`, turn.fields)).status).toBe(200);
  const { recordings } = await night.case('CS0000001');
  expect(recordings).toMatchObject([{ state: 'kept', transcript, seconds: Number(turn.fields.RecordingDuration) }]);
});
