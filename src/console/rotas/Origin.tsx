import type { Source } from './rotaTypes.ts';

/** Where a shift comes from: the event of which version of which file. */
export function Origin({ by }: { by: Source }) {
  return (
    <span className="origin">
      {by.rota} line {by.line}: {by.summary}
      {by.level > 0 && `, level ${by.level}`}{' '}
      <span className="dim">
        (version <code>{by.version.slice(0, 12)}</code>, event <code>{by.uid}</code>)
      </span>
    </span>
  );
}
