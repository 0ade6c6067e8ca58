import { useState } from 'react';
import type { WholeCase } from '../apiTypes.ts';
import { sayLength } from '../parts/times.ts';

type Recording = WholeCase['recordings'][number];

/** What the caller left, to hear and to read. */
export function Recordings({ recordings }: { recordings: readonly Recording[] }) {
  return (
    <section aria-labelledby="recordings">
      <h2 id="recordings">{recordings.length > 1 ? 'Recordings' : 'Recording'}</h2>
      {recordings.length === 0 && <p className="dim">The caller left none.</p>}
      {recordings.map((one, i) => (
        <article key={one.sid} className="card" aria-label={`Recording ${i + 1}`}>
          <Sound recording={one} />
          {one.transcript === null ? (
            <p className="dim">No transcript.</p>
          ) : (
            // Only ever text: a caller says what they like.
            <blockquote>{one.transcript}</blockquote>
          )}
        </article>
      ))}
    </section>
  );
}

/** Why it cannot be heard, by its state. */
const absences = {
  kept: null,
  wanted: 'It is at the carrier still, and is fetched as soon as it is ready.',
  failed: 'It could not be fetched from the carrier.',
  gone: 'It has been deleted, as recordings are after a time.',
} as const satisfies Record<Recording['state'], string | null>;

function Sound({ recording: { sid, seconds, state, error } }: { recording: Recording }) {
  const [failed, setFailed] = useState(false);
  const absent = absences[state];
  if (absent !== null)
    return (
      <p className={state === 'failed' ? 'warning' : ''}>
        {absent} {error}
      </p>
    );
  return (
    <>
      {/* Fetched when it is played, and not before: each hearing is written down. */}
      <audio
        controls
        preload="none"
        src={`/api/recordings/${encodeURIComponent(sid)}`}
        aria-label="What the caller said"
        onError={() => setFailed(true)}
      >
        <track kind="captions" />
      </audio>
      {seconds !== null && <p className="dim">{sayLength(seconds * 1000)} long</p>}
      {failed && (
        <p role="alert">The sound cannot be played. It may have been deleted since, or you may not hear it.</p>
      )}
    </>
  );
}
