import { Inject } from '@nestjs/common';
import { AccountsHousekeepingService } from '@features/accounts';
import { EventsService } from '@features/events';
import { FollowChanges, SegmentHistoryService } from '@features/segments';
import { LOGGER, type Logger } from '@platform/logging';
import { Handles, type JobHandler } from '@platform/queue';
import { housekeepingJob, type HousekeepingPayload } from './housekeeping.jobs';

@Handles(housekeepingJob)
export class HousekeepingHandler implements JobHandler<HousekeepingPayload> {
  constructor(
    private readonly accounts: AccountsHousekeepingService,
    private readonly events: EventsService,
    private readonly segmentHistory: SegmentHistoryService,
    private readonly segmentChanges: FollowChanges,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(): Promise<void> {
    await this.events.prepareMonths();
    const forgotten = {
      ...(await this.accounts.forgetEnded()),
      ...(await this.segmentHistory.forgetOld()),
      ...(await this.segmentChanges.forgetStray()),
    };
    this.logger.info({ event: 'housekeeping.done', ...forgotten });
  }
}
