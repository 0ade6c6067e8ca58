import { useState } from 'react';
import { useAnswer } from '../answers.ts';
import { fileOf } from './fileOf.ts';
import type { Version, WholeVersion } from './rotaTypes.ts';

const signs = { same: ' ', gone: '−', new: '+', skipped: '⋯' } as const;
const spoken = { same: '', gone: 'gone: ', new: 'new: ', skipped: '' } as const;

/** The lines of a file that changed, beside what was in force before. */
export function Difference({ of, isOpen = false }: { of: Version; isOpen?: boolean }) {
  const [open, setOpen] = useState(isOpen);
  const whole = useAnswer<WholeVersion>(`/versions/${of.id}`, { enabled: open });
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The lines of {fileOf(of)} that changed</summary>
      {whole.error && <p role="alert">{whole.error.message}</p>}
      {open && whole.data?.version.id === of.id && <Lines of={whole.data} />}
    </details>
  );
}

function Lines({ of: { lines, left, against } }: { of: WholeVersion }) {
  const changed = lines.filter(({ kind }) => kind === 'gone' || kind === 'new');
  return (
    <>
      {against === null && <p>No file of this name was in force before.</p>}
      {changed.length === 0 && <p>No line of it changed: it is held back for what it is read together with.</p>}
      {changed.length > 0 && (
        <div className="scroll">
          <table className="difference">
            <thead>
              <tr>
                <th scope="col">Before</th>
                <th scope="col">After</th>
                <th scope="col">Line</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ kind, text, before, after }) => (
                <tr key={`${before} ${after}`} className={kind}>
                  <td className="dim">{kind === 'skipped' ? '' : before}</td>
                  <td className="dim">{kind === 'skipped' ? '' : after}</td>
                  <td>
                    <code>
                      <span aria-hidden="true">{signs[kind]} </span>
                      <span className="spoken">{spoken[kind]}</span>
                      {kind === 'skipped' ? 'lines that stay as they are' : text}
                    </code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {left > 0 && <p>And {left} lines more.</p>}
    </>
  );
}
