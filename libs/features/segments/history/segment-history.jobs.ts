import { IsUUID } from 'class-validator';
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
}

/** Counts the segments of one workspace that were not counted today. */
export const recordSegmentHistoryJob = defineJob({
  queue: 'maintenance',
  name: 'segment.record-history',
  version: 1,
  payload: RecordSegmentHistoryPayload,
  id: ({ workspaceId }) => `segment-history-${workspaceId}`,
  attempts: 3,
  backoffMs: 60_000,
});
