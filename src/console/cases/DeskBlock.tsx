import { useEffect, useRef, useState } from 'react';
import { Action } from '../parts/Action.tsx';
import { later } from '../ticking.ts';

const copiedMs = 4_000;

/** What the desk pastes into its own system. */
export function DeskBlock({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  const block = useRef<HTMLPreElement>(null);
  useEffect(() => (said === '' ? undefined : later(copiedMs, () => setSaid(''))), [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied.');
    } catch {
      // Browsers give the clipboard to pages of https and of this machine only.
      if (block.current) getSelection()?.selectAllChildren(block.current);
      setSaid('Press Ctrl and C: it is selected.');
    }
  };
  return (
    <section aria-labelledby="desk-block">
      <h2 id="desk-block">For the desk</h2>
      <pre ref={block} className="card">
        {text}
      </pre>
      <div className="acts">
        <Action onPress={() => void copy()}>Copy it</Action>
        <span role="status">{said}</span>
      </div>
    </section>
  );
}
