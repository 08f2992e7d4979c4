import { Inject } from '@nestjs/common';
import { FollowChanges, followChangesJob, type FollowChangesPayload } from '@features/segments';
import { LOGGER, type Logger } from '@platform/logging';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(followChangesJob)
export class FollowChangesHandler implements JobHandler<FollowChangesPayload> {
  constructor(
    private readonly changes: FollowChanges,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(_payload: FollowChangesPayload, { signal }: JobContext): Promise<void> {
    for (const drift of await this.changes.run(signal))
      this.logger.warn({ event: 'segment.memberships-drifted', ...drift });
  }
}
