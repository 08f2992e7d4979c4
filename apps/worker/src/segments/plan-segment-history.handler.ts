import {
  planSegmentHistoryJob,
  recordSegmentHistoryJob,
  SegmentSizeRecorder,
  type PlanSegmentHistoryPayload,
} from '@features/segments';
import { Handles, JobQueue, type JobHandler } from '@platform/queue';

@Handles(planSegmentHistoryJob)
export class PlanSegmentHistoryHandler implements JobHandler<PlanSegmentHistoryPayload> {
  constructor(
    private readonly recorder: SegmentSizeRecorder,
    private readonly jobs: JobQueue,
  ) {}

  async handle(): Promise<void> {
    const workspaces = await this.recorder.workspaces();
    const hour = new Date().toISOString().replace(/\D/g, '').slice(0, 10);
    await this.jobs.enqueueMany(
      recordSegmentHistoryJob,
      workspaces.map((workspaceId) => ({ workspaceId, hour })),
    );
  }
}
