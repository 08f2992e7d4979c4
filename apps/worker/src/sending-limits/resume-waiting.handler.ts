import { WaitingBatches } from '@features/deliveries';
import { resumeWaitingJob, type ResumeWaitingPayload } from '@features/sending-limits';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(resumeWaitingJob)
export class ResumeWaitingHandler implements JobHandler<ResumeWaitingPayload> {
  constructor(private readonly batches: WaitingBatches) {}

  async handle({ workspaceId }: ResumeWaitingPayload): Promise<void> {
    await this.batches.resume(workspaceId);
  }
}
