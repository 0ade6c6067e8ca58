/** An answer that is not the one that was asked for: RFC 9457, application/problem+json. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not right',
  401: 'Who are you?',
  403: 'Not for you',
  404: 'Not found',
  409: 'Not allowed in this state',
  413: 'Too large',
  429: 'Too often',
  500: 'Something of ours failed',
};

export function problemBody(status: number, detail: string) {
  return { type: 'about:blank', title: titles[status] ?? 'Problem', status, detail };
}
