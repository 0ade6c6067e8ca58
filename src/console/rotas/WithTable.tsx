import { type ReactNode, Suspense } from 'react';
import { useWide } from '../parts/useWide.ts';

/** A picture with the same as a table below it; where there is no room for it, the table alone. */
export function WithTable({ picture, table }: { picture: ReactNode; table: ReactNode }) {
  const isWide = useWide();
  if (!isWide) return table;
  return (
    <>
      <Suspense fallback={<p role="status">Drawing …</p>}>{picture}</Suspense>
      <details>
        <summary>The same as a table</summary>
        {table}
      </details>
    </>
  );
}
