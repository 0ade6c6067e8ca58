import { nextAnswer } from '../domain/api.ts';
import { writeTime } from '../domain/writeTime.ts';
import type { Asking } from './ask.ts';
import { tellOnCall } from './tellOnCall.ts';

/** The next change of a team. When that is the desk's opening, whoever comes after it is told as well. */
export async function tellNext(asking: Asking, team: string, at: string | undefined, zone: string): Promise<string[]> {
  const first = await ask(asking, team, at);
  if (first === null) return [`${team.padEnd(5)} no change comes, as far as the rota is worked out`];
  const isPause = first.people.length === 0 && !first.required;
  const second = isPause ? await ask(asking, team, first.at) : null;
  return [first, ...(second ? [second] : [])].flatMap((one) =>
    tellOnCall(one, zone, `from ${writeTime(Date.parse(one.at), zone)}: `),
  );
}

async function ask(asking: Asking, team: string, at: string | undefined) {
  const query = new URLSearchParams({ team, ...(at === undefined ? {} : { at }) });
  return (await asking.get(`/on-call/next?${query}`, nextAnswer)).next;
}
