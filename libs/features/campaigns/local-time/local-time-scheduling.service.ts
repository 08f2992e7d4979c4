import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { invalidField } from '@platform/errors';
import { AbTestsRepository } from '../ab-test/ab-tests.repository';
import type { Campaign } from '../campaign';
import { CampaignLifecycleService } from '../campaign-lifecycle.service';
import { CampaignReadiness } from '../campaign-readiness.service';
import { campaignNotReady } from '../campaigns.errors';
import { CampaignsService } from '../campaigns.service';
import { readLocalTime, type LocalTimes } from './local-time';
import { LocalTimesService } from './local-times.service';

/** Promises a campaign for a time of day in each contact's own zone. */
@Injectable()
export class LocalTimeScheduling {
  constructor(
    private readonly drafts: CampaignsService,
    private readonly readiness: CampaignReadiness,
    private readonly times: LocalTimesService,
    private readonly lifecycle: CampaignLifecycleService,
    private readonly abTests: AbTestsRepository,
  ) {}

  /**
   * As `CampaignLifecycleService.schedule`; `localTime` such as `2026-12-01T09:00`. Where it is over already, people get the
   * campaign at once. Throws also `campaign.invalid-local-time`, `campaign.time-in-past` when it is over everywhere,
   * `campaign.local-time-with-test`, and `campaign.local-times-timeout`.
   */
  async schedule(
    actor: Actor,
    id: string,
    { localTime, now = new Date() }: { localTime: string; now?: Date },
  ): Promise<{ campaign: Campaign; localTimes: LocalTimes }> {
    readLocalTime(localTime);
    const draft = await this.drafts.get(actor.workspaceId, id);
    const problems = await this.readiness.problems(draft);
    if (problems.length > 0) throw campaignNotReady(problems);
    await this.refuseHeldRest(draft);
    const localTimes = await this.times.of({ ...draft, resolvedAt: null }, localTime, now);
    const at = await this.times.firstMoment(actor.workspaceId, localTimes, now);
    if (!at) {
      throw invalidField(
        '/localTime',
        'campaign.time-in-past',
        `localTime ${localTime} has passed in every time zone of the audience; give a later time, or send now.`,
      );
    }
    return { campaign: await this.lifecycle.schedule(actor, id, { at, localTime }), localTimes };
  }

  /** The winner of a test is known at one moment, which is not nine o'clock everywhere. */
  private async refuseHeldRest({ workspaceId, id }: Campaign): Promise<void> {
    const test = await this.abTests.find(workspaceId, id);
    if (!test || test.testPercent >= 100) return;
    throw invalidField(
      '/localTime',
      'campaign.local-time-with-test',
      'An A/B test holds the rest of the audience until there is a winner, so it cannot be sent at a local time. Test on the whole audience (testPercent 100), remove the test, or give at instead of localTime.',
    );
  }
}
