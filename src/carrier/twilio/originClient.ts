import twilio from 'twilio';
import { CarrierError } from '../../domain/ports.ts';

type Options = ConstructorParameters<typeof twilio.RequestClient>[0];
type TwilioRequest<TData> = Parameters<InstanceType<typeof twilio.RequestClient>['request']>[0] & { data?: TData };

/**
 * Twilio's own HTTP client, sent to another origin. The SDK has no base address option (`region` and `edge` only change
 * the host inside twilio.com), so the address of each request is rewritten here and nowhere else.
 */
export class OriginClient extends twilio.RequestClient {
  readonly #origin: string | null;
  /** The Date of the newest answer (RFC 9110, section 6.6.1): the carrier's clock, in milliseconds. */
  answeredAt: number | null = null;

  constructor(origin: string | null, options: Options) {
    super(options);
    this.#origin = origin;
  }

  /** The same path and query at our origin. */
  addressOf(uri: string): string {
    if (this.#origin === null) return uri;
    const address = new URL(uri);
    return `${this.#origin}${address.pathname}${address.search}`;
  }

  override async request<TData>(request: TwilioRequest<TData>) {
    const response = await super.request<TData>({ ...request, uri: this.addressOf(request.uri) });
    this.answeredAt = dateOf(response.headers);
    // The SDK's own error for this does not keep the headers (RFC 9110, section 10.2.3: seconds, or a date).
    if (response.statusCode !== 429) return response;
    const retryAfterSeconds = secondsOf(response.headers);
    throw new CarrierError('busy', 20429, 'The carrier asks us to be slower.', { retryAfterSeconds });
  }
}

function dateOf(headers: unknown): number | null {
  const text = typeof headers === 'object' && headers !== null && 'date' in headers ? String(headers.date) : '';
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** Whole seconds of a Retry-After header; null when there is none that we can read. */
function secondsOf(headers: unknown): number | null {
  const value =
    typeof headers === 'object' && headers !== null && 'retry-after' in headers ? String(headers['retry-after']) : '';
  return /^\d{1,5}$/.test(value) ? Number(value) : null;
}
