import { Injectable } from '@nestjs/common';
import { brokenReasons } from './broken-reasons';
import { compileFilter, compileRuleTree, type CompiledPredicate } from './compile/compile-rule-tree';
import type { References } from './compile/compile-context';
import type { Clock } from './tree/resolve-time';
import { RuleReferencesRepository } from './rule-references.repository';
import { RuleTreeLoader } from './rule-tree-loader';
import type { RuleTree } from './tree/rule-tree';
import type { AudienceSource } from './segment';
import { invalidTree, segmentBroken, segmentNotFound } from './segments.errors';

/** Two predicates over the alias `c` of contacts, sharing one list of bound values. Neither is ever null. */
export interface CompiledAudience {
  include: string;
  exclude: string;
  params: unknown[];
}

interface ReadySource {
  tree: RuleTree;
  references: References;
}

/** Compiles segments and trees for statements of other features: `… FROM contacts c WHERE c.workspace_id = $1 AND (<sql>)`. */
@Injectable()
export class AudienceCompiler {
  constructor(
    private readonly loader: RuleTreeLoader,
    private readonly references: RuleReferencesRepository,
  ) {}

  /**
   * One source as a predicate over `c`, never null; its placeholders start at `$firstParam`. Give the same `now` to
   * all calls of one evaluation. Throws `segment.not-found`, `segment.broken` or `segment.invalid-tree`.
   */
  async compile(
    workspaceId: string,
    source: AudienceSource,
    firstParam: number,
    now: Date = new Date(),
  ): Promise<CompiledPredicate> {
    const ready = await this.ready(workspaceId, source);
    return this.compileReady(ready, { workspaceId, firstParam, clock: await this.clock(workspaceId, now) });
  }

  /** All sources of an audience with one "now". An empty include matches nobody, an empty exclude takes nobody away. */
  async compileAudience(
    workspaceId: string,
    audience: { include: readonly AudienceSource[]; exclude: readonly AudienceSource[] },
    { firstParam, now = new Date() }: { firstParam: number; now?: Date },
  ): Promise<CompiledAudience> {
    const clock = await this.clock(workspaceId, now);
    const params: unknown[] = [];
    const union = async (sources: readonly AudienceSource[]): Promise<string> => {
      const predicates: string[] = [];
      for (const source of sources) {
        const ready = await this.ready(workspaceId, source);
        const compiled = this.compileReady(ready, {
          workspaceId,
          clock,
          firstParam: firstParam + params.length,
        });
        params.push(...compiled.params);
        predicates.push(`(${compiled.sql})`);
      }
      return predicates.length === 0 ? 'false' : `(${predicates.join(' OR ')})`;
    };
    return { include: await union(audience.include), exclude: await union(audience.exclude), params };
  }

  /** As `compile` for a WHERE clause of our own: null counts as false. */
  async compileForWhere(
    workspaceId: string,
    source: AudienceSource,
    { firstParam, now }: { firstParam: number; now: Date },
  ): Promise<CompiledPredicate> {
    const { tree, references } = await this.ready(workspaceId, source);
    return compileFilter(tree, {
      workspaceId,
      references,
      firstParam,
      clock: await this.clock(workspaceId, now),
    });
  }

  private compileReady(
    { tree, references }: ReadySource,
    options: { workspaceId: string; clock: Clock; firstParam: number },
  ): CompiledPredicate {
    return compileRuleTree(tree, { ...options, references });
  }

  private async ready(workspaceId: string, source: AudienceSource): Promise<ReadySource> {
    if ('segmentId' in source) return this.readySegment(workspaceId, source.segmentId);
    const loaded = await this.loader.load(workspaceId, { json: source.tree, isStored: false, self: null });
    if (!loaded.ok) throw invalidTree(loaded.issues);
    return loaded;
  }

  private async readySegment(workspaceId: string, segmentId: string): Promise<ReadySource> {
    const [segment] = await this.references.segments(workspaceId, [segmentId]);
    if (!segment) throw segmentNotFound(segmentId);
    if (segment.kind === 'static')
      return { tree: membersOf(segmentId), references: staticReference(segmentId) };
    const loaded = await this.loader.load(workspaceId, {
      json: segment.tree,
      isStored: true,
      self: segmentId,
    });
    if (!loaded.ok) throw segmentBroken(segment.name, brokenReasons(segment.tree, loaded.issues));
    return loaded;
  }

  private async clock(workspaceId: string, now: Date): Promise<Clock> {
    const { zone } = await this.references.workspace(workspaceId);
    return { now, zone };
  }
}

function membersOf(segmentId: string): RuleTree {
  const rule = { kind: 'segment', pointer: '/rules/0', segmentId, member: true } as const;
  return { kind: 'group', pointer: '', match: 'all', not: false, rules: [rule] };
}

function staticReference(segmentId: string): References {
  return { tags: new Map(), topics: new Map(), segments: new Map([[segmentId, { kind: 'static' }]]) };
}
