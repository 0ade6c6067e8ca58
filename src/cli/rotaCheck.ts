import { writeFileSync } from 'node:fs';
import { checkAnswer, teamsAnswer } from '../domain/api.ts';
import { limits } from '../domain/limits.ts';
import { type Asking, AskProblem } from './ask.ts';
import { askSegments } from './askSegments.ts';
import { rotaPicture } from './rotaPicture.ts';
import { tellCheck } from './tellCheck.ts';

/** `npm run rota -- --check`: the table, the picture, and exit code 1 when there is a fault. */
export async function rotaCheck(asking: Asking, team: string | undefined, tell: (lines: string[]) => void) {
  const days = readDays(asking.options.days);
  const query = new URLSearchParams({ days: String(days), ...(team === undefined ? {} : { team }) });
  const check = await asking.get(`/rotas/check?${query}`, checkAnswer);
  tell(tellCheck(check, days, process.stdout.columns ?? 120));
  if (check.items.some(({ isFault }) => isFault)) process.exitCode = 1;
  const { picture } = asking.options;
  const file = typeof picture === 'string' ? picture : 'rota-check.svg';
  const teams = (await asking.get('/teams', teamsAnswer)).items.filter(({ id }) => team === undefined || id === team);
  const panels = [];
  for (const { id, name } of teams.slice(0, limits.teamsPictured))
    panels.push({ id, name, segments: await askSegments(asking, id, check.from, check.to) });
  const { from, to, zone } = check;
  write(file, rotaPicture({ from, to, zone, panels, teamsLeftOut: teams.length - panels.length }));
  tell([`The picture of it is in ${file}.`]);
}

function readDays(typed: string | boolean | undefined): number {
  const days = typeof typed === 'string' ? typed : '90';
  if (/^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= limits.rotaDaysAhead) return Number(days);
  throw new AskProblem(`--days ${days} is not possible; give a whole number from 1 to ${limits.rotaDaysAhead}.`);
}

function write(file: string, svg: string): void {
  try {
    writeFileSync(file, svg);
  } catch {
    throw new AskProblem(`The picture cannot be written to ${file}; name another file with --picture.`);
  }
}
