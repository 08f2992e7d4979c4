import { MessageSweeper, sweepMessagesJob, type SweepMessagesPayload } from '@features/messages';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sweepMessagesJob)
export class SweepMessagesHandler implements JobHandler<SweepMessagesPayload> {
  constructor(private readonly sweeper: MessageSweeper) {}

  async handle(): Promise<void> {
    await this.sweeper.sweep();
  }
}
