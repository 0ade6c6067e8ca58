import type { Call } from './call.ts';
import type { Office } from './office.ts';
import { reportStatus } from './reportStatus.ts';
import { rules } from './rules.ts';

/**
 * Takes a call out of the queue and rings its phone: initiated, then ringing, then what the phone or the ring timeout
 * makes of it. @param atOnce without the second between initiated and ringing
 */
export function placeLeg(office: Office, call: Call, ringSeconds: number, atOnce = false): void {
  if (call.over) return;
  call.initiated = true;
  office.start('a callback', () => reportStatus(office, call, 'initiated'));
  const ring = () => {
    if (call.over) return;
    const refused = call.phone.offer(call);
    if (refused) return call.end(refused);
    call.setStatus('ringing');
    office.start('a callback', () => reportStatus(office, call, 'ringing'));
    call.ringTimer = office.clock.after(ringSeconds * 1000, () => call.end('no-answer'));
  };
  if (atOnce) ring();
  else call.ringTimer = office.clock.after(rules.untilRinging, ring);
}
