/** The stream that says that something changed. */
import { useEffect, useState } from 'react';
import { answers } from './answers.ts';
import { later, serviceNow } from './ticking.ts';

/** The service says "alive" every ten seconds. */
const silentMs = 25_000;
/** The first change is looked at almost at once; what comes after it, at most once a second. */
const firstMs = 100;
const restMs = 1_000;
/** How long until a stream that was refused is asked for again. */
const retryMs = 3_000;

export type Line = 'connecting' | 'live' | 'lost';

/**
 * Listens while the page is looked at, and asks what is shown anew after a change. A tab in the background listens to
 * nothing: a browser holds six connections to one host over HTTP/1.1, and each stream is one.
 * @returns whether the line stands
 */
export function useLive(): Line {
  const [line, setLine] = useState<Line>('connecting');
  useEffect(() => {
    const stream = openStream(setLine);
    const turned = () => (document.hidden ? stream.rest() : stream.open());
    document.addEventListener('visibilitychange', turned);
    turned();
    return () => {
      document.removeEventListener('visibilitychange', turned);
      stream.rest();
    };
  }, []);
  return line;
}

function openStream(setLine: (line: Line) => void) {
  let source: EventSource | null = null;
  let silence = () => {};
  let again = () => {};
  const look = gatherLooks();
  const heard = () => {
    setLine('live');
    silence();
    silence = later(silentMs, lost);
  };
  const lost = () => {
    setLine('lost');
    // Perhaps nobody is signed in any more.
    void answers.invalidateQueries({ queryKey: ['session'] });
    // The browser tries again by itself after a line that broke, and never after an answer such as 502.
    if (source?.readyState === EventSource.CONNECTING) return;
    close();
    again = later(retryMs, open);
  };
  const close = () => {
    source?.close();
    source = null;
    silence();
    again();
  };
  const open = () => {
    close();
    source = new EventSource('/api/changes');
    source.addEventListener('changed', () => {
      heard();
      look();
    });
    source.addEventListener('alive', heard);
    source.addEventListener('error', lost);
    silence = later(silentMs, lost);
  };
  return { open, rest: close };
}

/** Several changes in a row are one look. */
function gatherLooks(): () => void {
  let gathering = false;
  let lookedAt = 0;
  return () => {
    if (gathering) return;
    gathering = true;
    const rest = Math.max(firstMs, lookedAt + restMs - serviceNow());
    later(Math.min(rest, restMs), () => {
      gathering = false;
      lookedAt = serviceNow();
      void answers.invalidateQueries({ queryKey: ['api'] });
    });
  };
}
