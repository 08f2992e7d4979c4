import { edgesOf, exitsOf, isFork, reachableFrom, targetOf, type Edge } from './exits';
import type { SequenceGraph, Step, StepId } from './sequence-graph';

/** A graph as nested lists: what both views show. Every step stands in it exactly once. */
export interface Outline {
  items: OutlineItem[];
  /** The edges by which one leaves these items downwards; "+" puts a step into all of them. Empty after an `end` or where all ways ended before. */
  tail: Edge[];
  /** Where the tail leads when that is not right below: a step that stands elsewhere. */
  goesTo: StepId | null;
}

export interface OutlineItem {
  id: StepId;
  step: Step;
  /** Into this step, from the item above: "+" between both. */
  edges: Edge[];
  /** Of a fork: one per way out. */
  arms: { exit: string; outline: Outline }[];
}

/** The flow from the start on, and then what nothing leads to. */
export function outlineOf(graph: SequenceGraph): { main: Outline; loose: Outline[] } {
  const walk = walker(graph);
  const placed = new Set<StepId>();
  const main = walk(graph.start, { edges: [{ from: null, exit: 'start' }], stops: new Set(), placed });
  const targets = new Set(edgesOf(graph).map(({ to }) => to));
  const ids = Object.keys(graph.steps);
  const loose: Outline[] = [];
  for (const id of [...ids.filter((one) => !targets.has(one)), ...ids]) {
    if (!placed.has(id)) loose.push(walk(id, { edges: [], stops: new Set(), placed }));
  }
  return { main, loose };
}

interface Way {
  edges: Edge[];
  /** Where the lists around this one go on. */
  stops: ReadonlySet<StepId>;
  placed: Set<StepId>;
}

function walker(graph: SequenceGraph): (first: StepId | null, way: Way) => Outline {
  const joins = joinsOf(graph);
  return function walk(first, { edges, stops, placed }) {
    const items: OutlineItem[] = [];
    let open = edges;
    for (let id = first; ; id = open[0] ? targetOf(graph, open[0]) : null) {
      const step = id === null ? undefined : graph.steps[id];
      if (id === null || !step) return { items, tail: open, goesTo: null };
      if (stops.has(id) || placed.has(id)) return { items, tail: open, goesTo: id };
      placed.add(id);
      const item: OutlineItem = { id, step, edges: open, arms: [] };
      items.push(item);
      if (step.kind === 'end') return { items, tail: [], goesTo: null };
      open = exitsOf(step).map(({ exit }) => ({ from: item.id, exit }));
      if (!isFork(step)) continue;
      const join = joins.get(id) ?? null;
      const inner = join === null ? stops : new Set([...stops, join]);
      item.arms = open.map((edge) => ({
        exit: edge.exit,
        outline: walk(targetOf(graph, edge), { edges: [edge], stops: inner, placed }),
      }));
      if (join === null || stops.has(join) || placed.has(join)) return { items, tail: [], goesTo: null };
      for (const { outline } of item.arms) meetBelow(outline, join);
      open = edgesInto(graph, join, reachableFrom(graph, id));
    }
  };
}

/** What goes on right below need not say where. */
function meetBelow(outline: Outline, join: StepId): void {
  if (outline.goesTo === join) outline.goesTo = null;
  for (const arm of outline.items.at(-1)?.arms ?? []) meetBelow(arm.outline, join);
}

function edgesInto(graph: SequenceGraph, id: StepId, within: ReadonlySet<StepId>): Edge[] {
  return edgesOf(graph)
    .filter(({ from, to }) => to === id && from !== null && within.has(from))
    .map(({ from, exit }) => ({ from, exit }));
}

/**
 * Of each fork the step at which all its ways have met again, if they do: the nearest that every way to an end passes
 * (its immediate post-dominator).
 */
export function joinsOf(graph: SequenceGraph): Map<StepId, StepId> {
  const after = new Map<StepId, Set<StepId>>();
  const visit = (id: StepId): Set<StepId> => {
    const known = after.get(id);
    if (known) return known;
    // Met again while it is open, a step closes a circle; nothing is known to come after it then.
    const own = new Set([id]);
    after.set(id, own);
    const step = graph.steps[id];
    const nexts = step ? exitsOf(step).map(({ exit }) => targetOf(graph, { from: id, exit })) : [];
    const sets = nexts.map((next) => (next === null ? new Set<StepId>() : visit(next)));
    const [first, ...others] = sets;
    for (const one of first ?? []) if (others.every((set) => set.has(one))) own.add(one);
    return own;
  };
  const joins = new Map<StepId, StepId>();
  for (const [id, step] of Object.entries(graph.steps)) {
    if (!isFork(step)) continue;
    const candidates = [...visit(id)].filter((one) => one !== id);
    const nearest = candidates.sort((a, b) => visit(b).size - visit(a).size)[0];
    if (nearest !== undefined) joins.set(id, nearest);
  }
  return joins;
}

/** Every step of an outline, from above. */
export function stepsIn(outline: Outline): StepId[] {
  return outline.items.flatMap(({ id, arms }) => [id, ...arms.flatMap((arm) => stepsIn(arm.outline))]);
}
