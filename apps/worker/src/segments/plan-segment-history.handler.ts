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
    await this.jobs.enqueueMany(
      recordSegmentHistoryJob,
      workspaces.map((workspaceId) => ({ workspaceId })),
    );
  }
}
