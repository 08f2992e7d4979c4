import { Inject, Injectable } from '@nestjs/common';
import { AuditService, systemActor, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { LOGGER, type Logger } from '@platform/logging';
import { CampaignEffects } from '../campaign-effects.service';
import type { AbTest } from './ab-test';
import type { DueTest } from './ab-test-decisions.repository';
import { AbTestStores } from './ab-test-stores.service';
import { verdictOf } from './count-test';
import { chooseWinner } from './judge';
import type { VariantKey } from './variant';

/** Tests decided per sweep. */
const LIMIT = 100;

/** What became of a test whose time was over. `nothing`: somebody else had it, or it was decided meanwhile. */
export type DecisionOutcome = 'decided' | 'waiting' | 'postponed' | 'nothing';

/**
 * Decides A/B tests. Who won is one conditional update of the test's row, and in the same transaction the batches of the rest
 * get the winner and become due: after a crash either all of it happened or nothing, and a second decision finds
 * nothing to do.
 */
@Injectable()
export class AbTestDecisions {
  constructor(
    private readonly database: Database,
    private readonly stores: AbTestStores,
    private readonly effects: CampaignEffects,
    private readonly audit: AuditService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** For the sweeper: decides what is due, and puts right which batches wait. One test that fails stops no other. */
  async decideDue(): Promise<void> {
    for (const due of await this.stores.decisions.findDue(LIMIT)) {
      try {
        const outcome = await this.decideByRule(due);
        this.logger.info({ event: 'ab-test.due', campaignId: due.campaignId, outcome });
      } catch (error) {
        this.logger.error({ event: 'ab-test.not-decided', campaignId: due.campaignId, err: error });
      }
    }
    await this.stores.decisions.holdExcluded(null);
    await this.stores.decisions.releaseHeld(null);
  }

  /** By the rules of the test, when its time is over. Safe to run twice and at once. */
  async decideByRule(due: DueTest): Promise<DecisionOutcome> {
    const { tests, counts, decisions } = this.stores;
    return this.database.transaction(async () => {
      const test = await tests.lock(due.workspaceId, due.campaignId, { skipLocked: true });
      if (!test || !(await decisions.isDue(due))) return 'nothing';
      if (await decisions.postpone(due)) return 'postponed';
      if (test.decision === 'manual') return this.wait(due);
      const { winner, reason } = chooseWinner(verdictOf(test, await counts.count(test)), test.whenUnclear);
      if (winner === null) return this.wait(due);
      const actor = systemActor(due.workspaceId, 'A/B test');
      return (await this.settle(actor, test, { winner, by: null, reason })) ? 'decided' : 'nothing';
    });
  }

  /** Inside a transaction that has the test's lock. False when the test is decided or the campaign is over. */
  async settle(
    actor: Actor,
    test: AbTest,
    choice: { winner: VariantKey; by: string | null; reason: string },
  ): Promise<boolean> {
    if (!(await this.stores.decisions.decide(test, choice))) return false;
    const batches = await this.stores.decisions.releaseHeld(test.campaignId);
    await this.audit.record(actor, {
      action: 'campaign.ab-test-decided',
      targetKind: 'campaign',
      targetId: test.campaignId,
      details: { winner: choice.winner, reason: choice.reason, batches },
    });
    await this.database.afterCommit(() => this.effects.sending(test.campaignId));
    return true;
  }

  private async wait(due: DueTest): Promise<DecisionOutcome> {
    await this.stores.decisions.waitForPerson(due);
    return 'waiting';
  }
}
