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

/** When to send: at an instant, or when clocks show a time where people are. Exactly one of the two. */
export interface WantedTime {
  at?: Date | undefined;
  /** `2026-12-01T09:00` */
  localTime?: string | undefined;
}

export interface ScheduledCampaign {
  campaign: Campaign;
  /** Who gets it when; null at an instant. */
  localTimes: LocalTimes | null;
}

/** Promises a campaign for an instant, or for a time of day in each contact's own zone. */
@Injectable()
export class CampaignScheduling {
  constructor(
    private readonly drafts: CampaignsService,
    private readonly readiness: CampaignReadiness,
    private readonly times: LocalTimesService,
    private readonly lifecycle: CampaignLifecycleService,
    private readonly abTests: AbTestsRepository,
  ) {}

  /**
   * As `CampaignLifecycleService.schedule`. Where a local time is over already, people get the campaign at once. Throws also
   * `campaign.invalid-schedule`, `campaign.invalid-local-time`, `campaign.time-in-past` when it is over everywhere,
   * `campaign.local-time-with-test`, and `campaign.local-times-timeout`.
   */
  async schedule(actor: Actor, id: string, { at, localTime }: WantedTime): Promise<ScheduledCampaign> {
    const draft = await this.drafts.get(actor.workspaceId, id);
    if ((at === undefined) === (localTime === undefined)) {
      throw invalidField('/at', 'campaign.invalid-schedule', 'Give either at or localTime.');
    }
    if (localTime !== undefined) return this.scheduleLocal(actor, draft, readLocalTime(localTime));
    return { campaign: await this.lifecycle.schedule(actor, id, { at }), localTimes: null };
  }

  private async scheduleLocal(actor: Actor, draft: Campaign, localTime: string): Promise<ScheduledCampaign> {
    const problems = await this.readiness.problems(draft);
    if (problems.length > 0) throw campaignNotReady(problems);
    await this.refuseHeldRest(draft);
    const localTimes = await this.times.of({ ...draft, resolvedAt: null }, localTime);
    const at = await this.times.firstMoment(actor.workspaceId, localTimes);
    if (!at) {
      throw invalidField(
        '/localTime',
        'campaign.time-in-past',
        `localTime ${localTime} has passed in every time zone of the audience; give a later time, or send now.`,
      );
    }
    return { campaign: await this.lifecycle.schedule(actor, draft.id, { at, localTime }), localTimes };
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
