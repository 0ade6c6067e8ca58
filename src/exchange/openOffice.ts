import { Messages } from './messages.ts';
import type { Network } from './network.ts';
import type { Account, Office } from './office.ts';
import { Queues } from './queues.ts';
import { Recordings } from './recordings.ts';
import { sendWebhook } from './webhook.ts';

/** Opens the office of an account on the network: its own calls, texts, recordings, queues and rates. */
export function openOffice(network: Network, account: Account): Office {
  const opened: Omit<Office, 'recordings' | 'messages'> = {
    ...network,
    accountSid: account.accountSid,
    authToken: account.authToken,
    numbers: new Map(account.numbers.map((number) => [number.number, number])),
    standing: { status: 'active', type: 'Full', balance: '100.00', services: [] },
    calls: new Map(),
    queues: new Queues(network.newSid, network.clock),
    post: (webhook) => network.flight.run(() => sendWebhook(office, webhook)),
  };
  // Recordings and messages need the office they belong to.
  const office = opened as Office;
  office.recordings = new Recordings(office);
  office.messages = new Messages(office);
  return office;
}
