import { RunSequences, runSequencesJob, type RunSequencesPayload } from '@features/sequences';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(runSequencesJob)
export class RunSequencesHandler implements JobHandler<RunSequencesPayload> {
  constructor(private readonly sequences: RunSequences) {}

  async handle({ workspaceId }: RunSequencesPayload, { signal }: JobContext): Promise<void> {
    await this.sequences.run(workspaceId, signal);
  }
}
