import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { invalidField } from '@platform/errors';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { AudienceCompiler } from './audience-compiler';
import { TreeCounter, type CountLimits, type TreeCounts } from './preview/tree-counter.service';
import { RuleTreeLoader } from './rule-tree-loader';
import type { SegmentMember } from './segment';
import { SegmentStores } from './segment-stores';
import { invalidTree, previewTimeout } from './segments.errors';

export interface SegmentPreview extends TreeCounts {
  /** Fewer than the workspace's minimum. */
  tooSmall: boolean;
  minimum: number;
  tookMs: number;
}

export interface PreviewOptions {
  now?: Date;
  /** Counts as mailable who may be mailed about this topic. Default: about any. */
  topicId?: string | null;
  /** Aborted when the caller has gone away: the statement is then cancelled in PostgreSQL. */
  signal?: AbortSignal;
  limits?: Partial<CountLimits>;
}

/** A question that a user composed may take this long. */
const TIMEOUT_MS = 10_000;

/** Answers who is in a tree or a saved segment, without changing anything. */
@Injectable()
export class SegmentPreviewService {
  constructor(
    private readonly db: Database,
    private readonly loader: RuleTreeLoader,
    private readonly compiler: AudienceCompiler,
    private readonly stores: SegmentStores,
    private readonly counter: TreeCounter,
  ) {}

  /**
   * Counts a tree: exactly when that takes at most three seconds, else as an estimate that says so. Throws
   * `segment.invalid-tree`, `segment.unknown-topic`, or `segment.preview-cancelled`.
   */
  async preview(workspaceId: string, tree: unknown, options: PreviewOptions = {}): Promise<SegmentPreview> {
    const startedAt = performance.now();
    const { now = new Date(), topicId = null, signal, limits = {} } = options;
    const loaded = await this.loader.load(workspaceId, { json: tree, isStored: false, self: null });
    if (!loaded.ok) throw invalidTree(loaded.issues);
    await this.checkTopic(workspaceId, topicId);
    const { zone, minimum } = await this.stores.references.workspace(workspaceId);
    const compile = { workspaceId, clock: { now, zone }, references: loaded.references, firstParam: 2 };
    const counting = { topicId, limits, ...(signal && { signal }) };
    const counts = await this.counter.count(loaded.tree, compile, counting);
    const tookMs = Math.round(performance.now() - startedAt);
    return { ...counts, tooSmall: counts.count < minimum, minimum, tookMs };
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
    const rows = await this.readOnly(workspaceId, () =>
      this.stores.members.list(workspaceId, predicate, { after, limit: page.limit + 1 }),
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** Counts a saved segment and remembers the count. */
  async count(workspaceId: string, segmentId: string): Promise<{ count: number; mailableCount: number }> {
    const options = { firstParam: 2, now: new Date() };
    const predicate = await this.compiler.compileForWhere(workspaceId, { segmentId }, options);
    const counts = await this.readOnly(workspaceId, () => this.stores.members.count(workspaceId, predicate));
    await this.stores.segments.rememberCount(workspaceId, segmentId, counts);
    return counts;
  }

  private async checkTopic(workspaceId: string, topicId: string | null): Promise<void> {
    if (topicId === null) return;
    const found = await this.stores.references.topicIds(workspaceId, [topicId]);
    if (found.get(topicId) === topicId) return;
    throw invalidField(
      '/topicId',
      'segment.unknown-topic',
      'There is no topic with this id in this workspace.',
    );
  }

  private async readOnly<T>(workspaceId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.db.readOnly(TIMEOUT_MS, work, { turnOf: workspaceId });
    } catch (error) {
      throw isStatementTimeout(error) ? previewTimeout(TIMEOUT_MS / 1000) : error;
    }
  }
}
