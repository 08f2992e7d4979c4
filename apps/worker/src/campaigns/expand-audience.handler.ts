import { ExpandAudience, expandAudienceJob, type ExpandAudiencePayload } from '@features/campaigns';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(expandAudienceJob)
export class ExpandAudienceHandler implements JobHandler<ExpandAudiencePayload> {
  constructor(private readonly expansion: ExpandAudience) {}

  async handle({ campaignId, end }: ExpandAudiencePayload, { signal }: JobContext): Promise<void> {
    await this.expansion.expand(campaignId, end, signal);
  }
}
