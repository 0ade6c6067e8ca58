import { useEffect, useRef, useState } from 'react';
import { Input, Label, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import type { Flow, Now, Step } from '../apiTypes.ts';

interface StepListProps {
  flow: Flow;
  chosen: string;
  visited: ReadonlySet<string>;
  calls: Now['calls'];
  choose: (step: string) => void;
}

/** Every step by name: arrows move, letters search, and choosing shows it. */
export function StepList({ flow, chosen, visited, calls, choose }: StepListProps) {
  const [words, setWords] = useState('');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const item = list.current?.querySelector(`[data-key="${chosen}"]`);
    const box = list.current;
    if (!(item instanceof HTMLElement) || !box) return;
    const { offsetTop: top, offsetHeight: height } = item;
    const isSeen = top >= box.scrollTop && top + height <= box.scrollTop + box.clientHeight;
    if (!isSeen) box.scrollTop = top - box.clientHeight / 3;
  }, [chosen]);
  const found = flow.steps.filter((step) => isAbout(step, words));
  return (
    <div className="steps">
      <SearchField value={words} onChange={setWords}>
        <Label>Search the steps</Label>
        <Input placeholder="a name, or words that are said" />
      </SearchField>
      <ListBox
        ref={list}
        aria-label={`Steps of the flow ${flow.name}`}
        className="step-list"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen]}
        onSelectionChange={(keys) => {
          if (keys !== 'all') for (const key of keys) choose(String(key));
        }}
        renderEmptyState={() => 'No step has these words.'}
      >
        {found.map((step) => {
          const here = calls.filter((call) => call.step === step.name).length;
          return (
            <ListBoxItem key={step.name} id={step.name} textValue={step.name} className="step-item">
              <strong>{step.name}</strong> <span className="dim">{step.kind}</span>
              {visited.has(step.name) && <span className="badge">tried</span>}
              {here > 0 && <span className="badge live">{here === 1 ? 'one call' : `${here} calls`}</span>}
            </ListBoxItem>
          );
        })}
      </ListBox>
    </div>
  );
}

function isAbout(step: Step, words: string): boolean {
  const text = `${step.name} ${step.words.join(' ')} ${step.fact?.name ?? ''}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
