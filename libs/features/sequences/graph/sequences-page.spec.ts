import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { graphProblems } from './graph-problems';
import { STEP_KINDS } from './limits';
import { parseSequenceGraph } from './parse-sequence-graph';

const page = readFileSync(join(__dirname, '../../../../docs/sequences.md'), 'utf8');
const graphs = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, json]) => JSON.parse(json ?? '') as object,
);

describe('the page about sequences', () => {
  it('shows graphs that can be saved, and whose steps lead somewhere', () => {
    expect(graphs).toHaveLength(2);
    for (const json of graphs) {
      const parsed = parseSequenceGraph(json);
      expect(parsed.ok ? [] : parsed.issues).toEqual([]);
      const blocks = parsed.ok ? graphProblems(parsed.graph).map(({ code }) => code) : [];
      expect(blocks.filter((code) => !['sequence.no-trigger', 'sequence.no-topic'].includes(code))).toEqual(
        [],
      );
    }
  });

  it('shows every kind of step', () => {
    const kinds = graphs.flatMap((graph) => {
      const parsed = parseSequenceGraph(graph);
      return parsed.ok ? Object.values(parsed.graph.steps).map(({ kind }) => kind) : [];
    });
    expect(STEP_KINDS.filter((kind) => !kinds.includes(kind))).toEqual([]);
    for (const kind of STEP_KINDS) expect(page).toContain(`| \`${kind}\``);
  });
});
