import { Injectable } from '@nestjs/common';
import { Database, isInvalidValue, isStatementTimeout } from '@platform/database';
import { ChangedContactsRepository } from './changed-contacts.repository';
import { MembershipsRepository, type Moved, type Question } from './memberships.repository';
import { SegmentTrackingRepository, type TrackedRow } from './segment-tracking.repository';
import { TrackedTrees, type TrackedTree } from './tracked-trees.service';
import { isEvaluated, isUnderWay, nextStage } from './tracking-stage';

export interface UpkeepStep {
  /** There is more to do at once. */
  isMore: boolean;
  /** Members that a routine check found to be wrong. Each is a change that nothing had marked. */
  drift: { segmentId: string; contacts: number }[];
}

/** Taken at once from the queue, from those whose time has come, and from a refresh: a second or two of work. */
const CONTACTS = 50_000;

const STATEMENT_MS = 60_000;
const WORK_MEM_MB = 16;
/** Trees are read again this often: what they name may have changed. */
const CHECK_MS = 60_000;
const RETRY_MS = 15 * 60_000;
const IDLE: UpkeepStep = { isMore: false, drift: [] };

/** What one segment asks cannot be asked, or PostgreSQL refused to answer: the others go on without it. */
class RefusedQuestion extends Error {
  constructor(
    readonly segmentId: string,
    override readonly cause: unknown,
  ) {
    super('the statement of a tracked segment was refused');
  }
}

type Followed = TrackedRow & { tree: TrackedTree };

/** Keeps the memberships of tracked segments, a slice at a time. Safe to run anywhere, at any time, any number of times. */
@Injectable()
export class MembershipUpkeep {
  constructor(
    private readonly db: Database,
    private readonly tracking: SegmentTrackingRepository,
    private readonly trees: TrackedTrees,
    private readonly changed: ChangedContactsRepository,
    private readonly memberships: MembershipsRepository,
  ) {}

  /**
   * Moves the workspace's tracked segments on, then evaluates: contacts that changed, contacts whose time has come, and
   * the next ones of a refresh. Does nothing while another process does it. `now` is for tests; left out, it is read
   * once the changes have been taken, so that it is never before them.
   */
  async step(workspaceId: string, now?: Date): Promise<UpkeepStep> {
    const startedAt = now ?? (await this.db.clock.read());
    const trees = await this.db.transaction(() => this.moveOn(workspaceId, startedAt));
    if (!trees) return IDLE;
    try {
      const done = await this.db.transaction(() => this.evaluateSlice(workspaceId, trees, now));
      return { ...done, isMore: done.isMore || trees.haveMoved };
    } catch (error) {
      if (!(error instanceof RefusedQuestion)) throw error;
      await this.setAside(workspaceId, error, startedAt);
      return { isMore: true, drift: [] };
    }
  }

  /** The trees of all tracked segments, whose stages are up to date; null when another process is at work. */
  private async moveOn(
    workspaceId: string,
    now: Date,
  ): Promise<{ bySegment: Map<string, TrackedTree | null>; haveMoved: boolean } | null> {
    if (!(await this.tracking.lock(workspaceId))) return null;
    const rows = await this.tracking.list(workspaceId);
    const bySegment = await this.trees.load(workspaceId, rows);
    let haveMoved = false;
    for (const row of rows) {
      const stage = await this.moveOne(workspaceId, row, { tree: bySegment.get(row.segmentId) ?? null, now });
      haveMoved ||= stage !== row.stage && stage !== 'broken';
    }
    return { bySegment, haveMoved };
  }

  private async moveOne(
    workspaceId: string,
    row: TrackedRow,
    { tree, now }: { tree: TrackedTree | null; now: Date },
  ): Promise<TrackedRow['stage']> {
    const { segmentId } = row;
    const stage = nextStage(row, now, tree);
    const isAnew =
      tree !== null && stage === 'watching' && (row.stage !== 'watching' || row.meaning !== tree.meaning);
    if (isAnew)
      await this.tracking.watch(workspaceId, segmentId, {
        meaning: tree.meaning,
        events: tree.watchedEvents,
      });
    else if (stage === row.stage) return stage;
    else if (stage === 'settling') await this.tracking.settle(workspaceId, segmentId);
    else if (stage === 'broken') await this.tracking.freeze(workspaceId, segmentId);
    else if (stage === 'refreshing' || stage === 'checking')
      await this.tracking.startRefresh(workspaceId, segmentId, stage);
    return stage;
  }

  private async evaluateSlice(
    workspaceId: string,
    { bySegment }: { bySegment: Map<string, TrackedTree | null> },
    given: Date | undefined,
  ): Promise<UpkeepStep> {
    if (!(await this.tracking.lock(workspaceId))) return IDLE;
    await this.db.limit(STATEMENT_MS, { workMemMb: WORK_MEM_MB });
    const followed = (await this.tracking.listForUpkeep(workspaceId)).flatMap((row): Followed[] => {
      const tree = bySegment.get(row.segmentId);
      // A tree that somebody changed since `moveOn` read it is not what the members follow.
      return isEvaluated(row.stage) && tree?.meaning === row.meaning ? [{ ...row, tree }] : [];
    });
    const { marks, contactIds } = await this.changed.take(workspaceId, CONTACTS);
    const now = given ?? (await this.db.clock.read());
    const drift: UpkeepStep['drift'] = [];
    let isMore = marks === CONTACTS;
    for (const segment of followed) {
      await this.evaluate(workspaceId, segment, { contactIds, now });
      const due = await this.memberships.due(workspaceId, segment.segmentId, { now, limit: CONTACTS });
      await this.evaluate(workspaceId, segment, { contactIds: due, now });
      isMore ||= due.length === CONTACTS;
      if (!isUnderWay(segment.stage)) continue;
      const found = await this.refresh(workspaceId, segment, now);
      isMore ||= found.isMore;
      if (segment.stage === 'checking' && !segment.tree.dependsOnPeers && found.contacts > 0)
        drift.push({ segmentId: segment.segmentId, contacts: found.contacts });
    }
    const checkAt = new Date(now.getTime() + CHECK_MS);
    await this.tracking.checked(workspaceId, { now, checkAt, isUpToDate: !isMore });
    return { isMore, drift };
  }

  /** The next contacts of a refresh. */
  private async refresh(
    workspaceId: string,
    segment: Followed,
    now: Date,
  ): Promise<{ isMore: boolean; contacts: number }> {
    const { segmentId, refreshedUpTo } = segment;
    const contactIds = await this.memberships.contactsAfter(workspaceId, refreshedUpTo, CONTACTS);
    const moved = await this.evaluate(workspaceId, segment, { contactIds, now });
    const isMore = contactIds.length === CONTACTS;
    const contactId = isMore ? (contactIds.at(-1) ?? null) : null;
    await this.tracking.refreshedUpTo(workspaceId, segmentId, { contactId, now });
    return { isMore, contacts: moved.entered + moved.left };
  }

  private async evaluate(
    workspaceId: string,
    { segmentId, name, tree, baselineAt }: Followed,
    { contactIds, now }: { contactIds: readonly string[]; now: Date },
  ): Promise<Moved> {
    if (contactIds.length === 0) return { entered: 0, left: 0 };
    const about = { segmentId, name, question: questionAt(now, { segmentId, tree }) };
    const evaluation = { ...about, contactIds, now, isEventful: baselineAt !== null };
    try {
      return await this.memberships.evaluate(workspaceId, evaluation);
    } catch (error) {
      throw isStatementTimeout(error) || isInvalidValue(error)
        ? new RefusedQuestion(segmentId, error)
        : error;
    }
  }

  private async setAside(
    workspaceId: string,
    { segmentId, cause }: RefusedQuestion,
    now: Date,
  ): Promise<void> {
    const failure = cause instanceof Error ? cause.message : String(cause);
    const retryAt = new Date(now.getTime() + RETRY_MS);
    await this.tracking.setAside(workspaceId, segmentId, { failure, retryAt });
  }
}

function questionAt(now: Date, { segmentId, tree }: { segmentId: string; tree: TrackedTree }): Question {
  try {
    return tree.questionAt(now);
  } catch (error) {
    throw new RefusedQuestion(segmentId, error);
  }
}
