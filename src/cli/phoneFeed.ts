/** One happening on the exchange, as its log tells it. */
export interface Happening {
  id: number;
  at: number;
  kind: string;
  number: string;
  other: string | null;
  text: string;
}

interface LogPage {
  now: number;
  last: number;
  entries: Happening[];
}

/** How long one request for news waits at the exchange: also how exactly a deadline is kept. Milliseconds. */
const askEvery = 500;

/** Follows the exchange's log. The exchange's clock is the only one that is looked at. */
export class PhoneFeed {
  readonly seen: Happening[] = [];
  now = 0;
  #last = 0;
  #stopped = false;
  #wake: (() => void)[] = [];
  readonly #url: string;
  readonly #tell: (happening: Happening) => void;

  /** @param url of the exchange @param tell is called with each happening, in order */
  constructor(url: string, tell: (happening: Happening) => void) {
    this.#url = url;
    this.#tell = tell;
  }

  /** Begins after whatever has happened before, and follows until `stop`. @throws when the exchange does not answer */
  async start(): Promise<void> {
    const page = await this.#ask(0);
    this.#last = page.last;
    this.now = page.now;
    void this.#follow();
  }

  stop(): void {
    this.#stopped = true;
    this.#notify();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Waits until `found` gives something, or so many seconds of the exchange's clock have passed. */
  async until<T>(found: () => T | undefined, seconds: number): Promise<T | undefined> {
    const deadline = this.now + seconds * 1000;
    for (;;) {
      const value = found();
      if (value !== undefined || this.now >= deadline || this.#stopped) return value;
      await new Promise<void>((wake) => this.#wake.push(wake));
    }
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      try {
        const page = await this.#ask(askEvery);
        this.now = page.now;
        for (const happening of page.entries) {
          this.#last = happening.id;
          this.seen.push(happening);
          if (!this.#stopped) this.#tell(happening);
        }
      } catch {
        this.#stopped = true;
      }
      this.#notify();
    }
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const one of wake) one();
  }

  async #ask(wait: number): Promise<LogPage> {
    const response = await fetch(`${this.#url}/exchange/log?after=${this.#last}&wait=${wait}`);
    return (await response.json()) as LogPage;
  }
}
