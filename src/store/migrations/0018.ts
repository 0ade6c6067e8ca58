import type { Engine } from '../handle.ts';

/** For whoever looks at a page: the commits of every process are counted, and broken promises are found. */
export function countedChanges(engine: Engine): string[] {
  return [
    ...(engine === 'postgres' ? ['CREATE SEQUENCE changes'] : []),
    "CREATE INDEX promises_broken ON promises (settled_at) WHERE state = 'broken'",
  ];
}
