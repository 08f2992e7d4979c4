import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import type { Campaign } from '../campaign';
import type { AbTest } from './ab-test';
import type { AbTestCounts } from './ab-test-counts.repository';
import { sayState, stateOf, type AbTestState } from './ab-test-report';
import { AbTestStores } from './ab-test-stores.service';
import { AbTestsService } from './ab-tests.service';
import { verdictOf } from './count-test';
import type { Verdict } from './verdict';

export interface AbTestReport {
  campaign: Campaign;
  test: AbTest;
  state: AbTestState;
  /** In plain words. */
  stateText: string;
  /** Null before the test starts. */
  results: { counts: AbTestCounts; verdict: Verdict; beingListed: number } | null;
}

/** How a test stands, counted now. */
@Injectable()
export class AbTestReports {
  constructor(
    private readonly abTests: AbTestsService,
    private readonly stores: AbTestStores,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** @throws DomainError `campaign.not-found`, `ab-test.not-found` */
  async report(workspaceId: string, campaignId: string, now = new Date()): Promise<AbTestReport> {
    const { campaign, test } = await this.abTests.get(workspaceId, campaignId);
    const { timeZone: zone } = await this.workspaces.get(workspaceId);
    const state = stateOf(campaign, test);
    const stateText = sayState(state, test, { now, zone });
    const results = state === 'not-started' ? null : await this.results(campaign, test);
    return { campaign, test, state, stateText, results };
  }

  private async results(campaign: Campaign, test: AbTest): Promise<AbTestReport['results']> {
    const counts = await this.stores.counts.count(test);
    const groups = [...counts.variants.values(), counts.rest];
    const listed = groups.reduce((sum, { audience }) => sum + audience, 0);
    // People whose rows are not written yet wait like all others; which variant they get is known only then.
    const beingListed = (campaign.audienceCount ?? 0) - listed;
    return { counts, verdict: verdictOf(test, counts), beingListed };
  }
}
