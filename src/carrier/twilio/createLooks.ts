import { limits } from '../../domain/limits.ts';
import { type Carrier, CarrierError, type Seen } from '../../domain/ports.ts';
import { asked, type Desk } from './desk.ts';

type Looks = Pick<Carrier, 'findCalls' | 'findTexts' | 'fetchCall' | 'fetchText' | 'addressesOf'>;

/** A Call or Message resource as far as we read it. */
interface Shown {
  sid?: unknown;
  direction?: unknown;
  status?: unknown;
  dateCreated?: unknown;
  body?: unknown;
  errorCode?: unknown;
}

/**
 * Questions about what the carrier has. The lists come newest first; a time filter would hide a call that is still
 * queued, since it has no start time (Twilio: read multiple Call resources).
 */
export function createLooks(deskOf: (account: string | null) => Desk): Looks {
  const newest = (to: string, from: string) => ({
    to,
    from,
    limit: limits.looksThrough,
    pageSize: limits.looksThrough,
  });
  return {
    findCalls: (account, to, from) =>
      asked(async () => (await deskOf(account).client.calls.list(newest(to, from))).map(seen)),
    findTexts: (account, to, from) =>
      asked(async () => (await deskOf(account).client.messages.list(newest(to, from))).map(seen)),
    fetchCall: (account, sid) => asked(async () => seen(await deskOf(account).client.calls(sid).fetch())),
    fetchText: (account, sid) => asked(async () => seen(await deskOf(account).client.messages(sid).fetch())),
    addressesOf: (account, sid) =>
      asked(async () => {
        const events = await deskOf(account).client.calls(sid).events.list({ limit: limits.looksThrough });
        return events.flatMap(({ request }) => addressIn(request));
      }),
  };
}

function seen(shown: Shown): Seen {
  const { sid, direction, status, dateCreated, body, errorCode } = shown;
  if (typeof sid !== 'string' || typeof status !== 'string' || !(dateCreated instanceof Date))
    throw new CarrierError('unknown', null, 'The carrier showed something that does not fit its description.');
  return {
    sid,
    byRequest: direction === 'outbound-api',
    status,
    createdAt: dateCreated.getTime(),
    body: typeof body === 'string' ? body : '',
    errorCode: typeof errorCode === 'number' ? errorCode : null,
  };
}

/** An event's request has its address as `url` (Twilio: Call Event resource). */
function addressIn(request: unknown): string[] {
  if (typeof request !== 'object' || request === null || !('url' in request)) return [];
  return typeof request.url === 'string' ? [request.url] : [];
}
