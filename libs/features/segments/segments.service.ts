import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { RuleTreeLoader } from './rule-tree-loader';
import type { Segment, SegmentChanges, SegmentInput, SegmentRow } from './segment';
import { StaticSegments } from './static-segments';
import { invalidSegment, invalidTree, segmentInUse, segmentNotFound } from './segments.errors';
import { SegmentsRepository } from './segments.repository';

/** Saved rule trees. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly db: Database,
    private readonly segments: SegmentsRepository,
    private readonly loader: RuleTreeLoader,
    private readonly frozen: StaticSegments,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. Each says whether it is broken, and why. */
  async list(workspaceId: string, page: PageRequest & { search?: string }): Promise<Page<Segment>> {
    const before = idCursor(page);
    const search = page.search?.trim() ? page.search : null;
    const rows = await this.segments.list({ workspaceId, search, before, limit: page.limit + 1 });
    const segments = await this.withState(workspaceId, rows);
    return toPage(segments, page.limit, { item: (segment) => segment, cursor: (segment) => [segment.id] });
  }

  /** Throws `segment.not-found`. */
  async get(workspaceId: string, id: string): Promise<Segment> {
    const [segment] = await this.withState(workspaceId, [await this.getRow(workspaceId, id)]);
    if (!segment) throw segmentNotFound(id);
    return segment;
  }

  /**
   * Saves a segment; a static one is frozen from its tree at once. Throws `segment.invalid-tree` with a pointer to
   * every mistake, `segment.name-taken`, or `segment.invalid`.
   */
  async create(actor: Actor, input: SegmentInput): Promise<Segment> {
    const { workspaceId } = actor;
    const { kind = 'dynamic', description = '', tree } = input;
    const name = checkTexts(input);
    return this.db.transaction(async () => {
      await this.checkTree(workspaceId, tree, null);
      const id = await this.segments.insert(workspaceId, { name: name ?? '', description, kind, tree });
      if (kind === 'static') await this.frozen.freezeTree(workspaceId, id, tree);
      await this.record(actor, 'segment.created', id, { kind });
      return this.get(workspaceId, id);
    });
  }

  /** A new tree is a new version. The list of a static segment stays as it is until it is frozen again. */
  async update(actor: Actor, id: string, changes: SegmentChanges): Promise<Segment> {
    const { workspaceId } = actor;
    const name = checkTexts(changes);
    return this.db.transaction(async () => {
      await this.getRow(workspaceId, id);
      if (changes.tree !== undefined) {
        await this.segments.lockReferences(workspaceId);
        await this.checkTree(workspaceId, changes.tree, id);
      }
      const { tree, description = null } = changes;
      await this.segments.update(workspaceId, id, { name: name ?? null, description, tree });
      await this.record(actor, 'segment.changed', id, { changed: Object.keys(changes) });
      return this.get(workspaceId, id);
    });
  }

  /** Throws `segment.in-use` while another segment or an unfinished campaign names it. */
  async remove(actor: Actor, id: string): Promise<void> {
    const { workspaceId } = actor;
    await this.db.transaction(async () => {
      await this.segments.lockReferences(workspaceId);
      await this.getRow(workspaceId, id);
      const users = await this.segments.findUsers(workspaceId, id);
      if (users.length > 0) throw segmentInUse(users);
      await this.segments.remove(workspaceId, id);
      await this.record(actor, 'segment.deleted', id);
    });
  }

  private async getRow(workspaceId: string, id: string): Promise<SegmentRow> {
    const row = await this.segments.find(workspaceId, id);
    if (!row) throw segmentNotFound(id);
    return row;
  }

  /** Throws every mistake of the tree, references and cycles included. */
  private async checkTree(workspaceId: string, json: unknown, self: string | null): Promise<void> {
    const loaded = await this.loader.load(workspaceId, { json, isStored: false, self });
    if (!loaded.ok) throw invalidTree(loaded.issues);
  }

  /** The list of a static segment does not depend on its tree, so only dynamic ones can break. */
  private async withState(workspaceId: string, rows: readonly SegmentRow[]): Promise<Segment[]> {
    const sources = rows.map((row) => ({ json: row.tree, isStored: true, self: row.id }));
    const loaded = rows.length === 0 ? [] : await this.loader.loadMany(workspaceId, sources);
    return rows.map((row, index) => {
      const result = loaded[index];
      const brokenReasons = row.kind === 'dynamic' && result && !result.ok ? result.issues : [];
      return { ...row, isBroken: brokenReasons.length > 0, brokenReasons };
    });
  }

  private async record(
    actor: Actor,
    action: string,
    targetId: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record(actor, { action, targetKind: 'segment', targetId, details });
  }
}

/** The trimmed name, if one was given. */
function checkTexts({ name, description }: { name?: string; description?: string }): string | undefined {
  const trimmed = name?.trim();
  if (trimmed !== undefined && (trimmed === '' || trimmed.length > 100)) {
    throw invalidSegment('/name', 'name must be 1–100 characters.');
  }
  if (description !== undefined && description.length > 1000) {
    throw invalidSegment('/description', 'description must be at most 1000 characters.');
  }
  return trimmed;
}
