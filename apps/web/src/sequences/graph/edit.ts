import { edgesOf, exitsOf, reachableFrom, targetOf, withExit, type Edge } from './exits';
import type { SequenceGraph, Step, StepId, StepKind } from './sequence-graph';

const MAX_ID = 40;

/** `email`, `email-2`, …: for a new step. */
export function freeId(steps: SequenceGraph['steps'], kind: StepKind): StepId {
  const base = kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(0, MAX_ID - 4);
  let id: StepId = base;
  for (let number = 2; Object.hasOwn(steps, id); number += 1) id = `${base}-${number}`;
  return id;
}

/** Leads one edge elsewhere. */
export function lead(graph: SequenceGraph, { from, exit }: Edge, to: StepId | null): SequenceGraph {
  if (from === null) return { ...graph, start: to };
  const step = graph.steps[from];
  return step ? setStep(graph, from, withExit(step, exit, to)) : graph;
}

export function setStep(graph: SequenceGraph, id: StepId, step: Step): SequenceGraph {
  return { ...graph, steps: { ...graph.steps, [id]: step } };
}

/** Puts a step into all of these edges, which lead to the same place; every way out of it goes on there. */
export function insertStep(
  graph: SequenceGraph,
  edges: readonly Edge[],
  step: Step,
): { graph: SequenceGraph; id: StepId } {
  const id = freeId(graph.steps, step.kind);
  const to = edges[0] ? targetOf(graph, edges[0]) : null;
  const led = exitsOf(step).reduce((made, { exit }) => withExit(made, exit, to), step);
  const grown = setStep(graph, id, led);
  return { id, graph: edges.reduce((made, edge) => lead(made, edge, id), grown) };
}

/**
 * Takes a step out: what led to it goes on to where its way out `keep` leads (its only one by default). Steps that only its other
 * ways led to go with it.
 */
export function removeStep(graph: SequenceGraph, id: StepId, keep = 'next'): SequenceGraph {
  const to = targetOf(graph, { from: id, exit: keep });
  const before = new Set(
    Object.keys(graph.steps).filter((one) => !reachableFrom(graph, graph.start).has(one)),
  );
  const led = edgesOf(graph)
    .filter((edge) => edge.to === id)
    .reduce((made, edge) => lead(made, edge, to), graph);
  const reached = reachableFrom(led, led.start);
  const kept = Object.entries(led.steps).filter(
    ([one]) => one !== id && (reached.has(one) || before.has(one)),
  );
  return { ...led, steps: Object.fromEntries(kept) };
}

/** Where an edge of a step may lead without making a circle: anywhere that the step cannot be reached from. */
export function possibleTargets(graph: SequenceGraph, from: StepId): StepId[] {
  return Object.keys(graph.steps).filter((id) => !reachableFrom(graph, id).has(from));
}
