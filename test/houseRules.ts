/** How the source is read to hold the house rules: by its lines, which the formatter keeps in one shape. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface SourceFile {
  /** Below the repository, such as src/paging/advance.ts. */
  path: string;
  text: string;
  /** The text with comments, strings and templates emptied; its lines stay where they are. */
  code: string;
}

export interface Import {
  file: string;
  line: number;
  /** The file it leads to, or the package as it is named. */
  to: string;
  ours: boolean;
}

/** Every TypeScript file below a folder. */
export function filesBelow(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => sourceFile(join(folder, name), readFileSync(join(folder, name), 'utf8')));
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, code: emptied(text) };
}

const silent = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

function emptied(text: string): string {
  return text.replace(silent, (part) => {
    const lines = '\n'.repeat(part.split('\n').length - 1);
    return part.startsWith('/') ? lines : `${part[0]}${lines}${part[0]}`;
  });
}

/** Imports, those of types and at run time included. */
export function importsOf({ path, text }: SourceFile): Import[] {
  // An import ends with its address; import('…') and export … from are ways to import as well.
  const address = /^(?:import|export|\})(?:.*\bfrom)? '([^']+)';$|\bimport\('([^']+)'\)/;
  return text.split('\n').flatMap((line, i) => {
    const match = address.exec(line);
    const to = match?.[1] ?? match?.[2];
    if (to === undefined) return [];
    const ours = to.startsWith('.');
    return [{ file: path, line: i + 1, to: ours ? normalize(join(dirname(path), to)) : to, ours }];
  });
}

/** The room of a file: a folder of src, or the name of a file that stands in src itself. */
export function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.tsx?$/, '');
}

/** `node:fs/promises` is of `node:fs`, `libphonenumber-js/max` of `libphonenumber-js`. */
export function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

/** Places where words stand in the code, as path:line. */
export function placesOf(files: readonly SourceFile[], words: RegExp): string[] {
  return files.flatMap(({ path, code }) =>
    code.split('\n').flatMap((line, i) => (words.test(line) ? [`${path}:${i + 1}`] : [])),
  );
}

export interface FunctionSize {
  place: string;
  lines: number;
}

/**
 * Every function with a body of more than one line, counted from its first line to its last. In formatted code the
 * line that opens a body and the one that closes it have the same indentation, and no line between them has less.
 */
export function functionsOf({ path, code }: SourceFile): FunctionSize[] {
  const lines = code.split('\n');
  const indentOf = (line: string) => line.length - line.trimStart().length;
  return lines.flatMap((line, i) => {
    if (!opensFunction(line)) return [];
    const indent = indentOf(line);
    let first = i;
    // `): string {` ends a list of parameters that began on an earlier line of the same indentation.
    if (/^\s*[)}]/.test(line)) {
      first -= 1;
      while (first > 0 && (lines[first]?.trim() === '' || indentOf(lines[first] ?? '') > indent)) first -= 1;
    }
    const last = lines.findIndex((later, j) => j > i && later.trim() !== '' && indentOf(later) <= indent);
    return [{ place: `${path}:${first + 1}`, lines: (last < 0 ? lines.length : last + 1) - first }];
  });
}

function opensFunction(line: string): boolean {
  if (
    !line.endsWith('{') ||
    line.endsWith('({') ||
    /^\s*(\} )?(if|for|while|switch|catch|else|do|try|finally|class|interface)\b/.test(line)
  )
    return false;
  if (line.endsWith('=> {') || /\bfunction\b/.test(line)) return true;
  return (
    /^\s*(?:[\w#*]+ )*[\w#*[\]]*(?:<.*>)?\(.*\)(?:: .+)? \{$/.test(line) || /^\s*(?:\}.*)?\)(?:: .+)? \{$/.test(line)
  );
}
