import { Injectable } from '@nestjs/common';
import { builtInContactFields, ContactFieldCatalogue } from '@features/contacts';
import type { FieldError } from '@platform/errors';
import type { References } from './compile/compile-context';
import { segmentFieldCatalogue, type FieldCatalogue } from './tree/field-catalogue';
import { fold } from './tree/fold';
import { parseRuleTree, type ParsedTree } from './tree/parse-rule-tree';
import { RuleReferencesRepository } from './rule-references.repository';
import { rulesOf, type RuleTree } from './tree/rule-tree';
import {
  referenceIssues,
  referencesOf,
  segmentIdsOf,
  type LoadedSegment,
  type SegmentGraph,
} from './segment-graph';

/** The JSON of a tree, and what is known about where it comes from. */
export interface TreeSource {
  json: unknown;
  /** It was valid when it was saved: a choice that is gone since then is no mistake. */
  isStored: boolean;
  /** The segment it belongs to, for finding cycles. */
  self: string | null;
}

export type LoadedTree =
  { ok: true; tree: RuleTree; references: References } | { ok: false; issues: FieldError[] };

const MAX_ROUNDS = 25;

/** Turns the JSON of trees into what the compiler takes: parsed, and with every reference found. */
@Injectable()
export class RuleTreeLoader {
  constructor(
    private readonly references: RuleReferencesRepository,
    private readonly contactFields: ContactFieldCatalogue,
  ) {}

  async catalogue(workspaceId: string): Promise<FieldCatalogue> {
    return segmentFieldCatalogue(await this.contactFields.list(workspaceId), builtInContactFields);
  }

  async load(workspaceId: string, source: TreeSource): Promise<LoadedTree> {
    const [loaded] = await this.loadMany(workspaceId, [source]);
    if (!loaded) throw new Error('no tree was loaded');
    return loaded;
  }

  /** A handful of queries, however many trees. Results are in the order of `sources`. */
  async loadMany(workspaceId: string, sources: readonly TreeSource[]): Promise<LoadedTree[]> {
    const fields = await this.catalogue(workspaceId);
    const parsed = sources.map(({ json, isStored }) => parseRuleTree(json, fields, { isStored }));
    const graph = await this.loadGraph(workspaceId, { trees: treesOf(parsed), fields });
    return parsed.map((result, index): LoadedTree => {
      if (!result.ok) return result;
      const issues = referenceIssues(result.tree, graph, sources[index]?.self ?? null);
      return issues.length > 0
        ? { ok: false, issues }
        : { ok: true, tree: result.tree, references: referencesOf(graph) };
    });
  }

  private async loadGraph(
    workspaceId: string,
    { trees, fields }: { trees: RuleTree[]; fields: FieldCatalogue },
  ): Promise<SegmentGraph> {
    const segments = await this.loadSegments(workspaceId, { trees, fields });
    const inner = [...segments.values()].flatMap((segment) => segment.tree ?? []);
    const rules = [...trees, ...inner].flatMap(rulesOf);
    const tagRefs = rules.flatMap((rule) => (rule.kind === 'tag' ? [fold(rule.ref)] : []));
    const topicRefs = rules.flatMap((rule) => (rule.kind === 'topic' ? [rule.ref] : []));
    const tags = await this.references.tagIds(workspaceId, [...new Set(tagRefs)]);
    const topics = await this.references.topicIds(workspaceId, [...new Set(topicRefs)]);
    return { segments, tags, topics };
  }

  /** Level by level: one query per level of reference. */
  private async loadSegments(
    workspaceId: string,
    { trees, fields }: { trees: RuleTree[]; fields: FieldCatalogue },
  ): Promise<Map<string, LoadedSegment>> {
    const segments = new Map<string, LoadedSegment>();
    let wanted = new Set(trees.flatMap(segmentIdsOf));
    for (let round = 0; wanted.size > 0 && round < MAX_ROUNDS; round += 1) {
      const rows = await this.references.segments(workspaceId, [...wanted]);
      const level = rows.map((row): LoadedSegment => {
        if (row.kind === 'static') return { ...row, tree: null, issues: [] };
        const parsed = parseRuleTree(row.tree, fields, { isStored: true });
        return { ...row, tree: parsed.ok ? parsed.tree : null, issues: parsed.ok ? [] : parsed.issues };
      });
      for (const segment of level) segments.set(segment.id, segment);
      const next = level.flatMap((segment) => (segment.tree ? segmentIdsOf(segment.tree) : []));
      wanted = new Set(next.filter((id) => !segments.has(id)));
    }
    return segments;
  }
}

function treesOf(parsed: readonly ParsedTree[]): RuleTree[] {
  return parsed.flatMap((result) => (result.ok ? [result.tree] : []));
}
