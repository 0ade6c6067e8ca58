import { Call } from './call.ts';
import type { Network } from './network.ts';
import type { DialOptions, Phone } from './phone.ts';
import { runCall } from './runCall.ts';

/** A phone has dialled: the account that has this number takes the call, or nobody does. @returns null for nobody */
export function takeInbound(network: Network, phone: Phone, to: string, options: DialOptions): Call | null {
  const office = network.officeOf(to);
  const number = office?.numbers.get(to);
  if (!office || !number) {
    phone.hear('The number you have dialled is not in service.');
    network.journal.add('ends', phone.number, 'failed');
    return null;
  }
  const call = new Call(office, {
    direction: 'inbound',
    from: options.withheld ? 'anonymous' : phone.number,
    to,
    phone,
    forwardedFrom: options.forwardedFrom,
    fallbackUrl: number.fallbackUrl,
    // A number's status callback hears of the end only.
    statusCallback: number.statusCallback
      ? { url: number.statusCallback, method: 'POST', events: new Set(['completed']) }
      : undefined,
  });
  office.start('an inbound call', () => runCall(office, call, { url: number.voiceUrl, method: 'POST', fields: {} }));
  return call;
}
