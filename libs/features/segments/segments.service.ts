import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database, isLockTimeout } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Segment, SegmentChanges, SegmentInput, SegmentRow, SegmentUser } from './segment';
import { checkTexts, freeName } from './segment-content';
import { SegmentHealth } from './segment-health.service';
import { StaticSegments } from './static-segments';
import {
  kindFixed,
  segmentBusy,
  segmentChangedMeanwhile,
  segmentInUse,
  segmentNotFound,
} from './segments.errors';
import { SegmentsRepository } from './segments.repository';
import { fold } from './tree/fold';

const LOCK_TIMEOUT_MS = 5_000;

/** Saved rule trees. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly db: Database,
    private readonly segments: SegmentsRepository,
    private readonly health: SegmentHealth,
    private readonly frozen: StaticSegments,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. Each says whether it is broken, and why. */
  async list(workspaceId: string, page: PageRequest & { search?: string }): Promise<Page<Segment>> {
    const before = idCursor(page);
    const search = page.search?.trim() ? page.search : null;
    const rows = await this.segments.list(workspaceId, { search, before, limit: page.limit + 1 });
    const segments = await this.health.of(workspaceId, rows);
    return toPage(segments, page.limit, { item: (segment) => segment, cursor: (segment) => [segment.id] });
  }

  /** Throws `segment.not-found`. */
  async get(workspaceId: string, id: string): Promise<Segment> {
    const [segment] = await this.health.of(workspaceId, [await this.getRow(workspaceId, id)]);
    if (!segment) throw segmentNotFound(id);
    return segment;
  }

  /**
   * Saves a segment; a static one is frozen from its tree at once. Throws `segment.invalid-tree` with a pointer to
   * every mistake, `segment.name-taken`, or `segment.invalid`.
   */
  async create(actor: Actor, input: SegmentInput): Promise<Segment> {
    const { workspaceId } = actor;
    const { kind = 'dynamic', tree, libraryKey = null } = input;
    const { name = '', description = '', persona = null } = checkTexts(input);
    const save = () =>
      this.db.transaction(async () => {
        await this.health.check(workspaceId, tree, null);
        const segment = { name, description, persona, kind, tree, libraryKey };
        const id = await this.segments.insert(workspaceId, segment);
        if (kind === 'static') await this.frozen.freezeTree(workspaceId, id, tree);
        await this.record(actor, 'segment.created', { id, details: { kind, name } });
        return this.get(workspaceId, id);
      });
    return kind === 'static' ? this.db.inTurn(workspaceId, save) : save();
  }

  /**
   * Renaming breaks nothing: whoever uses a segment names it by its id. The list of a static segment stays as it is
   * until it is frozen again. Throws `segment.changed-meanwhile` when `version` is not the present one.
   */
  async update(actor: Actor, id: string, changes: SegmentChanges): Promise<Segment> {
    const { workspaceId } = actor;
    const { version, tree, kind } = changes;
    const texts = checkTexts(changes);
    return this.change(async () => {
      if (tree !== undefined) await this.segments.lockReferences(workspaceId);
      const before = await this.segments.lock(workspaceId, id);
      if (!before) throw segmentNotFound(id);
      if (version !== undefined && version !== before.version) throw segmentChangedMeanwhile(before.version);
      if (tree !== undefined) await this.health.check(workspaceId, tree, id);
      if (kind !== undefined && before.kind === 'static') throw kindFixed();
      const next = { ...before, ...texts, tree: tree ?? before.tree };
      await this.segments.update(workspaceId, id, next);
      if (kind !== undefined && kind !== before.kind) await this.segments.changeKind(workspaceId, id, kind);
      const renamed = next.name === before.name ? {} : { name: { from: before.name, to: next.name } };
      const changed = Object.keys(changes).filter((key) => key !== 'version');
      await this.record(actor, 'segment.changed', { id, details: { changed, ...renamed } });
      return this.get(workspaceId, id);
    });
  }

  /** A new segment with the same rules and persona under a free name; of a static one also its list. A broken one stays so. */
  async duplicate(actor: Actor, id: string): Promise<Segment> {
    const { workspaceId } = actor;
    return this.db.transaction(async () => {
      const original = await this.getRow(workspaceId, id);
      const { kind } = original;
      const name = await this.freeName(workspaceId, `Copy of ${original.name}`);
      const copy = await this.segments.insert(workspaceId, { ...original, name, libraryKey: null });
      if (kind === 'static') await this.frozen.copyList(workspaceId, { from: id, to: copy });
      await this.record(actor, 'segment.created', { id: copy, details: { kind, name, copyOf: id } });
      return this.get(workspaceId, copy);
    });
  }

  /** `name`, or with the first number that makes it free. */
  async freeName(workspaceId: string, name: string): Promise<string> {
    const taken = new Set(await this.segments.namesLike(workspaceId, name));
    return freeName(name, (candidate) => taken.has(fold(candidate)));
  }

  /** Which segment was installed from which entry of the library. */
  async libraryKeys(workspaceId: string): Promise<Map<string, string>> {
    return this.segments.libraryKeys(workspaceId);
  }

  /** Who names the segment; those that block its deletion first. */
  async users(workspaceId: string, id: string): Promise<SegmentUser[]> {
    await this.getRow(workspaceId, id);
    return this.segments.findUsers(workspaceId, id);
  }

  /**
   * Throws `segment.in-use` while the tree of another segment or an unfinished campaign names it. Campaigns that are
   * over keep its name.
   */
  async remove(actor: Actor, id: string): Promise<void> {
    const { workspaceId } = actor;
    await this.change(async () => {
      await this.segments.lockReferences(workspaceId);
      const { name } = await this.getRow(workspaceId, id);
      const users = await this.segments.findUsers(workspaceId, id);
      const blocking = users.filter((user) => user.blocksDeletion);
      if (blocking.length > 0) throw segmentInUse(blocking);
      await this.segments.keepNameInCampaigns(workspaceId, id);
      await this.segments.remove(workspaceId, id);
      await this.record(actor, 'segment.deleted', { id, details: { name } });
    });
  }

  /** Throws `segment.busy` rather than wait long for the upkeep of a tracked segment. */
  private async change<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.db.transaction(async () => {
        await this.db.limitWaiting(LOCK_TIMEOUT_MS);
        return work();
      });
    } catch (error) {
      throw isLockTimeout(error) ? segmentBusy() : error;
    }
  }

  private async getRow(workspaceId: string, id: string): Promise<SegmentRow> {
    const row = await this.segments.find(workspaceId, id);
    if (!row) throw segmentNotFound(id);
    return row;
  }

  private async record(
    actor: Actor,
    action: string,
    { id, details }: { id: string; details: Record<string, unknown> },
  ): Promise<void> {
    await this.audit.record(actor, { action, targetKind: 'segment', targetId: id, details });
  }
}
