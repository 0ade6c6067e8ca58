/** Where the steps of a drawing stand, and how the ways between them run. */
import { Graph, type GraphLabel, layout, type NodeLabel, type Point } from '@dagrejs/dagre';
import type { Flow } from '../apiTypes.ts';

export interface Box {
  name: string;
  /** Of its middle. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Line {
  from: string;
  to: string;
  label: string;
  byPerson: boolean;
  points: readonly Point[];
  x: number;
  y: number;
}

export interface Picture {
  width: number;
  height: number;
  boxes: Box[];
  lines: Line[];
}

interface Way {
  label: string;
  byPerson: boolean;
  width: number;
  height: number;
  labelpos: 'c';
  points?: Point[];
  x?: number;
  y?: number;
}

export const boxWidth = 176;
const boxHeight = 46;
const labelHeight = 15;
const letterWidth = 6.3;
/** Letters of a way that are drawn; the list has them all. */
const shownLetters = 26;

/** Several ways between two steps are one line. */
export function layOut(flow: Flow): Picture {
  const graph = new Graph<GraphLabel, NodeLabel, Way>();
  graph.setGraph({ rankdir: 'TB', nodesep: 18, ranksep: 28, edgesep: 10, marginx: 12, marginy: 12 });
  for (const { name } of flow.steps) graph.setNode(name, { width: boxWidth, height: boxHeight });
  for (const { name, ways } of flow.steps)
    for (const to of new Set(ways.map((way) => way.to))) {
      const both = ways.filter((way) => way.to === to);
      const label = labelOf(both.map((way) => way.label));
      const width = label === '' ? 1 : label.length * letterWidth + 8;
      const byPerson = both.some((way) => way.byPerson);
      graph.setEdge(name, to, { label, byPerson, width, height: labelHeight, labelpos: 'c' });
    }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() ?? {};
  const boxes = graph.nodes().map((name): Box => {
    const { x = 0, y = 0 } = graph.node(name) ?? {};
    return { name, x, y, width: boxWidth, height: boxHeight };
  });
  const lines = graph.edges().map((edge): Line => {
    const { label = '', byPerson = false, points = [], x = 0, y = 0 } = graph.edge(edge) ?? {};
    return { from: edge.v, to: edge.w, label, byPerson, points, x, y };
  });
  return { width, height, boxes, lines };
}

/** The first of them, and that there are more. */
function labelOf(labels: readonly string[]): string {
  const [first = '', ...others] = labels;
  const whole = labels.join(', ');
  if (whole.length <= shownLetters) return whole;
  const more = others.length > 0 ? ` +${others.length}` : '';
  const room = shownLetters - more.length;
  return `${first.length > room ? `${first.slice(0, room - 1)}…` : first}${more}`;
}
