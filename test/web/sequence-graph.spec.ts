import { graphOf, parseSequenceGraph, SEQUENCE_LIBRARY } from '@features/sequences';
import { insertStep, possibleTargets, removeStep } from '../../apps/web/src/sequences/graph/edit';
import { edgesOf, exitsOf, isFork } from '../../apps/web/src/sequences/graph/exits';
import { layoutOf, NODE_HEIGHT, NODE_WIDTH } from '../../apps/web/src/sequences/graph/layout';
import { newStep, STEP_KINDS } from '../../apps/web/src/sequences/graph/new-step';
import { outlineOf, stepsIn, type Outline } from '../../apps/web/src/sequences/graph/outline';
import { asGraph, toJson, type SequenceGraph } from '../../apps/web/src/sequences/graph/sequence-graph';

const CHOSEN = {
  topicId: '0198a000-0000-7000-8000-000000000001',
  assetId: '0198a000-0000-7000-8000-000000000002',
  segmentId: '0198a000-0000-7000-8000-000000000003',
};

/** As the API answers it: with every default filled in, and through JSON. */
function served(json: unknown): Record<string, unknown> {
  const parsed = parseSequenceGraph(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return JSON.parse(JSON.stringify(parsed.graph)) as Record<string, unknown>;
}

const SHIPPED = SEQUENCE_LIBRARY.map((entry) => ({
  key: entry.key,
  json: served(
    graphOf(entry, {
      ...CHOSEN,
      templates: Object.fromEntries(
        entry.emails.map(({ key }, index) => [key, `0198a000-0000-7000-8000-1000000000${10 + index}`]),
      ),
    }),
  ),
}));

const plusesIn = (outline: Outline): Outline['tail'][] => [
  ...outline.items.flatMap((item) => [item.edges, ...item.arms.flatMap((arm) => plusesIn(arm.outline))]),
  outline.tail,
];
const everyPlus = (graph: SequenceGraph) =>
  plusesIn(outlineOf(graph).main).filter((edges) => edges.length > 0);

describe.each(SHIPPED)('the shipped sequence $key in the builder', ({ json }) => {
  const graph = asGraph(structuredClone(json));

  it('shows every step once, and is saved as it came', () => {
    const { main, loose } = outlineOf(graph);
    layoutOf(graph, { main, loose });
    expect(loose).toEqual([]);
    expect(stepsIn(main).sort()).toEqual(Object.keys(graph.steps).sort());
    expect(toJson(graph)).toEqual(json);
    expect(served(toJson(graph))).toEqual(json);
  });

  it('is the same again after any step was put in at any "+" and taken out', () => {
    for (const edges of everyPlus(graph)) {
      for (const kind of STEP_KINDS.filter((one) => one !== 'end')) {
        const { graph: grown, id } = insertStep(graph, edges, newStep(kind));
        const step = grown.steps[id];
        expect(step && stepsIn(outlineOf(grown).main)).toContain(id);
        expect(toJson(removeStep(grown, id, step && exitsOf(step)[0]?.exit))).toEqual(json);
      }
    }
  });

  it('lays no two steps over each other', () => {
    const { nodes } = layoutOf(graph, outlineOf(graph));
    const steps = nodes.filter(({ type }) => type === 'step');
    for (const one of steps) {
      for (const other of steps) {
        if (one === other) continue;
        const apart = Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT;
        expect({ one, other, apart }).toMatchObject({ apart: true });
      }
    }
  });
});

describe('a graph with ways that meet', () => {
  const graph = asGraph(
    served({
      v: 1,
      start: 'ask',
      steps: {
        ask: {
          kind: 'split',
          parts: [
            { percent: 40, next: 'inner' },
            { percent: 60, next: 'after' },
          ],
        },
        inner: {
          kind: 'branch',
          cases: [{ tree: { v: 1, match: 'all', rules: [] }, next: 'label' }],
          else: 'after',
        },
        label: { kind: 'tag', tag: 'a', do: 'add', next: 'after' },
        after: { kind: 'end' },
        lost: { kind: 'tag', tag: 'b', do: 'add', next: 'after' },
      },
    }),
  );

  it('puts the step where they meet below the fork, and what nothing leads to beside it', () => {
    const { main, loose } = outlineOf(graph);
    expect(main.items.map(({ id }) => id)).toEqual(['ask', 'after']);
    expect(main.items[0]?.arms.map(({ outline }) => stepsIn(outline))).toEqual([['inner', 'label'], []]);
    expect(main.items[1]?.edges).toHaveLength(3);
    expect(loose.map(stepsIn)).toEqual([['lost']]);
    expect(loose[0]?.goesTo).toBe('after');
  });

  it('keeps one way when a fork is taken out, and what only the others led to goes with it', () => {
    const kept = removeStep(graph, 'ask', 'part 1');
    expect(kept.start).toBe('after');
    expect(Object.keys(kept.steps).sort()).toEqual(['after', 'lost']);
  });

  it('offers no target that would make a circle', () => {
    expect(possibleTargets(graph, 'label')).toEqual(expect.arrayContaining(['after', 'lost']));
    expect(possibleTargets(graph, 'label')).not.toContain('ask');
    expect(possibleTargets(graph, 'label')).not.toContain('label');
  });

  it('shows a circle without walking it for ever', () => {
    const circle = removeStep(graph, 'lost');
    const end = circle.steps['label'];
    const led = end?.kind === 'tag' ? { ...end, next: 'ask' } : end;
    const closed = { ...circle, steps: { ...circle.steps, ...(led ? { label: led } : {}) } };
    expect(stepsIn(outlineOf(closed).main).sort()).toEqual(['after', 'ask', 'inner', 'label']);
    expect(edgesOf(closed).filter(({ from }) => from !== null)).toHaveLength(5);
    expect(Object.values(closed.steps).filter(isFork)).toHaveLength(2);
  });
});
