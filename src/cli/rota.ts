/**
 * `npm run rota [team] [instant]`: who is on call, now or at an instant. With --next who comes then, with --segments
 * every stretch of a time, with --explain why, and with --check what is wrong with the rotas, and a picture of them.
 */
import { Temporal } from 'temporal-polyfill';
import { explainAnswer, onCallAnswer, teamsAnswer } from '../domain/api.ts';
import { type Asking, AskProblem, ask } from './ask.ts';
import { askSegments } from './askSegments.ts';
import { readInstant } from './readInstant.ts';
import { rotaCheck } from './rotaCheck.ts';
import { rotaWords } from './rotaWords.ts';
import { serviceZone } from './serviceZone.ts';
import { tellExplanation } from './tellExplanation.ts';
import { tellNext } from './tellNext.ts';
import { tellOnCall } from './tellOnCall.ts';
import { tellSegments } from './tellSegments.ts';

const usage =
  'npm run rota -- [--next | --explain] [team] [instant], --segments [team] [from] [to], or --check [team] [--days 90] [--picture rota-check.svg]';

await ask(usage, rota, {
  next: { type: 'boolean' },
  explain: { type: 'boolean' },
  segments: { type: 'boolean' },
  check: { type: 'boolean' },
  days: { type: 'string' },
  picture: { type: 'string' },
});

async function rota(asking: Asking): Promise<void> {
  const { options, words } = asking;
  const [question, other] = ['next', 'explain', 'segments', 'check'].filter((name) => options[name] === true);
  if (other !== undefined) throw new AskProblem(`Ask one thing at a time: --${question} or --${other}.`);
  for (const name of ['days', 'picture'])
    if (options[name] !== undefined && question !== 'check') throw new AskProblem(`--${name} goes with --check alone.`);
  if (question === 'check') return rotaCheck(asking, rotaWords(words, 0).team, tell);
  const { team, instants } = rotaWords(words, question === 'segments' ? 2 : 1);
  const zone = await serviceZone(asking);
  const [at, to] = instants.map((typed) => readInstant(typed, zone.name));
  const teams = team === undefined ? (await asking.get('/teams', teamsAnswer)).items.map(({ id }) => id) : [team];
  for (const one of teams) {
    if (question === 'next') tell(await tellNext(asking, one, at, zone.name));
    else if (question === 'explain') tell([...(await explain(asking, one, at, zone.name)), '']);
    else if (question === 'segments') tell([one, ...(await segments(asking, one, at, to, zone.name)), '']);
    else tell(tellOnCall(await onCall(asking, one, at), zone.name));
  }
  tell([zone.line]);
}

function onCall(asking: Asking, team: string, at: string | undefined) {
  return asking.get(`/on-call?${queryOf(team, at)}`, onCallAnswer);
}

async function explain(asking: Asking, team: string, at: string | undefined, zone: string): Promise<string[]> {
  return tellExplanation(await asking.get(`/on-call/explain?${queryOf(team, at)}`, explainAnswer), zone);
}

/** From now, which the service knows, unless told otherwise; for 14 days. */
async function segments(asking: Asking, team: string, at: string | undefined, until: string | undefined, zone: string) {
  const from = at ?? (await onCall(asking, team, undefined)).at;
  const to = until ?? inTwoWeeks(from, zone);
  if (Date.parse(to) <= Date.parse(from)) throw new AskProblem('The second time must be later than the first.');
  return tellSegments(await askSegments(asking, team, from, to), zone);
}

function inTwoWeeks(from: string, zone: string): string {
  const end = Temporal.Instant.from(from).toZonedDateTimeISO(zone).add({ days: 14 });
  return new Date(end.epochMilliseconds).toISOString();
}

function queryOf(team: string, at: string | undefined): string {
  return new URLSearchParams({ team, ...(at === undefined ? {} : { at }) }).toString();
}

/** A name comes from a calendar that somebody sent: what a terminal would take for a command is left out. */
function tell(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line.replace(/\p{Cc}/gu, '')}\n`);
}
