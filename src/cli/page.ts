/**
 * `npm run page`: whose phones were last proven to work; `npm run page -- --test kim` tries one, by a text and a ring marked
 * TEST; `npm run page -- --contact kim` texts them where the hotline's card is.
 */
import { peopleAnswer, sentAnswer } from '../domain/api.ts';
import { writePhone } from '../domain/phone.ts';
import { type Asking, ask, readable } from './ask.ts';
import { layTable } from './layTable.ts';

await ask(
  'npm run page [-- --test kim | --contact kim]',
  async (asking) => {
    const { test, contact } = asking.options;
    const lines: string[] = [];
    if (typeof test === 'string') {
      const { name } = await asking.post(`/people/${encodeURIComponent(test)}/test`, sentAnswer);
      lines.push(`A text and a ring marked TEST go to ${name}. Ask again with npm run page whether they answered.`, '');
    }
    if (typeof contact === 'string') {
      const { name } = await asking.post(`/people/${encodeURIComponent(contact)}/contact`, sentAnswer);
      lines.push(`The hotline's card goes to ${name}.`, '');
    }
    lines.push(...(await proofs(asking)));
    process.stdout.write(`${lines.join('\n')}\n`);
  },
  { test: { type: 'string' }, contact: { type: 'string' } },
);

/** Who can be reached, as far as a test has shown. */
async function proofs(asking: Asking): Promise<string[]> {
  const { items } = await asking.get('/people', peopleAnswer);
  const told = (at: string | null) => (at === null ? 'never' : readable(at));
  const rows = items.map(({ id, name, phones, textProvenAt, ringProvenAt }) => [
    id,
    name,
    phones.map(writePhone).join(', '),
    `proven by text: ${told(textProvenAt)}`,
    `by ring: ${told(ringProvenAt)}`,
  ]);
  return layTable(rows, 200).flat();
}
