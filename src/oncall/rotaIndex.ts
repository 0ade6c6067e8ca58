/** The index: when the people on call change, and who they are in between. Made once per build, never changed. */
import type { Beaten, OnCall, SeriesEnd, TakenOut } from '../domain/rota.ts';

/** Who is on call in a segment, and who is not. Shared by all segments with the same duty. */
export interface Crew extends Omit<OnCall, 'until'> {
  /** Shifts of lower levels, in the order of the files: why it is not somebody else. */
  beaten: Beaten[];
}

/**
 * Segment i is [borders[i], borders[i + 1]) and has the crew crews[crewOf[i]]. The segments cover the window without
 * a hole.
 */
export interface Segments {
  borders: Float64Array;
  crewOf: Uint32Array;
  /** The first later segment with other people, or the number of segments. */
  changesAt: Uint32Array;
  crews: readonly Crew[];
}

/** Plain data, so that it can be handed from one thread to another. */
export interface RotaIndex extends Segments {
  /** What is not there and could be missed, as far as it touches the window, by start. Nothing but explanations depends on it. */
  takenOut: readonly TakenOut[];
  /** Of the series that end within the window, by that instant. */
  seriesEnds: readonly SeriesEnd[];
}
