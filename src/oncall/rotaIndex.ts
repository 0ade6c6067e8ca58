/** The index: when the people on call change, and who they are in between. Made once per build, never changed. */
import type { OnCall } from '../domain/rota.ts';

/** Who is on call in a segment. Shared by all segments with the same duty. */
export type Crew = Omit<OnCall, 'until'>;

/**
 * Segment i is [borders[i], borders[i + 1]) and has the crew crews[crewOf[i]]. The segments cover the window without
 * a hole. Plain data, so that it can be handed from one thread to another.
 */
export interface RotaIndex {
  borders: Float64Array;
  crewOf: Uint32Array;
  /** The first later segment with other people, or the number of segments. */
  changesAt: Uint32Array;
  crews: readonly Crew[];
}
