import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { StartError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';

type Path = readonly PropertyKey[];

export interface YamlSource<T> {
  value: T;
  text: string;
  /** The sentence that names this file and the line of a place in it. */
  fault(path: Path, message: string): StartError;
}

/**
 * Reads a YAML file's text against a schema.
 * @param file as it is named in sentences
 * @throws StartError naming file, line and remedy
 */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>): YamlSource<T> {
  if (Buffer.byteLength(text) > limits.sourceBytes)
    throw new StartError(`${file} is larger than ${limits.sourceBytes} bytes; make it smaller.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) throw new StartError(`${file} line ${broken.linePos?.[0].line ?? 1}: ${yamlFault(broken.message)}`);
  const fault = (path: Path, message: string) => {
    const place = lineOf(path);
    const name = path.length > 0 ? `${path.map(String).join('.')}: ` : '';
    return new StartError(`${file} line ${place}: ${name}${message.replace(/\.$/, '')}.`);
  };
  // A missing entry has no line of its own: the nearest one around it does.
  function lineOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
      if (Array.isArray(range)) return lines.linePos(Number(range[0])).line;
    }
    return 1;
  }
  const result = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw fault(issue?.path ?? [], issue ? remedyOf(issue) : 'is wrong');
  }
  return { value: result.data, text, fault };
}

/** The parser's first line without the place, which the sentence has already. */
function yamlFault(message: string): string {
  return `${(message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')}; correct the YAML here.`;
}

/** What zod says about the commonest slips names no remedy. */
function remedyOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not known here; correct the name or take it out`;
  return issue.message.endsWith('received undefined') ? 'is missing; add it' : issue.message;
}
