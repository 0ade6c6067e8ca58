/** `npm run rota`: who is on call for each team now; `npm run rota aims 2026-12-24T23:00:00-06:00`: for one team at an instant. */
import { onCallAnswer, teamsAnswer } from '../domain/api.ts';
import { type Asking, ask, readable } from './ask.ts';

await ask('npm run rota [team] [instant]', async (asking) => {
  const [team, at] = asking.words;
  const teams = team === undefined ? (await asking.get('/teams', teamsAnswer)).items.map((one) => one.id) : [team];
  for (const one of teams) for (const line of await who(asking, one, at)) process.stdout.write(`${line}\n`);
});

async function who(asking: Asking, team: string, at: string | undefined): Promise<string[]> {
  const query = new URLSearchParams({ team, ...(at === undefined ? {} : { at }) });
  const answer = await asking.get(`/on-call?${query}`, onCallAnswer);
  const people =
    answer.people.map((person) => `${person.name} (${person.phone})`).join(', ') ||
    (answer.required ? `nobody: ${answer.gap ?? ''}` : 'nobody, and nobody has to be: the desk is open');
  const until = answer.until === null ? '' : `, until ${readable(answer.until)}`;
  const why = answer.decidedBy
    ? [`      by "${answer.decidedBy.summary}", ${answer.decidedBy.rota} line ${answer.decidedBy.line}`]
    : [];
  return [`${team.padEnd(5)} ${people}${until}`, ...why, ...answer.warnings.map((warning) => `      ${warning}`)];
}
