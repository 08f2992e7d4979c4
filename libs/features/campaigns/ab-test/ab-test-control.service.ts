import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import type { Campaign } from '../campaign';
import { CampaignsRepository } from '../campaigns.repository';
import type { AbTest } from './ab-test';
import { AbTestDecisions } from './ab-test-decisions.service';
import {
  abTestNotFound,
  abTestNotRunning,
  lastVariant,
  unknownVariant,
  variantExcluded,
} from './ab-test.errors';
import { AbTestStores } from './ab-test-stores.service';
import { verdictOf } from './count-test';
import { variantName, type Variant } from './variant';

/** What a person may do while a test runs: choose the winner, take a variant out, wait longer. */
@Injectable()
export class AbTestControl {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly stores: AbTestStores,
    private readonly decisions: AbTestDecisions,
    private readonly audit: AuditService,
  ) {}

  /** Decides the test: at any time from its start on, once. The rest of the audience gets this variant. */
  async chooseWinner(actor: Actor, campaignId: string, key: string): Promise<void> {
    await this.whileRunning(actor, campaignId, async (test) => {
      const variant = variantOf(test, key);
      if (variant.excludedAt !== null) throw variantExcluded(variant.key);
      const { sentence } = verdictOf(test, await this.stores.counts.count(test));
      const reason = `${actor.name} chose ${variantName(variant.key)}. At that time: ${sentence}`;
      const choice = { winner: variant.key, by: actor.name, reason };
      if (!(await this.decisions.settle(actor, test, choice))) throw abTestNotRunning(OVER);
    });
  }

  /** Takes a variant out: it cannot win, and what of it was not sent yet waits for the winner. */
  async exclude(actor: Actor, campaignId: string, request: { key: string; reason: string }): Promise<void> {
    await this.whileRunning(actor, campaignId, async (test) => {
      const variant = variantOf(test, request.key);
      if (variant.excludedAt !== null) return;
      if (test.variants.filter(({ excludedAt }) => excludedAt === null).length === 1) throw lastVariant();
      const { key } = variant;
      await this.stores.decisions.exclude(test, { key, by: actor.name, reason: request.reason });
      await this.stores.decisions.holdExcluded(campaignId);
      await this.record(actor, test, 'campaign.ab-test-variant-excluded', { key, reason: request.reason });
    });
  }

  /** Decides so many minutes later. A test that waits for a person runs again. */
  async extend(actor: Actor, campaignId: string, minutes: number): Promise<void> {
    await this.whileRunning(actor, campaignId, async (test) => {
      await this.stores.tests.extend(actor.workspaceId, campaignId, minutes);
      await this.record(actor, test, 'campaign.ab-test-extended', { minutes });
    });
  }

  /** With the test locked, so that what is asked for and a decision by rule happen one after the other. */
  private async whileRunning(
    actor: Actor,
    campaignId: string,
    work: (test: AbTest) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const test = await this.stores.tests.lock(actor.workspaceId, campaignId);
      const campaign = await this.campaigns.find(actor.workspaceId, campaignId);
      if (!campaign) throw notFound('campaign', campaignId);
      if (!test) throw abTestNotFound();
      const obstacle = whyNotRunning(campaign, test);
      if (obstacle !== null) throw abTestNotRunning(obstacle);
      await work(test);
    });
  }

  private async record(actor: Actor, test: AbTest, action: string, details: object): Promise<void> {
    await this.audit.record(actor, {
      action,
      targetKind: 'campaign',
      targetId: test.campaignId,
      details: { ...details },
    });
  }
}

const OVER = 'The campaign is over, so there is nothing left to decide.';

function whyNotRunning({ status }: Campaign, { startedAt, winner }: AbTest): string | null {
  if (startedAt === null) return 'The test has not started; it does when the campaign is sent.';
  if (winner !== null) return `The test is decided: ${variantName(winner)} won.`;
  return status === 'cancelled' ? OVER : null;
}

function variantOf(test: AbTest, key: string): Variant {
  const variant = test.variants.find((each) => each.key === key);
  if (variant) return variant;
  throw unknownVariant(
    key,
    test.variants.map((each) => each.key),
  );
}
