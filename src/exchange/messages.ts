import type { AccountNumber, Fields, Method, Office } from './office.ts';
import { readTwiml } from './readTwiml.ts';
import { rules } from './rules.ts';
import { textVocabulary } from './vocabulary.ts';

export interface Message {
  sid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  body: string;
  status: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'received';
  errorCode: number | null;
  createdAt: number;
  sentAt: number | null;
  updatedAt: number;
  statusCallback: string | null;
}

/** Twilio's default words for a number without Advanced Opt-Out. The sender is answered and blocked by the carrier. */
const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const startWords = new Set(['START', 'UNSTOP', 'YES']);
const stopped =
  'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.';
const started = 'You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe.';

/** Texts, both ways. */
export class Messages {
  readonly #kept = new Map<string, Message>();
  readonly #stopped = new Set<string>();
  #nextSlot = 0;
  readonly #office: Office;

  constructor(office: Office) {
    this.#office = office;
  }

  find(sid: string): Message | undefined {
    return this.#kept.get(sid);
  }

  /** Forgets a text; one that is still on its way stays. */
  remove(sid: string): 'removed' | 'notFound' | 'underWay' {
    const message = this.#kept.get(sid);
    if (!message) return 'notFound';
    if (message.status === 'queued' || message.status === 'sent') return 'underWay';
    this.#kept.delete(sid);
    return 'removed';
  }

  /** Newest first. */
  all(): Message[] {
    return [...this.#kept.values()].reverse();
  }

  /** Has this person blocked the number with STOP? (REST then answers 21610.) */
  isStopped(from: string, to: string): boolean {
    return this.#stopped.has(`${from} ${to}`);
  }

  /**
   * Takes a text from the account: queued, sent, then delivered, or undelivered: with 30003 when the phone cannot be
   * reached, with another code as `undeliver` says. Texts leave a second apart.
   * @param early sends it on, with its callbacks, before this resolves
   */
  async send(from: string, to: string, body: string, statusCallback: string | null, early: boolean): Promise<Message> {
    const message = this.#create('outbound-api', from, to, body, 'queued', statusCallback);
    if (early) {
      await this.#leave(message);
      await this.#arrive(message);
      return message;
    }
    const { clock, start } = this.#office;
    const at = Math.max(clock.now() + rules.untilSent, this.#nextSlot);
    this.#nextSlot = at + rules.betweenTexts;
    clock.after(at - clock.now(), () => start('a text', () => this.#leave(message)));
    clock.after(at - clock.now() + rules.untilDelivered, () => start('a text', () => this.#arrive(message)));
    return message;
  }

  /** A phone texts a number of the account. */
  receive(from: string, to: string, body: string): void {
    const office = this.#office;
    const number = office.numbers.get(to);
    if (!number) return;
    const word = body.trim().toUpperCase();
    const pair = `${to} ${from}`;
    if (stopWords.has(word)) {
      this.#stopped.add(pair);
      this.#deliver(to, from, stopped);
    } else if (startWords.has(word) && this.#stopped.delete(pair)) {
      this.#deliver(to, from, started);
    }
    const message = this.#create('inbound', from, to, body, 'received', null);
    const { url, method } = inboxOf(office, number);
    if (url) office.start('an incoming text', () => this.#tellReceived(message, url, method));
  }

  #create(
    direction: Message['direction'],
    from: string,
    to: string,
    body: string,
    status: Message['status'],
    callback: string | null,
  ): Message {
    const now = this.#office.clock.now();
    const sid = this.#office.newSid('SM');
    const message: Message = {
      sid,
      direction,
      from,
      to,
      body,
      status,
      errorCode: null,
      createdAt: now,
      sentAt: null,
      updatedAt: now,
      statusCallback: callback,
    };
    this.#kept.set(sid, message);
    return message;
  }

  #deliver(from: string, to: string, body: string): void {
    const phone = this.#office.phone(to);
    phone.texts.push({ from, body, at: this.#office.clock.now() });
    this.#office.journal.add('gets text', to, body, from);
  }

  async #leave(message: Message): Promise<void> {
    message.sentAt = this.#office.clock.now();
    await this.#settle(message, 'sent', null);
  }

  async #arrive(message: Message): Promise<void> {
    const unreachable = this.#office.phone(message.to).settings.behaviour === 'unreachable' ? 30003 : null;
    const errorCode = this.#office.faults.undeliveryOf(message.to) ?? unreachable;
    if (errorCode === null) this.#deliver(message.from, message.to, message.body);
    await this.#settle(message, errorCode === null ? 'delivered' : 'undelivered', errorCode);
  }

  /** Source: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
  async #settle(message: Message, status: Message['status'], errorCode: number | null): Promise<void> {
    const office = this.#office;
    message.status = status;
    message.errorCode = errorCode;
    message.updatedAt = office.clock.now();
    if (message.statusCallback === null) return;
    const fields: Fields = {
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: status,
      SmsStatus: status,
      From: message.from,
      To: message.to,
      AccountSid: office.accountSid,
      ApiVersion: '2010-04-01',
    };
    if (errorCode !== null) fields.ErrorCode = String(errorCode);
    const done = new Date(office.clock.now()).toISOString().replace(/\D/g, '').slice(2, 12);
    if (status !== 'sent') fields.RawDlrDoneDate = done;
    const webhook = { kind: 'message status', url: message.statusCallback, method: 'POST', fields } as const;
    const delay = office.faults.delayOf(webhook);
    if (delay > 0)
      office.clock.after(delay, () => office.start('a late callback', async () => void (await office.post(webhook))));
    else await office.post(webhook);
  }

  /** Source: https://www.twilio.com/docs/messaging/guides/webhook-request */
  async #tellReceived(message: Message, url: string, method: Method): Promise<void> {
    const office = this.#office;
    const fields: Fields = {
      MessageSid: message.sid,
      SmsSid: message.sid,
      SmsMessageSid: message.sid,
      AccountSid: office.accountSid,
      From: message.from,
      To: message.to,
      Body: message.body,
      NumMedia: '0',
      NumSegments: String(Math.max(1, Math.ceil(message.body.length / 160))),
      SmsStatus: 'received',
      ApiVersion: '2010-04-01',
    };
    const answer = await office.post({ kind: 'sms', url, method, fields });
    // An empty answer means: no reply.
    if (!answer.ok || answer.body.trim() === '') return;
    const document = readTwiml(answer.body, textVocabulary);
    if (document === null)
      return office.journal.violation(`${url} was answered with something that is not TwiML (12100)`);
    for (const warning of document.warnings) office.journal.violation(`${url}: ${warning} (12200)`);
    for (const reply of document.verbs.filter((verb) => verb.name === 'Message')) {
      this.#create('outbound-reply', message.to, message.from, reply.text, 'delivered', null);
      if (!this.isStopped(message.to, message.from)) this.#deliver(message.to, message.from, reply.text);
    }
  }
}

/** Where the texts of a number are told: a service that it belongs to, or an app, wins over its own address. */
function inboxOf(office: Office, number: AccountNumber): { url: string; method: Method } {
  const service = office.standing.services.find((one) => one.numbers.includes(number.number) && !one.leavesToNumber);
  if (service) return { url: service.inboundUrl, method: 'POST' };
  if (number.smsApplicationSid) return { url: '', method: 'POST' };
  return { url: number.smsUrl ?? '', method: number.smsMethod ?? 'POST' };
}
