/**
 * `npm run lifeboat`: writes the documents that answer while this machine is gone, for those who are on call now, into a
 * folder. They are then put where the carrier finds them without us.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText } from '../domain/errorText.ts';
import { lifeboatFilesAnswer, lifeboatForgottenAnswer, lifeboatWrittenAnswer } from '../domain/outsideApi.ts';
import { type Asking, AskProblem, ask } from './ask.ts';

const usage = 'npm run lifeboat [-- --out lifeboat] [--screen URL --accepted URL --done URL] [--forget]';
const documents = ['screen', 'accepted', 'done'] as const;

const readme = `# The lifeboat

These four documents answer the hotline while the service, its machine or its network is gone. They ring whoever was on
call when they were written. They hold telephone numbers of people who agreed to that: put them nowhere else.

Put all four into one folder of a web host that does not share power, network or provider with the service, under a
name that nobody guesses, and give .xml as text/xml. A host that answers GET alone is good enough. Then, on the machine of the service:

1. \`LIFEBOAT_URL=https://host/folder/answer.xml\` in .env, and restart.
2. \`npm run number -- --fix\`: answer.xml becomes the number's voice fallback, asked with GET.
3. \`npm run doctor\`: what stands there is what was written.
4. Write and put them there anew after each hand-over, by a timer each hour. /readyz is red, and a lead gets a text, when it is forgotten.

With TwiML Bins (at Twilio itself, so that no other host is needed): make four of them, then
\`npm run lifeboat -- --screen URL --accepted URL --done URL\` with the addresses of three, paste each file into its own, and use the
address of the fourth, answer.xml, as above. A bin can only be changed by hand, so each hand-over is work for somebody.

Who is asked in which order: the number's voice URL (the service; from its memory when its database is gone), then this.
`;

await ask(usage, lifeboat, {
  out: { type: 'string' },
  screen: { type: 'string' },
  accepted: { type: 'string' },
  done: { type: 'string' },
  forget: { type: 'boolean' },
});

async function lifeboat(asking: Asking): Promise<void> {
  const { options } = asking;
  if (options.forget === true) {
    await asking.post('/lifeboat/forget', lifeboatForgottenAnswer);
    process.stdout.write(
      'Nothing is watched until it is written again. Take LIFEBOAT_URL out, and npm run number -- --fix.\n',
    );
    return;
  }
  const given = documents.filter((name) => options[name] !== undefined);
  if (given.length > 0 && given.length < documents.length)
    throw new AskProblem('Give all of --screen, --accepted and --done, or none: then they lie in one folder.');
  const addresses = Object.fromEntries(given.map((name) => [name, options[name]]));
  const { hash, onCall, leads, without, files } = await asking.post('/lifeboat', lifeboatFilesAnswer, addresses);
  const folder = typeof options.out === 'string' ? options.out : 'lifeboat';
  writeAll(folder, [...files, { name: 'README.md', text: readme }]);
  // Only now: what is not on the disk must not count as written.
  await asking.post('/lifeboat/written', lifeboatWrittenAnswer, { ...addresses, hash });
  const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(', ') || 'nobody';
  const lines = [
    `Written to ${folder}: ${files.map(({ name }) => name).join(', ')}, and README.md with what to do with them.`,
    `It rings ${names(onCall)}; then ${names(leads)}; then it takes a message.`,
  ];
  if (without.length > 0)
    lines.push(`On call, but not in it: ${names(without)}. Who agrees gets "lifeboat: true" in the directory.`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** For its owner alone, since there are numbers in them, and each whole or as it was: another program may copy them at any time. */
function writeAll(folder: string, files: readonly { name: string; text: string }[]): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const { name, text } of files) writeFileSync(join(folder, `${name}.new`), text, { mode: 0o600, flush: true });
    for (const { name } of files) renameSync(join(folder, `${name}.new`), join(folder, name));
  } catch (error) {
    throw new AskProblem(`${folder} cannot be written (${errorText(error)}), so the lifeboat counts as it was before.`);
  }
}
