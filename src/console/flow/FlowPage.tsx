/** The conversations as they are in force, the calls that are on them now, and a call that can be tried. */
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useAnswer } from '../answers.ts';
import type { Flow, Flows, Now } from '../apiTypes.ts';
import { StepCard } from './StepCard.tsx';
import { StepList } from './StepList.tsx';
import { TryPanel } from './TryPanel.tsx';
import './flow.css';

const Drawing = lazy(() => import('./Drawing.tsx').then((room) => ({ default: room.Drawing })));

/** No call changes a flow; a file that is put in force does. */
const rarely = { fixed: true, everyMs: 60_000 } as const;

type Came = readonly { flow: string; step: string }[];

export function FlowPage() {
  const [search, setSearch] = useSearchParams();
  const [came, setCame] = useState<Came>([]);
  const name = search.get('name') ?? 'hotline';
  const flows = useAnswer<Flows>('/flows', rarely);
  const flow = useAnswer<Flow>(`/flows/${encodeURIComponent(name)}`, rarely);
  const now = useAnswer<Now>('/now');
  const change = useCallback(
    (values: Readonly<Record<string, string | null>>) => setSearch((before) => withValues(before, values)),
    [setSearch],
  );
  // A try is followed: the step that it comes to is shown, in the flow that it is in.
  const follow = useCallback(
    (steps: Came) => {
      setCame(steps);
      const last = steps.at(-1);
      if (last) setSearch((before) => withValues(before, { name: last.flow, step: last.step }), { replace: true });
    },
    [setSearch],
  );
  const shown = flow.data?.name === name ? flow.data : undefined;
  const path = useMemo(() => pathIn(came, name), [came, name]);
  const problem = flow.error ?? flows.error ?? now.error;
  if (problem && !shown) return <p role="alert">{problem.message}</p>;
  if (!flows.data || !now.data) return <p role="status">Opening …</p>;
  const addressOf = (other: string, step?: string) =>
    `/flow?${withValues(search, { name: other, step: step ?? null }).toString()}`;
  return (
    <>
      <h1>Flow</h1>
      <div className="which">
        <label htmlFor="which-flow">The conversation</label>
        <select id="which-flow" value={name} onChange={(event) => change({ name: event.target.value, step: null })}>
          {flows.data.items.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name} ({one.steps} steps)
            </option>
          ))}
        </select>
      </div>
      {shown && (
        <>
          <p>
            {shown.about} <span className="dim">In force: {shown.hash}</span>
          </p>
          <Shown
            flow={shown}
            chosen={search.get('step') ?? shown.first}
            {...path}
            calls={now.data.calls.filter((call) => call.flow === name)}
            choose={(step) => change({ step })}
            addressOf={addressOf}
          />
        </>
      )}
      <TryPanel now={now.data} search={search} change={change} linkTo={addressOf} came={follow} />
    </>
  );
}

interface ShownProps {
  flow: Flow;
  chosen: string;
  visited: ReadonlySet<string>;
  gone: ReadonlySet<string>;
  calls: Now['calls'];
  choose: (step: string) => void;
  addressOf: (flow: string, step?: string) => string;
}

function Shown({ flow, chosen, visited, gone, calls, choose, addressOf }: ShownProps) {
  const step = flow.steps.find((one) => one.name === chosen);
  const shared = { flow, chosen, visited, calls, choose };
  return (
    <section className="flow" aria-label={`The flow ${flow.name}`}>
      <Suspense fallback={<p role="status">Drawing …</p>}>
        <Drawing {...shared} gone={gone} />
      </Suspense>
      <div className="beside">
        <StepList {...shared} />
        {step ? (
          <StepCard
            step={step}
            calls={calls}
            linkTo={(other) => addressOf(flow.name, other)}
            linkToFlow={(other) => addressOf(other)}
          />
        ) : (
          <p role="status">
            The flow {flow.name} has no step "{chosen}".
          </p>
        )}
      </div>
    </section>
  );
}

/** The steps of one flow that a try has come to, and the ways between them as "from to". */
function pathIn(came: Came, name: string) {
  const visited = new Set<string>();
  const gone = new Set<string>();
  came.forEach(({ flow, step }, i) => {
    if (flow !== name) return;
    visited.add(step);
    const before = came[i - 1];
    if (before?.flow === name) gone.add(`${before.step} ${step}`);
  });
  return { visited, gone };
}

/** An address with these values in it; null takes one out. */
function withValues(before: URLSearchParams, values: Readonly<Record<string, string | null>>): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(values))
    if (value === null) after.delete(name);
    else after.set(name, value);
  return after;
}
