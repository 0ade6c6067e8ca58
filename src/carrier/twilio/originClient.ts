import twilio from 'twilio';

type Options = ConstructorParameters<typeof twilio.RequestClient>[0];
type TwilioRequest<TData> = Parameters<InstanceType<typeof twilio.RequestClient>['request']>[0] & { data?: TData };

/**
 * Twilio's own HTTP client, sent to another origin. The SDK has no base address option (`region` and `edge` only change
 * the host inside twilio.com), so the address of each request is rewritten here and nowhere else.
 */
export class OriginClient extends twilio.RequestClient {
  readonly #origin: string | null;

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

  override request<TData>(request: TwilioRequest<TData>) {
    return super.request<TData>({ ...request, uri: this.addressOf(request.uri) });
  }
}
