import { teamsAnswer } from '../domain/api.ts';
import { type Asking, AskProblem } from './ask.ts';

export interface ServiceZone {
  name: string;
  /** Tells whoever reads times which clocks they are by. */
  line: string;
}

/**
 * The zone of the service. Who is on call must be told even when it is not to be had: times are then by the clocks of
 * this machine.
 */
export async function serviceZone(asking: Asking): Promise<ServiceZone> {
  try {
    const { zone } = await asking.get('/teams', teamsAnswer);
    return { name: zone, line: `Times are by the clocks of ${zone}.` };
  } catch (error) {
    if (!(error instanceof AskProblem)) throw error;
    const name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return { name, line: `Times are by the clocks of this machine (${name}): the service did not tell its zone.` };
  }
}
