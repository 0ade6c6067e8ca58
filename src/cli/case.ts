/** `npm run case`: the newest cases; `npm run case CS0000042`: one, with its timeline and the block for the desk's system. */
import { caseAnswer, listOf, wholeCaseAnswer } from '../domain/api.ts';
import { type Asking, ask, readable } from './ask.ts';

await ask('npm run case [CS0000042]', async (asking) => {
  const [number] = asking.words;
  const lines = number === undefined ? await newest(asking) : await one(asking, number);
  process.stdout.write(`${lines.join('\n')}\n`);
});

async function newest(asking: Asking): Promise<string[]> {
  const { items } = await asking.get('/cases', listOf(caseAnswer));
  if (items.length === 0) return ['No case yet. Call the hotline: npm run phone'];
  return items.map(
    (one) =>
      `${one.number}  ${one.priority}  ${one.state.padEnd(8)}  ${readable(one.openedAt)}  ${one.urgency}${one.takenBy ? `, taken by ${one.takenBy}` : ''}`,
  );
}

async function one(asking: Asking, number: string): Promise<string[]> {
  const whole = await asking.get(`/cases/${encodeURIComponent(number)}`, wholeCaseAnswer);
  const promise = whole.promise
    ? [`Promise: due ${readable(whole.promise.dueAt)}, ${whole.promise.state}, with ${whole.promise.owner}`]
    : [];
  return [
    whole.deskBlock,
    '',
    ...promise,
    ...whole.recordings.map(({ sid, seconds, state }) => {
      const place = state === 'kept' ? `; its sound is GET /api/recordings/${sid}` : '';
      return `Recording: ${sid}, ${seconds ?? '?'} s, ${state}${place}`;
    }),
    '',
    ...whole.timeline.map((event) => `${readable(event.at)}  ${event.text}`),
  ];
}
