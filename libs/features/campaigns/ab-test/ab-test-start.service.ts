import { Injectable } from '@nestjs/common';
import type { Campaign } from '../campaign';
import type { AudienceGroups } from '../resolve/audience-groups';
import type { AbTest } from './ab-test';
import { assignmentSql } from './assignment';
import { AbTestsRepository } from './ab-tests.repository';
import { VariantContents } from './variant-contents.service';
import type { VariantKey } from './variant';

/** A test whose contents are frozen and whose audience is about to be fixed. */
export interface PreparedAbTest {
  test: AbTest;
  /** Ids of template versions. */
  versions: ReadonlyMap<VariantKey, string>;
}

/** What fixing a campaign's audience needs to know of its A/B test. */
@Injectable()
export class AbTestStart {
  constructor(
    private readonly tests: AbTestsRepository,
    private readonly contents: VariantContents,
  ) {}

  /** Freezes the content of every variant; null when the campaign has no test. Before the transaction: it compiles. */
  async prepare(campaign: Campaign): Promise<PreparedAbTest | null> {
    const test = await this.tests.find(campaign.workspaceId, campaign.id);
    return test && { test, versions: await this.contents.freeze(campaign, test) };
  }

  /** Who gets what, by the hash of campaign and contact. Placeholders count from `$firstParam`. */
  groups({ test }: PreparedAbTest, firstParam: number): AudienceGroups {
    const { campaignId, testPercent, variants } = test;
    const rule = { campaignId, testPercent, variants: variants.length };
    return {
      ...assignmentSql(rule, 'c.id', firstParam),
      restIsHeld: true,
      delayMinutes: Object.fromEntries(variants.map(({ key, offsetMinutes }) => [key, offsetMinutes])),
    };
  }

  /** Starts the clock, in the transaction that fixes the audience. */
  async start({ test, versions }: PreparedAbTest): Promise<void> {
    await this.tests.start(test.workspaceId, test.campaignId, versions);
  }
}
