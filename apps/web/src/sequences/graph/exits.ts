import type { SequenceGraph, Step, StepId } from './sequence-graph';

/** One way out of a step, named by the key that holds it. `start` of the graph is the way out of null. */
export interface Edge {
  from: StepId | null;
  /** `next`, `then`, `else`, `case 0`, `part 0`, or `start`. */
  exit: string;
}

export interface Exit {
  exit: string;
  next: StepId | null;
}

/** Every way out of a step, in the order in which it asks. An `end` has none. */
export function exitsOf(step: Step): Exit[] {
  switch (step.kind) {
    case 'waitUntil':
      return [
        { exit: 'then', next: step.then },
        { exit: 'else', next: step.else },
      ];
    case 'branch':
      return [
        ...step.cases.map(({ next }, index) => ({ exit: `case ${index}`, next })),
        { exit: 'else', next: step.else },
      ];
    case 'split':
      return step.parts.map(({ next }, index) => ({ exit: `part ${index}`, next }));
    case 'end':
      return [];
    default:
      return [{ exit: 'next', next: step.next }];
  }
}

export const isFork = (step: Step): boolean =>
  step.kind === 'waitUntil' || step.kind === 'branch' || step.kind === 'split';

/** The same step with one way out leading elsewhere. */
export function withExit(step: Step, exit: string, next: StepId | null): Step {
  const index = Number(exit.split(' ')[1]);
  switch (step.kind) {
    case 'waitUntil':
      return exit === 'then' ? { ...step, then: next } : { ...step, else: next };
    case 'branch':
      return exit === 'else'
        ? { ...step, else: next }
        : { ...step, cases: step.cases.map((one, at) => (at === index ? { ...one, next } : one)) };
    case 'split':
      return { ...step, parts: step.parts.map((one, at) => (at === index ? { ...one, next } : one)) };
    case 'end':
      return step;
    default:
      return { ...step, next };
  }
}

/** Where an edge leads; null is the end, and so is the name of a step that does not exist. */
export function targetOf(graph: SequenceGraph, { from, exit }: Edge): StepId | null {
  const step = from === null ? undefined : graph.steps[from];
  const next =
    from === null ? graph.start : ((step && exitsOf(step).find((one) => one.exit === exit)?.next) ?? null);
  return next !== null && Object.hasOwn(graph.steps, next) ? next : null;
}

/** Every edge of the graph, that from its start first. */
export function edgesOf(graph: SequenceGraph): (Edge & { to: StepId | null })[] {
  const start: Edge = { from: null, exit: 'start' };
  const others = Object.entries(graph.steps).flatMap(([id, step]) =>
    exitsOf(step).map(({ exit }): Edge => ({ from: id, exit })),
  );
  return [start, ...others].map((edge) => ({ ...edge, to: targetOf(graph, edge) }));
}

/** The steps that can be reached from one, itself among them. */
export function reachableFrom(graph: SequenceGraph, first: StepId | null): Set<StepId> {
  const found = new Set<StepId>(first !== null && Object.hasOwn(graph.steps, first) ? [first] : []);
  for (const id of found) {
    const step = graph.steps[id];
    for (const { next } of step ? exitsOf(step) : []) {
      if (next !== null && Object.hasOwn(graph.steps, next)) found.add(next);
    }
  }
  return found;
}
