/** Changed files that are held back, and what a lead may do with them. */
import { useAnswer } from '../answers.ts';
import type { Session } from '../apiTypes.ts';
import { DecidedVersions } from './DecidedVersions.tsx';
import { HeldVersion } from './HeldVersion.tsx';
import type { Changes } from './rotaTypes.ts';

export function ChangesView({ session }: { session: Session }) {
  const changes = useAnswer<Changes>('/rotas/changes');
  if (changes.error && !changes.data) return <p role="alert">{changes.error.message}</p>;
  if (!changes.data) return <p role="status">Opening …</p>;
  const { held, decided, zone } = changes.data;
  return (
    <>
      <section aria-labelledby="held">
        <h2 id="held">Held back</h2>
        {held.length === 0 && <p>No changed file is held back: what the files say is in force.</p>}
        {held.map((one) => (
          <HeldVersion key={one.version.id} of={one} zone={zone} session={session} />
        ))}
      </section>
      <DecidedVersions decided={decided} zone={zone} />
    </>
  );
}
