import { useCallback, useSyncExternalStore } from 'react';

/** Is there room for a picture, or for a wide table? Else the page shows something smaller. */
export function useWide(leastRem = 44): boolean {
  const query = `(min-width: ${leastRem}rem)`;
  const listen = useCallback(
    (changed: () => void) => {
      const wide = window.matchMedia(query);
      wide.addEventListener('change', changed);
      return () => wide.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(listen, () => window.matchMedia(query).matches);
}
