import { Call } from './call.ts';
import type { Network } from './network.ts';
import type { DialOptions, Phone } from './phone.ts';
import { runCall } from './runCall.ts';

/** A phone has dialled: the account that has this number takes the call, or nobody does. @returns null for nobody */
export function takeInbound(network: Network, phone: Phone, to: string, options: DialOptions): Call | null {
  const office = network.officeOf(to);
  const number = office?.numbers.get(to);
  // A TwiML app or a trunk wins over the addresses, and this exchange has neither.
  if (!office || !number || number.voiceApplicationSid || number.trunkSid) {
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
    fallbackMethod: number.fallbackMethod,
    // A number's status callback hears of the end only.
    statusCallback: number.statusCallback
      ? {
          url: number.statusCallback,
          method: number.statusCallbackMethod ?? 'POST',
          events: new Set(['completed']),
        }
      : undefined,
  });
  const first = { url: number.voiceUrl, method: number.voiceMethod ?? 'POST', fields: {} };
  office.start('an inbound call', () => runCall(office, call, first));
  return call;
}
