import { Injectable } from '@nestjs/common';
import { AuditService, systemActor } from '@features/accounts';
import { Database, isStatementTimeout } from '@platform/database';
import { DomainError } from '@platform/errors';
import { AudienceCompiler } from '../audience-compiler';
import { SegmentStores } from '../segment-stores';
import { SegmentRecords } from './segment-records';

/** What one count in the background may take. */
const TIMEOUT_MS = 60_000;

export interface RecordOptions {
  now?: Date;
  /** How long one count may take; a slower segment has no size on that day. */
  timeoutMs?: number;
  /** Stops between two counts. */
  signal?: AbortSignal;
}

/** Writes the history of segments: one count for each segment and day, then entries, leaves and alerts for all at once. */
@Injectable()
export class SegmentSizeRecorder {
  constructor(
    private readonly db: Database,
    private readonly stores: SegmentStores,
    private readonly compiler: AudienceCompiler,
    private readonly records: SegmentRecords,
    private readonly audit: AuditService,
  ) {}

  /** Workspaces with something to record. */
  async workspaces(): Promise<string[]> {
    return this.records.sizes.workspaces();
  }

  /**
   * Counts the segments of which today's size is not known, today being the workspace's day at `now`. Safe to repeat:
   * a segment that was counted, or could not be counted, is left alone until the next day.
   */
  async record(
    workspaceId: string,
    { now = new Date(), timeoutMs = TIMEOUT_MS, signal }: RecordOptions = {},
  ): Promise<void> {
    for (const segmentId of await this.records.sizes.uncounted(workspaceId, now)) {
      if (signal?.aborted) return;
      await this.count(workspaceId, { segmentId, now, timeoutMs });
    }
    await this.records.sizes.recordFlows(workspaceId, now);
    await this.raiseAlerts(workspaceId, now);
  }

  private async count(
    workspaceId: string,
    { segmentId, now, timeoutMs }: { segmentId: string; now: Date; timeoutMs: number },
  ): Promise<void> {
    try {
      const options = { firstParam: 2, now };
      const predicate = await this.compiler.compileForWhere(workspaceId, { segmentId }, options);
      const counts = await this.db.readOnly(timeoutMs, () =>
        this.stores.members.count(workspaceId, predicate),
      );
      await this.stores.segments.rememberCount(workspaceId, segmentId, { ...counts, now });
    } catch (error) {
      const reason = whyNot(error, timeoutMs);
      if (reason === undefined) throw error;
      await this.records.sizes.recordNotCounted(workspaceId, { segmentId, reason, now });
    }
  }

  private async raiseAlerts(workspaceId: string, now: Date): Promise<void> {
    await this.db.transaction(async () => {
      for (const { segmentId, ...details } of await this.records.alerts.raise(workspaceId, now)) {
        await this.audit.record(systemActor(workspaceId, 'segment history'), {
          action: 'segment.size-jumped',
          targetKind: 'segment',
          targetId: segmentId,
          details,
        });
      }
    });
  }
}

/** Why a segment cannot be counted; undefined when the failure may pass. */
function whyNot(error: unknown, timeoutMs: number): string | undefined {
  if (isStatementTimeout(error)) return `Counting took longer than ${timeoutMs / 1000} seconds.`;
  const isPermanent = error instanceof DomainError && error.kind !== 'unavailable';
  return isPermanent ? error.message : undefined;
}
