import { type FactCatalogue, type FlowName, factCatalogues, flowNames } from '../domain/facts.ts';
import { listSteps } from '../flow/listSteps.ts';
import { sayEffect } from '../flow/sayEffect.ts';
import type { InForce } from './context.ts';

/** The flows in force, with how many steps each has. */
export function listFlows({ flows }: InForce) {
  return flowNames.map((name) => {
    const { flow, hash } = flows[name];
    return { name, about: flow.about, hash, steps: Object.keys(flow.steps).length };
  });
}

/** A flow in force as the page draws it: its steps, the ways between them, and what they commit as sentences. */
export function describeFlow({ flows }: InForce, name: FlowName) {
  const { flow, hash } = flows[name];
  const catalogue: FactCatalogue = factCatalogues[name];
  return {
    name,
    about: flow.about,
    hash,
    first: flow.first,
    steps: listSteps(flow).map(({ fact, commits, onHangUp, ...step }) => ({
      ...step,
      fact: fact === null ? null : { name: fact, about: catalogue[fact]?.about ?? '' },
      commits: commits.map(sayEffect),
      onHangUp: onHangUp.map(sayEffect),
    })),
  };
}
