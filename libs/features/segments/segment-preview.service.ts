import { Injectable } from '@nestjs/common';
import { EventsService, type EventNameRow } from '@features/events';
import { Database, isStatementTimeout } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { AudienceCompiler } from './audience-compiler';
import { compileFilter } from './compile/compile-rule-tree';
import { OPERATORS } from './tree/operators';
import { RuleTreeLoader, type LoadedTree } from './rule-tree-loader';
import type { SegmentMember } from './segment';
import { SegmentStores } from './segment-stores';
import { invalidTree, previewTimeout } from './segments.errors';
import type { SegmentField } from './tree/field-catalogue';

export interface SegmentPreview {
  count: number;
  /** Of these, who may be mailed about some topic. */
  mailableCount: number;
  /** At most ten. */
  sample: SegmentMember[];
  /** Fewer than the workspace's minimum. */
  tooSmall: boolean;
  minimum: number;
  tookMs: number;
  /** The count with only the first, the first two, … top-level rules; null where counting them took too long. */
  afterEachRule: { pointer: string; count: number }[] | null;
}

export interface SegmentVocabulary {
  fields: (Omit<SegmentField, 'storage'> & { operators: readonly string[] })[];
  events: EventNameRow[];
}

/** A question that a user composed may take this long. */
const TIMEOUT_MS = 10_000;
const STEP_TIMEOUT_MS = 2_000;
const MAX_STEPS = 12;
const SAMPLE = 10;

type Ready = LoadedTree & { ok: true };

/** Answers who is in a tree or a saved segment, without changing anything. */
@Injectable()
export class SegmentPreviewService {
  constructor(
    private readonly db: Database,
    private readonly loader: RuleTreeLoader,
    private readonly compiler: AudienceCompiler,
    private readonly stores: SegmentStores,
    private readonly events: EventsService,
  ) {}

  /** Throws `segment.invalid-tree`, or `segment.preview-timeout` after ten seconds. */
  async preview(workspaceId: string, tree: unknown, now = new Date()): Promise<SegmentPreview> {
    const startedAt = performance.now();
    const loaded = await this.loader.load(workspaceId, { json: tree, isStored: false, self: null });
    if (!loaded.ok) throw invalidTree(loaded.issues);
    const { zone, minimum } = await this.stores.references.workspace(workspaceId);
    const options = { workspaceId, clock: { now, zone }, references: loaded.references, firstParam: 2 };
    const predicate = compileFilter(loaded.tree, options);
    const { counts, sample } = await this.readOnly(async () => ({
      counts: await this.stores.members.count(workspaceId, predicate),
      sample: await this.stores.members.list(workspaceId, predicate, { after: null, limit: SAMPLE }),
    }));
    const afterEachRule = await this.countSteps(loaded, options);
    const tookMs = Math.round(performance.now() - startedAt);
    return { ...counts, sample, tooSmall: counts.count < minimum, minimum, tookMs, afterEachRule };
  }

  /** Members of a saved segment now; of a tracked one as they are kept. Throws `segment.not-found`, `segment.broken`, `segment.preview-timeout`. */
  async listContacts(
    workspaceId: string,
    segmentId: string,
    page: PageRequest,
  ): Promise<Page<SegmentMember>> {
    const after = idCursor(page);
    const options = { firstParam: 2, now: new Date() };
    const predicate =
      (await this.stores.members.kept(workspaceId, segmentId)) ??
      (await this.compiler.compileForWhere(workspaceId, { segmentId }, options));
    const rows = await this.readOnly(() =>
      this.stores.members.list(workspaceId, predicate, { after, limit: page.limit + 1 }),
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** Counts a saved segment and remembers the count. */
  async count(workspaceId: string, segmentId: string): Promise<{ count: number; mailableCount: number }> {
    const options = { firstParam: 2, now: new Date() };
    const predicate = await this.compiler.compileForWhere(workspaceId, { segmentId }, options);
    const counts = await this.readOnly(() => this.stores.members.count(workspaceId, predicate));
    await this.stores.segments.rememberCount(workspaceId, segmentId, counts);
    return counts;
  }

  /** What rules may name: fields with their operators and choices, and the events seen so far. */
  async vocabulary(workspaceId: string): Promise<SegmentVocabulary> {
    const catalogue = await this.loader.catalogue(workspaceId);
    const events = await this.events.listNames(workspaceId);
    const fields = catalogue
      .list()
      .map(({ storage: _storage, ...field }) => ({ ...field, operators: OPERATORS[field.type] }));
    return { fields, events };
  }

  /** Best effort: a slow tree is previewed without them. */
  private async countSteps(
    loaded: Ready,
    options: Parameters<typeof compileFilter>[1],
  ): Promise<SegmentPreview['afterEachRule']> {
    const { tree } = loaded;
    if (tree.rules.length === 0 || tree.rules.length > MAX_STEPS) return null;
    const steps: { pointer: string; count: number }[] = [];
    const deadline = performance.now() + STEP_TIMEOUT_MS;
    try {
      for (const [index, rule] of tree.rules.entries()) {
        const left = deadline - performance.now();
        if (left <= 0) return null;
        const upTo = compileFilter({ ...tree, rules: tree.rules.slice(0, index + 1) }, options);
        const count = await this.db.readOnly(left, () =>
          this.stores.members.countOnly(options.workspaceId, upTo),
        );
        steps.push({ pointer: rule.pointer, count });
      }
      return steps;
    } catch (error) {
      if (isStatementTimeout(error)) return null;
      throw error;
    }
  }

  private async readOnly<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.db.readOnly(TIMEOUT_MS, work);
    } catch (error) {
      throw isStatementTimeout(error) ? previewTimeout(TIMEOUT_MS / 1000) : error;
    }
  }
}
