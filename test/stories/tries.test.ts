import { expect } from 'vitest';
import { tryAnswer } from '../../src/domain/flowApi.ts';
import { answered, post } from '../apiRules.ts';
import { story } from '../night/story.ts';

story(
  'a lead tries a critical call on the page: it is told who would be woken, and nobody is',
  async ({ night, caller }) => {
    const turns = [{ press: '1' }, { press: '1' }, { record: 20 }, 'hold', 'hangUp'];
    const tried = answered(await post(night, '/flows/try').send({ from: caller.phone.number, turns }), tryAnswer);
    expect(tried).toMatchObject({ over: true, outcome: 'paged with case', case: { urgency: 'critical' } });
    expect(tried.woken[0]).toMatchObject({ way: 'text', person: { id: 'kim' } });
    await night.passes(600);
    for (const path of ['/calls', '/cases', '/pages'])
      expect((await night.api(path)).json).toMatchObject({ items: [] });
  },
);
