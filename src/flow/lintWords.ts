import type { Words } from '../domain/conversation.ts';
import type { FactCatalogue } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import type { Path } from './behaviour.ts';
import { variablePattern } from './fillWords.ts';
import type { LintIssue, LintStep } from './lintIssue.ts';

/** Words are short enough, speak only facts there are, and name each key that works. */
export function lintWords({ name, def, behaviour }: LintStep, catalogue: FactCatalogue): LintIssue[] {
  const issues: LintIssue[] = [];
  const wrong = (path: Path, message: string) => issues.push({ path: ['steps', name, ...path], message });
  for (const { words, path } of behaviour.texts) {
    const text = spoken(words);
    if (text.length > limits.spokenCharacters)
      wrong(path, `has ${text.length} characters; at most ${limits.spokenCharacters} (limits.spokenCharacters)`);
    for (const [, fact = ''] of text.matchAll(variablePattern)) {
      const entry = Object.hasOwn(catalogue, fact) ? catalogue[fact] : undefined;
      if (entry === undefined) wrong(path, `{${fact}} is not a fact of this flow`);
      else if (entry.unspoken) wrong(path, `{${fact}} is not for speaking`);
    }
    for (const fact of words.flatMap((part) => ('play' in part ? part.play.slice(1, -1) : [])))
      if (!Object.hasOwn(catalogue, fact) || !catalogue[fact]?.unspoken)
        wrong(path, `"{${fact}}" is no sound that this flow can play`);
    if (/[{}]/.test(text.replace(variablePattern, ''))) wrong(path, 'has a brace that is not part of a {fact}');
  }
  if ('ask' in def) {
    for (const key of Object.keys(def.keys)) {
      if (key.length > def.maxKeys) wrong(['keys', key], `is longer than maxKeys, which is ${def.maxKeys}`);
      if (def.unspoken.includes(key)) continue;
      for (const { words, path } of behaviour.texts)
        if (!namesKey(spoken(words), key))
          wrong(path, `does not say "press ${keyName(key)}"; or list "${key}" as unspoken`);
    }
    if (def.anyKey !== undefined)
      for (const { words, path } of behaviour.texts)
        if (!spoken(words).toLowerCase().includes('press any key')) wrong(path, 'does not say "press any key"');
    for (const key of def.unspoken)
      if (!Object.hasOwn(def.keys, key)) wrong(['unspoken'], `"${key}" is not one of the keys`);
  }
  if ('wait' in def && !namesKey(spoken([...def.wait, ...(def.reminder ?? [])]), '*'))
    wrong(['wait'], 'neither wait nor reminder says "press star", which ends the wait');
  return issues;
}

function spoken(words: Words[]): string {
  return words.flatMap((part) => ('say' in part ? [part.say] : [])).join(' ');
}

/** "press 1", or a later number of the same sentence: "press 1 for yes, 2 for no". */
function namesKey(text: string, key: string): boolean {
  return new RegExp(`\\bpress\\b[^.?!]*\\b${keyName(key)}\\b`, 'i').test(text);
}

function keyName(key: string): string {
  if (key === '*') return 'star';
  return key === '#' ? 'pound' : key;
}
