import { changesAnswer } from '../domain/changesApi.ts';
import type { Check } from '../domain/check.ts';
import type { Service } from './openService.ts';

/** Changed files that are not in force: whoever wrote one believes that it is. */
export async function checkHeld(service: Service): Promise<Check[]> {
  if (service.ready === null) return [];
  const told = (says: string): Check => ({ name: 'held back', state: 'wrong', says });
  const answer = await service.ask('GET', '/rotas/changes', changesAnswer);
  if ('why' in answer) return [told(`The service does not tell which files it holds back: ${answer.why}`)];
  return answer.value.held
    .flatMap(({ version, comesWith }) => [version, ...comesWith])
    .map(({ name, state, seenAt }) => {
      const file = name.includes('.') ? name : `${name}.yaml`;
      const why = state === 'unreadable' ? 'cannot be read; correct it' : 'waits for a decision; a lead approves it';
      return told(
        `${file} has changed and is not in force since ${seenAt}: it ${why}. npm run rota -- --check says what is wrong, as does the page Rotas.`,
      );
    });
}
