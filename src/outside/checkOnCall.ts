import { onCallAnswer, teamsAnswer } from '../domain/api.ts';
import type { Check } from '../domain/check.ts';
import type { Service } from './openService.ts';

/** Who is on call in each team at this moment; a gap in required cover is a fault. */
export async function checkOnCall(service: Service): Promise<Check[]> {
  const told = (state: Check['state'], says: string): Check => ({ name: 'on call', state, says });
  if (service.ready === null)
    return [told('notDone', 'Who is on call is known to the running service only; start it with npm start.')];
  const teams = await service.ask('GET', '/teams', teamsAnswer);
  if ('why' in teams) return [told('wrong', `The service does not tell its teams: ${teams.why}`)];
  const checks: Check[] = [];
  for (const { id } of teams.value.items) {
    const answer = await service.ask('GET', `/on-call?team=${encodeURIComponent(id)}`, onCallAnswer);
    if ('why' in answer) checks.push(told('wrong', `${id}: the service does not tell who is on call: ${answer.why}`));
    else {
      const { people, gap, required } = answer.value;
      const names = people.map(({ name }) => name).join(' and ');
      if (names !== '') checks.push(told('well', `${id}: ${names}.`));
      else if (required || gap !== null)
        checks.push(told('wrong', `${id}: nobody is on call now (${gap ?? 'no shift'}); correct its rota.`));
      else checks.push(told('well', `${id}: nobody, and nobody has to be: the desk is open.`));
    }
  }
  return checks;
}
