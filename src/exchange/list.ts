import type { Request, Response } from 'express';

/** One page of a list. */
export function list(request: Request, response: Response, name: string, items: unknown[]): void {
  const size = Math.min(1000, Math.max(1, Number(request.query.PageSize) || 50));
  const page = Math.max(0, Number(request.query.Page) || 0);
  const shown = items.slice(page * size, (page + 1) * size);
  const address = (at: number) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(request.query)) query.set(key, String(value));
    query.set('Page', String(at));
    query.set('PageSize', String(size));
    return `${request.originalUrl.split('?', 1)[0]}?${query}`;
  };
  response.json({
    [name]: shown,
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(0, shown.length - 1),
    uri: request.originalUrl,
    first_page_uri: address(0),
    previous_page_uri: page > 0 ? address(page - 1) : null,
    next_page_uri: (page + 1) * size < items.length ? address(page + 1) : null,
  });
}
