import type { Server } from 'node:http';

/** Requests that have come and are not answered yet. */
export function countFlights(server: Server) {
  let flying = 0;
  const waiting = new Set<() => void>();
  server.on('request', (request, response) => {
    // Whoever waits for news, or for time to pass, is not waited for.
    if (/^\/api\/(changes|telephones\/log|demo)\b/.test(request.url ?? '')) return;
    flying += 1;
    response.once('close', () => {
      flying -= 1;
      if (flying > 0) return;
      for (const tell of waiting) tell();
      waiting.clear();
    });
  });
  return {
    isIdle: () => flying === 0,
    async settled() {
      while (flying > 0) await new Promise<void>((resolve) => waiting.add(resolve));
    },
  };
}
