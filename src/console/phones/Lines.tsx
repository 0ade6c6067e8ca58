import { useEffect, useRef } from 'react';
import type { Happening } from './happenings.ts';

const told: Readonly<Record<string, (text: string, name: string) => string>> = {
  hears: (text) => text,
  beep: () => '(beep)',
  says: (text, name) => `${name}: ${text}`,
  presses: (text, name) => `${name} presses ${text}`,
  'sends text': (text, name) => `${name} texts: ${text}`,
  'gets text': (text) => text,
  answers: (text, name) => (text === 'a machine' ? 'The voicemail answers' : `${name} answers`),
  rings: () => 'rings',
  dials: (_text, name) => `${name} dials`,
  ends: () => 'The call has ended',
  connected: () => 'Connected',
};

/** What happened on one telephone. */
export function Lines({ of, lines }: { of: string; lines: readonly Happening[] }) {
  const end = useRef<HTMLDivElement>(null);
  const newest = lines.at(-1)?.id;
  useEffect(() => {
    const list = end.current?.parentElement;
    if (list && newest !== undefined) list.scrollTop = list.scrollHeight;
  }, [newest]);
  return (
    // A list that scrolls is reached by keyboard.
    <div className="lines" role="log" aria-label={`What happens on the phone of ${of}`} tabIndex={0}>
      {lines.map((one) => (
        <p key={`${one.id} ${one.number}`} className={one.kind.replace(' ', '-')}>
          {told[one.kind]?.(one.text, of) ?? one.text}
        </p>
      ))}
      <div ref={end} />
    </div>
  );
}
