import type { FieldError } from '@platform/errors';
import type { ReferencedSegment, References } from './compile/compile-context';
import type { SegmentKind } from './segment';
import { fold } from './tree/fold';
import { rulesOf, type Rule, type RuleTree } from './tree/rule-tree';
import { clip } from './tree/tree-reader';

/** A segment that some tree refers to, as loaded. */
export interface LoadedSegment {
  id: string;
  name: string;
  kind: SegmentKind;
  /** Null when its own JSON no longer parses; then `issues` says why. */
  tree: RuleTree | null;
  issues: readonly FieldError[];
}

export interface SegmentGraph {
  segments: ReadonlyMap<string, LoadedSegment>;
  tags: ReadonlyMap<string, string>;
  topics: ReadonlyMap<string, string>;
}

const MAX_CHAIN = 20;
const SOUND: Finding = { levels: 0 };
/** Rules after all segments are written out: what one statement may hold. */
export const MAX_EXPANDED_RULES = 2000;

/** Ids of the segments that a tree names directly. */
export function segmentIdsOf(tree: RuleTree): string[] {
  return rulesOf(tree).flatMap((rule) => (rule.kind === 'segment' ? [rule.segmentId] : []));
}

/** What cannot be resolved in `tree`; empty when it can be compiled. `self` is the segment that it belongs to. */
export function referenceIssues(tree: RuleTree, graph: SegmentGraph, self: string | null): FieldError[] {
  const walk: Walk = { graph, path: self === null ? [] : [self], known: new Map() };
  const issues = rulesOf(tree).flatMap((rule) => {
    const found = ruleFinding(rule, walk);
    return 'issue' in found ? [found.issue] : [];
  });
  if (issues.length > 0 || expandedSize(tree, graph, new Map()) <= MAX_EXPANDED_RULES) return issues;
  const message = `Together with the segments it names, this tree has more than ${MAX_EXPANDED_RULES} rules; freeze one of them as a static segment.`;
  return [{ pointer: '', code: 'segment.too-large', message }];
}

/** The part of the graph that the compiler reads. */
export function referencesOf(graph: SegmentGraph): References {
  const segments = new Map<string, ReferencedSegment>();
  for (const segment of graph.segments.values()) {
    if (segment.kind === 'static') segments.set(segment.id, { kind: 'static' });
    else if (segment.tree) segments.set(segment.id, { kind: 'dynamic', tree: segment.tree });
  }
  return { tags: graph.tags, topics: graph.topics, segments };
}

interface Walk {
  graph: SegmentGraph;
  /** Segments we are inside of, outermost first. */
  path: readonly string[];
  /**
   * What was found about segments walked to their end. Without it, segments that name others twice would be walked twice at
   * every level, and a dozen of them for ever.
   */
  known: Map<string, Finding>;
}

/** Why a segment cannot be used, or how many levels of segments it is made of. */
type Finding = { issue: FieldError } | { levels: number };

function ruleFinding(rule: Rule, walk: Walk): Finding {
  switch (rule.kind) {
    case 'tag':
      if (walk.graph.tags.has(fold(rule.ref))) return SOUND;
      return issue(
        `${rule.pointer}/tag`,
        'unknown-tag',
        `There is no tag "${clip(rule.ref)}" in this workspace; GET /api/v1/tags lists all.`,
      );
    case 'topic':
      if (walk.graph.topics.has(rule.ref)) return SOUND;
      return issue(
        `${rule.pointer}/topic`,
        'unknown-topic',
        `There is no topic "${clip(rule.ref)}" in this workspace; GET /api/v1/topics lists all.`,
      );
    case 'segment':
      return segmentFinding(rule.segmentId, `${rule.pointer}/segment`, walk);
    case 'field':
    case 'event':
    case 'sample':
      return SOUND;
  }
}

function segmentFinding(id: string, pointer: string, walk: Walk): Finding {
  if (walk.path.includes(id)) {
    return issue(
      pointer,
      'cycle',
      'This segment leads back to itself; a segment cannot be defined by its own members.',
    );
  }
  const segment = walk.graph.segments.get(id);
  if (!segment)
    return issue(pointer, 'unknown-segment', `There is no segment with the id ${id} in this workspace.`);
  if (segment.kind === 'static') return SOUND;
  const inner = walk.known.get(id) ?? innerFinding(segment, walk);
  walk.known.set(id, inner);
  if ('levels' in inner) {
    if (walk.path.length + inner.levels <= MAX_CHAIN) return inner;
    return issue(pointer, 'too-deep', `Segments refer to one another more than ${MAX_CHAIN} levels deep.`);
  }
  if (inner.issue.code === 'segment.cycle') return { issue: { ...inner.issue, pointer } };
  return issue(pointer, 'broken-segment', `The segment "${segment.name}" is broken: ${inner.issue.message}`);
}

function innerFinding({ id, tree, issues }: LoadedSegment, walk: Walk): Finding {
  const [mistake] = issues;
  if (mistake) return { issue: mistake };
  const inside = { ...walk, path: [...walk.path, id] };
  let levels = 0;
  for (const rule of tree ? rulesOf(tree) : []) {
    const found = ruleFinding(rule, inside);
    if ('issue' in found) return found;
    levels = Math.max(levels, found.levels);
  }
  return { levels: levels + 1 };
}

/** Segments named twice are written out twice; sizes are remembered, so that counting stays cheap. */
function expandedSize(tree: RuleTree, graph: SegmentGraph, known: Map<string, number>): number {
  let size = 0;
  for (const rule of rulesOf(tree)) {
    size += 1;
    if (rule.kind !== 'segment') continue;
    const inner = graph.segments.get(rule.segmentId)?.tree;
    if (!inner) continue;
    const innerSize = known.get(rule.segmentId) ?? expandedSize(inner, graph, known);
    known.set(rule.segmentId, innerSize);
    size += innerSize;
  }
  return size;
}

function issue(pointer: string, code: string, message: string): Finding {
  return { issue: { pointer, code: `segment.${code}`, message } };
}
