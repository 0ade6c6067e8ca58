import { checkAnswer } from '../domain/api.ts';
import { type Asking, AskProblem } from './ask.ts';

export interface ServiceZone {
  name: string;
  /** Tells whoever reads times which clocks they are by. */
  line: string;
}

/**
 * The zone of the service, which its check of the rotas tells; the shortest check is asked for. Who is on call must be
 * told even when the check fails, so times are then by the clocks of this machine.
 */
export async function serviceZone(asking: Asking): Promise<ServiceZone> {
  try {
    const { zone } = await asking.get('/rotas/check?days=1', checkAnswer);
    return { name: zone, line: `Times are by the clocks of ${zone}.` };
  } catch (error) {
    if (!(error instanceof AskProblem)) throw error;
    const name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return { name, line: `Times are by the clocks of this machine (${name}): the service did not tell its zone.` };
  }
}
