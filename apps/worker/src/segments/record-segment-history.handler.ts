import {
  recordSegmentHistoryJob,
  SegmentSizeRecorder,
  type RecordSegmentHistoryPayload,
} from '@features/segments';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(recordSegmentHistoryJob)
export class RecordSegmentHistoryHandler implements JobHandler<RecordSegmentHistoryPayload> {
  constructor(private readonly recorder: SegmentSizeRecorder) {}

  async handle({ workspaceId }: RecordSegmentHistoryPayload, { signal }: JobContext): Promise<void> {
    await this.recorder.record(workspaceId, { signal });
  }
}
