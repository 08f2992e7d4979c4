import { WatchSequences, watchSequencesJob, type WatchSequencesPayload } from '@features/sequences';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(watchSequencesJob)
export class WatchSequencesHandler implements JobHandler<WatchSequencesPayload> {
  constructor(private readonly watch: WatchSequences) {}

  async handle(_payload: WatchSequencesPayload, { signal }: JobContext): Promise<void> {
    await this.watch.run(signal);
  }
}
