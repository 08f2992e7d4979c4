import { Inject } from '@nestjs/common';
import { EventsService } from '@features/events';
import { LOGGER, type Logger } from '@platform/logging';
import { Handles, type JobHandler } from '@platform/queue';
import { HOUSEKEEPERS, type Housekeeper } from './housekeepers';
import { housekeepingJob, type HousekeepingPayload } from './housekeeping.jobs';

@Handles(housekeepingJob)
export class HousekeepingHandler implements JobHandler<HousekeepingPayload> {
  constructor(
    private readonly events: EventsService,
    @Inject(HOUSEKEEPERS) private readonly housekeepers: Housekeeper[],
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(): Promise<void> {
    await this.events.prepareMonths();
    const forgotten = {};
    for (const forget of this.housekeepers) Object.assign(forgotten, await forget());
    this.logger.info({ event: 'housekeeping.done', ...forgotten });
  }
}
