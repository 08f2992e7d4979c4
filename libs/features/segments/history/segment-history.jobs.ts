import { IsUUID, Matches } from 'class-validator';
import { defineJob } from '@platform/queue';

export class PlanSegmentHistoryPayload {}

/** Hourly, because every workspace has its own midnight: one job for each workspace that has segments. */
export const planSegmentHistoryJob = defineJob({
  queue: 'maintenance',
  name: 'segment.plan-history',
  version: 1,
  payload: PlanSegmentHistoryPayload,
  attempts: 1,
  backoffMs: 1_000,
});

export class RecordSegmentHistoryPayload {
  @IsUUID()
  workspaceId!: string;

  /** The hour in which it was planned, `2026112304` in UTC: a run that failed never stands in the way of the next. */
  @Matches(/^\d{10}$/)
  hour!: string;
}

/** Counts the segments of one workspace that were not counted today. */
export const recordSegmentHistoryJob = defineJob({
  queue: 'maintenance',
  name: 'segment.record-history',
  version: 1,
  payload: RecordSegmentHistoryPayload,
  id: ({ workspaceId, hour }) => `segment-history-${workspaceId}-${hour}`,
  attempts: 3,
  backoffMs: 60_000,
});
