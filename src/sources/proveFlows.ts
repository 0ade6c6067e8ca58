/** Everything that proves a change of the flows, on files alone: nothing has to run. */
import { StartError } from '../domain/errors.ts';
import { type FactCatalogue, type FlowName, flowNames } from '../domain/facts.ts';
import type { Flow } from '../flow/flowSchema.ts';
import { runScenario } from '../flow/runScenario.ts';
import { scenariosSchema } from '../flow/scenarioSchema.ts';
import { searchFlow } from '../flow/searchFlow.ts';
import { type Way, waysToPage } from '../flow/waysToPage.ts';
import { catalogueOf, type ReadSource, readDirectory, readFlow, type SourceOptions } from './checkSources.ts';
import { readYaml } from './readYaml.ts';

export interface Proof {
  /** For people to read, in the order of the flows. */
  lines: string[];
  holds: boolean;
}

/**
 * Lints every flow, plays its scenarios, and searches it.
 * @throws StartError when the directory, which says which teams there are, cannot be read
 */
export function proveFlows(read: ReadSource, options: Pick<SourceOptions, 'allowedCountries'>): Proof {
  const directory = readDirectory(read('directory', 'directory'), options).value;
  const proofs = flowNames.map((name) => proveFlow(read, name, catalogueOf(name, directory)));
  return { lines: proofs.flatMap(({ lines }) => lines), holds: proofs.every(({ holds }) => holds) };
}

function proveFlow(read: ReadSource, name: FlowName, catalogue: FactCatalogue): Proof {
  try {
    const flow = readFlow(read('flow', name), catalogue);
    const source = read('flow', `${name}.scenarios`);
    const scenarios = readYaml(source.path, source.text, scenariosSchema).value;
    const failed = scenarios.flatMap((scenario) =>
      runScenario(flow, catalogue, scenario).map((sentence) => `  ✗ scenario "${scenario.name}", ${sentence}`),
    );
    const { wrong, standings, outcomes } = searchFlow(flow, catalogue);
    const broken = wrong.map((sentence) => `  ✗ ${sentence}`);
    const steps = Object.keys(flow.steps).length;
    const counts = `${steps} steps, ${scenarios.length} scenarios, ${standings} standings searched`;
    const lines = [
      `${name}: ${counts}`,
      ...failed,
      ...broken,
      ...(outcomes.length > 0 ? [`  a call ends as: ${outcomes.join(', ')}`] : []),
      ...tellWays(flow, catalogue),
    ];
    return { lines, holds: failed.length + broken.length === 0 };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { lines: [`${name}:`, `  ✗ ${error.message}`], holds: false };
  }
}

function tellWays(flow: Flow, catalogue: FactCatalogue): string[] {
  const ways = waysToPage(flow, catalogue);
  if (ways === null) return [];
  const longest = ways.more ? 'the longest way to a page that was found' : 'the longest way to a page';
  return [tell('the shortest way to a page', ways.shortest), tell(longest, ways.longest)];
}

function tell(which: string, { keys, seconds, turns }: Way): string {
  const pressed = keys === 1 ? '1 key' : `${keys} keys`;
  return `  ${which}: ${pressed}, ${Math.round(seconds)} s of speech (${turns.join(', ')})`;
}
