import { Injectable } from '@nestjs/common';
import { JobQueue } from '@platform/queue';
import { resolveCampaignJob } from '../campaigns.jobs';
import { CampaignsRepository } from '../campaigns.repository';
import { LocalTimesService } from '../local-time/local-times.service';
import { AudienceChunksRepository } from './audience-chunks.repository';
import { ExpandAudience } from './expand-audience.service';

/** Campaigns looked after per sweep. */
const LIMIT = 10_000;

/** Finds in the rows the audiences that are to be fixed and those that are not written to the end, and asks workers for them. */
@Injectable()
export class AudienceSweeper {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly chunks: AudienceChunksRepository,
    private readonly expansion: ExpandAudience,
    private readonly localTimes: LocalTimesService,
    private readonly queue: JobQueue,
  ) {}

  async sweep(now = new Date()): Promise<{ resolves: number; unwritten: number }> {
    // A job that failed for good keeps its id for a day; another minute makes another id.
    const round = Math.floor(now.getTime() / 60_000);
    await this.localTimes.bringForward(now);
    const due = await this.campaigns.findDue(LIMIT);
    await this.queue.enqueueMany(
      resolveCampaignJob,
      due.map(({ id, scheduleNumber }) => ({ campaignId: id, scheduleNumber, round })),
    );
    const unwritten = await this.chunks.findUnwritten();
    await this.expansion.enqueue(unwritten, round);
    return { resolves: due.length, unwritten: unwritten.length };
  }
}
