import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Segment, SegmentPreview } from '@features/segments';
import { previewLines, segmentLines } from './segment-lines';
import { mistakesOf, readTree, segmentsCommand } from './segments';

const preview: SegmentPreview & { summary: string } = {
  summary: 'Everybody',
  count: 12_345,
  mailableCount: 9,
  sample: [{ id: '1', email: 'ana@example.com', firstName: 'Ana', lastName: null }],
  tooSmall: false,
  minimum: 10,
  tookMs: 1234,
  afterEachRule: [{ pointer: '/rules/0', count: 12_345 }],
  estimate: null,
};
const tree = { v: 1, match: 'all', rules: [{ field: 'city', op: 'is', value: 'x'.repeat(200) }] };
const linesOf = (changes: Partial<SegmentPreview>): string =>
  previewLines(tree, { ...preview, ...changes }).join('\n');

describe('segments preview', () => {
  let folder: string;
  const file = (text: string): string => {
    const path = join(folder, 'tree.json');
    writeFileSync(path, text);
    return path;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-tree-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads a tree, and says which file cannot be read or is no JSON', () => {
    expect(readTree(file('{"v":1}'))).toEqual({ v: 1 });
    expect(() => readTree(file('{"v":1'))).toThrow(/tree\.json is not JSON/);
    expect(() => readTree(join(folder, 'absent.json'))).toThrow(/absent\.json cannot be read/);
  });

  it('names every mistake by its place in the file', () => {
    const errors = [
      { pointer: '/tree/rules/0/op', code: 'a', message: 'One.' },
      { pointer: '/tree', code: 'b', message: 'Two.' },
    ];
    expect(mistakesOf({ errors })).toBe('The rule tree has mistakes:\n  /rules/0/op  One.\n  /  Two.');
  });

  it('prints counts, the count after each rule, and some members', () => {
    const lines = linesOf({});
    expect(lines).toContain('     12,345  match\n          9  of them may be mailed');
    expect(lines).toMatch(/After each rule\n {5}12,345 {2}\{"field":"city","op":"is","value":"x+…\n/);
    expect(lines).toContain('  ana@example.com  Ana\n\nTook 1,234 ms.');
    expect(lines).not.toContain('minimum');
  });

  it('says that a count is an estimate, and how far off it may be', () => {
    const sampled = linesOf({ estimate: { method: 'sample', sampled: 3000, margin: 210 } });
    expect(sampled).toContain('about 12,345  match');
    expect(sampled).toContain('estimated from 3,000 contacts drawn by chance, give or take 210.');
    const planned = linesOf({
      estimate: { method: 'planner', sampled: null, margin: null },
      afterEachRule: null,
      sample: [],
    });
    expect(planned).toContain('may be far off');
  });

  it('warns of a segment below the minimum', () => {
    expect(linesOf({ tooSmall: true })).toContain("Smaller than this workspace's minimum of 10.");
  });
});

describe('segments list', () => {
  it('prints one line for each, and says when there are none', () => {
    expect(segmentLines([])).toEqual(['There are no segments yet.']);
    const segment = { id: 'id', kind: 'static', lastCount: 5, name: 'Fans', isBroken: true } as Segment;
    expect(segmentLines([segment])).toEqual(['id  static           5  Fans  (broken)']);
  });
});

it('has help for each part', () => {
  const parts = segmentsCommand().commands;
  expect(parts.map((part) => part.name())).toEqual(['preview', 'list', 'schema']);
  for (const part of parts) expect(part.helpInformation()).toContain(`Usage: segments ${part.name()}`);
});
