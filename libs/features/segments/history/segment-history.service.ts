import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField } from '@platform/errors';
import { DateTime } from 'luxon';
import { SegmentStores } from '../segment-stores';
import { segmentNotFound } from '../segments.errors';
import { localDay } from '../tree/resolve-time';
import { HISTORY_DAYS, type SegmentHistory } from './segment-history';
import { SegmentRecords } from './segment-records';

const DEFAULT_DAYS = 30;

/** Reads what was recorded about a segment. */
@Injectable()
export class SegmentHistoryService {
  constructor(
    private readonly db: Database,
    private readonly stores: SegmentStores,
    private readonly records: SegmentRecords,
    private readonly audit: AuditService,
  ) {}

  /**
   * Every day from `from` to `to`, both included, `YYYY-MM-DD` in the workspace's zone; the last 30 days unless told
   * otherwise. Throws `segment.not-found`, or `segment.invalid-period` for more than 731 days or none.
   */
  async history(
    workspaceId: string,
    segmentId: string,
    period: { from?: string; to?: string; now?: Date },
  ): Promise<SegmentHistory> {
    await this.assertExists(workspaceId, segmentId);
    const { zone } = await this.stores.references.workspace(workspaceId);
    const to = period.to ?? localDay({ now: period.now ?? new Date(), zone });
    const from = period.from ?? day(DateTime.fromISO(to).minus({ days: DEFAULT_DAYS - 1 }));
    const length = DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days + 1;
    if (!(length >= 1 && length <= HISTORY_DAYS)) {
      const message = `from must be a day before to, and at most ${HISTORY_DAYS} days before it.`;
      throw invalidField('/from', 'segment.invalid-period', message);
    }
    return { from, to, days: await this.records.sizes.days(workspaceId, { segmentId, from, to }) };
  }

  /** "Seen": the alert is shown no more. Safe to repeat. */
  async dismissAlert(actor: Actor, segmentId: string): Promise<void> {
    const { workspaceId } = actor;
    await this.assertExists(workspaceId, segmentId);
    await this.db.transaction(async () => {
      if ((await this.records.alerts.dismiss(workspaceId, segmentId)) === 0) return;
      const action = 'segment.alert-dismissed';
      await this.audit.record(actor, { action, targetKind: 'segment', targetId: segmentId });
    });
  }

  /** Forgets what is older than two years; for the housekeeping. */
  async forgetOld(now = new Date()): Promise<{ segmentDays: number }> {
    return { segmentDays: await this.records.sizes.forget(HISTORY_DAYS, now) };
  }

  private async assertExists(workspaceId: string, segmentId: string): Promise<void> {
    if (!(await this.stores.segments.find(workspaceId, segmentId))) throw segmentNotFound(segmentId);
  }
}

function day(date: DateTime): string {
  return date.toFormat('yyyy-MM-dd');
}
