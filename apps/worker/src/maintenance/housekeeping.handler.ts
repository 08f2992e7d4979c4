import { Inject } from '@nestjs/common';
import { HousekeepingService } from '@features/accounts';
import { EventsService } from '@features/events';
import { LOGGER, type Logger } from '@platform/logging';
import { Handles, type JobHandler } from '@platform/queue';
import { housekeepingJob, type HousekeepingPayload } from './housekeeping.jobs';

@Handles(housekeepingJob)
export class HousekeepingHandler implements JobHandler<HousekeepingPayload> {
  constructor(
    private readonly housekeeping: HousekeepingService,
    private readonly events: EventsService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(): Promise<void> {
    await this.events.prepareMonths();
    const forgotten = await this.housekeeping.forgetEnded();
    this.logger.info({ event: 'housekeeping.done', ...forgotten });
  }
}
