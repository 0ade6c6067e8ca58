/** A flow as a picture. The list beside it says the same, and is the way for keyboard and screen readers. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Flow, Now, Step } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { type Box, type Line, layOut } from './layOut.ts';
import { sayCall } from './sayCall.ts';

export interface DrawingProps {
  flow: Flow;
  chosen: string;
  /** Steps that a try has come to, and the ways between them as "from to". */
  visited: ReadonlySet<string>;
  gone: ReadonlySet<string>;
  /** On the line in this flow. */
  calls: Now['calls'];
  choose: (step: string) => void;
}

const zooms = [0.35, 0.5, 0.7, 1, 1.4] as const;

export function Drawing({ flow, chosen, visited, gone, calls, choose }: DrawingProps) {
  const picture = useMemo(() => layOut(flow), [flow]);
  const [zoom, setZoom] = useState(2);
  const frame = useRef<HTMLDivElement>(null);
  const scale = zooms[zoom] ?? 1;
  const boxes = useMemo(() => new Map(picture.boxes.map((box) => [box.name, box])), [picture]);
  const middle = boxes.get(chosen);
  useEffect(() => {
    const place = frame.current;
    if (!place || !middle) return;
    place.scrollTo({
      left: middle.x * scale - place.clientWidth / 2,
      top: middle.y * scale - place.clientHeight / 2,
    });
  }, [middle, scale]);
  useChosenByClick(frame, choose);
  return (
    <div className="drawing">
      <div className="acts">
        <Action onPress={() => setZoom(zoom - 1)} whyNot={zoom === 0 ? 'It is as small as it gets.' : null}>
          Smaller
        </Action>
        <Action
          onPress={() => setZoom(zoom + 1)}
          whyNot={zoom === zooms.length - 1 ? 'It is as large as it gets.' : null}
        >
          Larger
        </Action>
      </div>
      <section className="frame" ref={frame} aria-label={`Drawing of the flow ${flow.name}`}>
        <div className="sheet" style={{ width: picture.width * scale, height: picture.height * scale }}>
          <svg
            aria-hidden="true"
            width={picture.width * scale}
            height={picture.height * scale}
            viewBox={`0 0 ${picture.width} ${picture.height}`}
          >
            <Arrows />
            {picture.lines.map((line) => (
              <Way
                key={`${line.from} ${line.to}`}
                line={line}
                look={line.from === chosen ? 'lit' : gone.has(`${line.from} ${line.to}`) ? 'gone' : 'plain'}
              />
            ))}
            {flow.steps.map((step) => (
              <Shape
                key={step.name}
                step={step}
                box={boxes.get(step.name)}
                look={step.name === chosen ? 'chosen' : visited.has(step.name) ? 'visited' : ''}
              />
            ))}
          </svg>
          <Dots calls={calls} boxes={boxes} scale={scale} />
        </div>
      </section>
    </div>
  );
}

/** A click on a box chooses its step, as the list does by keyboard. */
function useChosenByClick(frame: React.RefObject<HTMLDivElement | null>, choose: (step: string) => void): void {
  useEffect(() => {
    const place = frame.current;
    const clicked = ({ target }: MouseEvent) => {
      const step = target instanceof Element ? target.closest('[data-step]')?.getAttribute('data-step') : null;
      if (step) choose(step);
    };
    place?.addEventListener('click', clicked);
    // It scrolls, so the keyboard has to reach it.
    if (place) place.tabIndex = 0;
    return () => place?.removeEventListener('click', clicked);
  }, [frame, choose]);
}

function Arrows() {
  return (
    <defs>
      {['plain', 'lit', 'gone'].map((look) => (
        <marker
          key={look}
          id={`arrow-${look}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="9"
          markerHeight="9"
          orient="auto"
        >
          <path className={`arrow ${look}`} d="M0 0 L8 4 L0 8 z" />
        </marker>
      ))}
    </defs>
  );
}

function Way({ line, look }: { line: Line; look: 'plain' | 'lit' | 'gone' }) {
  const path = line.points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
  return (
    <g className={`way ${line.byPerson ? 'person' : ''} ${look}`}>
      <path d={path} markerEnd={`url(#arrow-${look})`} />
      {line.label !== '' && (
        <text x={line.x} y={line.y + 4}>
          {line.label}
        </text>
      )}
    </g>
  );
}

function Shape({ step, box, look }: { step: Step; box: Box | undefined; look: string }) {
  if (!box) return null;
  const [left, top] = [box.x - box.width / 2, box.y - box.height / 2];
  return (
    <g data-step={step.name} className={`step ${step.kind} ${look}`}>
      <rect x={left} y={top} width={box.width} height={box.height} rx={step.kind === 'end' ? 20 : 6} />
      <text x={box.x} y={box.y - 4} className="name">
        {step.name}
      </text>
      <text x={box.x} y={box.y + 13}>
        {briefly(step)}
      </text>
    </g>
  );
}

function briefly(step: Step): string {
  const text = step.fact ? `${step.fact.name}?` : (step.words[0] ?? step.commits[0] ?? step.continuesIn ?? step.kind);
  return text.length > 27 ? `${text.slice(0, 26).trimEnd()}…` : text;
}

/** Each live call is a dot on its step; it leads to its case when there is one. */
function Dots({ calls, boxes, scale }: { calls: Now['calls']; boxes: ReadonlyMap<string, Box>; scale: number }) {
  const before = new Map<string, number>();
  return calls.map((call) => {
    const box = boxes.get(call.step);
    if (!box) return null;
    const nth = before.get(call.step) ?? 0;
    before.set(call.step, nth + 1);
    const style = {
      left: (box.x + box.width / 2 - 8 - (nth % 8) * 18) * scale,
      top: (box.y - box.height / 2) * scale,
    };
    if (call.caseNumber === null || !call.opened)
      return <span key={call.leg} className="dot" style={style} role="img" aria-label={sayCall(call)} />;
    return (
      <Link
        key={call.leg}
        className="dot"
        style={style}
        href={`/cases/${call.caseNumber}`}
        aria-label={sayCall(call)}
      />
    );
  });
}
