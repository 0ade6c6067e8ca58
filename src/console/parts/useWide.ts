import { useSyncExternalStore } from 'react';

/** Is there room for a picture? Else the page shows the table alone. */
export function useWide(): boolean {
  return useSyncExternalStore(listen, () => query().matches);
}

const query = () => window.matchMedia('(min-width: 44rem)');

function listen(changed: () => void): () => void {
  const wide = query();
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
}
