import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database, isStatementTimeout } from '@platform/database';
import { AudienceCompiler } from './audience-compiler';
import type { SegmentRow } from './segment';
import { SegmentMembersRepository } from './segment-members.repository';
import { notStatic, previewTimeout, segmentNotFound, unknownContacts } from './segments.errors';
import { SegmentsRepository } from './segments.repository';

/** What freezing a list may take: it also writes a row for every member. */
const TIMEOUT_MS = 60_000;

/** Frozen lists: made from a tree, edited by hand, frozen again when wanted. */
@Injectable()
export class StaticSegments {
  constructor(
    private readonly db: Database,
    private readonly segments: SegmentsRepository,
    private readonly members: SegmentMembersRepository,
    private readonly compiler: AudienceCompiler,
    private readonly audit: AuditService,
  ) {}

  /**
   * Replaces the list by those who match `tree` now; returns how many there are. In the caller's transaction. Throws
   * `segment.preview-timeout` after a minute.
   */
  async freezeTree(workspaceId: string, segmentId: string, tree: unknown): Promise<number> {
    const predicate = await this.compiler.compileForWhere(
      workspaceId,
      { tree },
      { firstParam: 2, now: new Date() },
    );
    await this.db.limit(TIMEOUT_MS);
    const count = await this.members.freeze(workspaceId, segmentId, predicate).catch((error: unknown) => {
      throw isStatementTimeout(error) ? previewTimeout(TIMEOUT_MS / 1000) : error;
    });
    await this.segments.rememberCount(workspaceId, segmentId, { count, mailableCount: null });
    return count;
  }

  /** In the caller's transaction. */
  async copyList(workspaceId: string, segments: { from: string; to: string }): Promise<void> {
    const count = await this.members.copy(workspaceId, segments);
    await this.segments.rememberCount(workspaceId, segments.to, { count, mailableCount: null });
  }

  /** Freezes a static segment again from its tree. Throws `segment.not-static`, `segment.invalid-tree`. */
  async freeze(actor: Actor, segmentId: string): Promise<number> {
    return this.db.inTurn(actor.workspaceId, () =>
      this.db.transaction(async () => {
        const segment = await this.getStatic(actor.workspaceId, segmentId);
        const count = await this.freezeTree(actor.workspaceId, segmentId, segment.tree);
        await this.record(actor, segmentId, { frozen: count });
        return count;
      }),
    );
  }

  /** Throws `segment.unknown-contacts` and adds nobody when one id is not a contact. Returns how many are new. */
  async addContacts(actor: Actor, segmentId: string, contactIds: readonly string[]): Promise<number> {
    return this.db.transaction(async () => {
      await this.getStatic(actor.workspaceId, segmentId);
      const missing = await this.members.missingContacts(actor.workspaceId, contactIds);
      if (missing.length > 0) throw unknownContacts(missing);
      const added = await this.members.add(actor.workspaceId, segmentId, contactIds);
      await this.record(actor, segmentId, { added });
      return added;
    });
  }

  /** Returns how many were members. */
  async removeContacts(actor: Actor, segmentId: string, contactIds: readonly string[]): Promise<number> {
    return this.db.transaction(async () => {
      await this.getStatic(actor.workspaceId, segmentId);
      const removed = await this.members.remove(actor.workspaceId, segmentId, contactIds);
      await this.record(actor, segmentId, { removed });
      return removed;
    });
  }

  private async getStatic(workspaceId: string, segmentId: string): Promise<SegmentRow> {
    const segment = await this.segments.find(workspaceId, segmentId);
    if (!segment) throw segmentNotFound(segmentId);
    if (segment.kind !== 'static') throw notStatic();
    return segment;
  }

  private async record(actor: Actor, segmentId: string, details: Record<string, unknown>): Promise<void> {
    await this.audit.record(actor, {
      action: 'segment.members-changed',
      targetKind: 'segment',
      targetId: segmentId,
      details,
    });
  }
}
