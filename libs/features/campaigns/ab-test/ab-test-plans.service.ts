import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { AudienceService } from '../audience.service';
import type { Campaign } from '../campaign';
import { AbTestAudienceRepository, FIRST_AUDIENCE_PARAM } from './ab-test-audience.repository';
import { AbTestChecks } from './ab-test-checks.service';
import { planTest, type AbTestPlan } from './ab-test-plan';
import { AbTestsService } from './ab-tests.service';
import { differences } from './check-ab-test';

/** Somebody waits in front of the screen. */
const COUNT_TIMEOUT_MS = 5_000;

/** What a test of a draft can be expected to show, with the audience as it is now. */
@Injectable()
export class AbTestPlans {
  constructor(
    private readonly database: Database,
    private readonly abTests: AbTestsService,
    private readonly checks: AbTestChecks,
    private readonly audience: AudienceService,
    private readonly people: AbTestAudienceRepository,
  ) {}

  /** `baseRate`: what the variant to beat is thought to reach, 0 to 1. */
  async plan(workspaceId: string, campaignId: string, baseRate: number | null): Promise<AbTestPlan> {
    const { campaign, test } = await this.abTests.get(workspaceId, campaignId);
    const setting = await this.checks.setting(campaign, test.variants);
    return planTest({
      ...test,
      variants: test.variants.length,
      differences: differences(setting, test.variants),
      audience: campaign.audienceCount ?? (await this.count(campaign)),
      baseRate,
    });
  }

  private async count({ workspaceId, topicId, audience }: Campaign): Promise<number | null> {
    if (topicId === null) return 0;
    const compiled = await this.audience.compile(workspaceId, audience, FIRST_AUDIENCE_PARAM);
    try {
      return await this.database.readOnly(
        COUNT_TIMEOUT_MS,
        () => this.people.count(workspaceId, topicId, compiled),
        { turnOf: workspaceId },
      );
    } catch (error) {
      if (isStatementTimeout(error)) return null;
      throw error;
    }
  }
}
