import { useState } from 'react';
import type { Tried } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { numbered } from '../parts/numbered.ts';

/** The try as a scenario: it is copied or downloaded, and put into its file by hand. */
export function TryScenario({ scenarios }: { scenarios: Tried['scenarios'] }) {
  return (
    <section aria-labelledby="scenario">
      <h3 id="scenario">Save as a scenario</h3>
      <p>
        The service writes no file. Put it at the end of the file named below, give it a name of its own, and run{' '}
        <code>npm run flows</code>: it proves that the flow still does this. Names and numbers are the examples.
      </p>
      {numbered(scenarios).map(({ nth, of: one }) => (
        <OneScenario key={nth} {...one} />
      ))}
    </section>
  );
}

function OneScenario({ flow, file, text }: Tried['scenarios'][number]) {
  const [told, setTold] = useState('');
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setTold('Copied.'),
      () => setTold('The browser does not let us copy; mark the text below.'),
    );
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
    link.download = `${flow}.tried.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <div className="acts">
        <Action onPress={copy}>Copy as scenario ({file})</Action>
        <Action onPress={save}>Download</Action>
        <span role="status">{told}</span>
      </div>
      <details>
        <summary>Look at it</summary>
        <textarea className="yaml" readOnly value={text} aria-label={`Scenario for ${file}`} rows={8} />
      </details>
    </>
  );
}
