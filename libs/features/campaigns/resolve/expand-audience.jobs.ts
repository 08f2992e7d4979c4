import { IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { defineJob } from '@platform/queue';
import { ends, type End } from './audience-chunks.repository';

export class ExpandAudiencePayload {
  @IsUUID()
  campaignId: string;

  /** From which end of the audience it takes. */
  @IsIn(ends)
  end: End;

  /** 0 after a resolve. A sweep gives the minute, so that a kept failed job never blocks the campaign. */
  @IsInt()
  @Min(0)
  round: number;
}

/**
 * Writes the deliveries of an audience that was fixed, chunk by chunk. Safe to run twice and by several workers: of one end
 * of a campaign only one writes at a time, and a chunk is gone with its deliveries' transaction.
 */
export const expandAudienceJob = defineJob({
  queue: 'sending',
  name: 'campaign.expand-audience',
  version: 1,
  payload: ExpandAudiencePayload,
  id: ({ campaignId, end, round }: ExpandAudiencePayload) => `campaign-${campaignId}-expand-${end}-${round}`,
  attempts: 5,
  backoffMs: 1_000,
});
