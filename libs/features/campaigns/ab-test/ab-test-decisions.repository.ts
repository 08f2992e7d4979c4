import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { VariantKey } from './variant';

export interface DueTest {
  workspaceId: string;
  campaignId: string;
}

/** Of the test's messages, so many may still wait to be sent when it is decided; more, and the decision is put off. */
const STRAGGLERS = 0.1;

/** A pause holds the decision; a cancelled campaign has none. Where nobody is left to get the winner, it may be sent already. */
const CAN_BE_DECIDED = `k.status IN ('sending', 'sent') AND k.audience_count > 0`;

/** Undecided tests whose time is over. */
const FIND_DUE = `
  SELECT t.workspace_id AS "workspaceId", t.campaign_id AS "campaignId"
  FROM ab_tests t JOIN campaigns k ON k.id = t.campaign_id
  WHERE t.winner_variant IS NULL AND t.waiting_since IS NULL AND t.decide_at <= now() AND ${CAN_BE_DECIDED}
  ORDER BY t.decide_at LIMIT $1`;

/** Batches that wait for a winner. */
const HELD = `b.status = 'open' AND b.variant IS NULL AND b.due_at = 'infinity'`;

/** The rest of decided tests goes out with the winner: first the part of the audience that is not written yet, … */
const RELEASE_CHUNKS = `
  UPDATE audience_chunks a SET variant = t.winner_variant, due_at = now()
  FROM ab_tests t
  WHERE a.campaign_id = t.campaign_id AND a.variant IS NULL AND a.due_at = 'infinity' AND t.winner_variant IS NOT NULL
    AND ($1::uuid IS NULL OR t.campaign_id = $1)`;

/** … then what is, with what was written while the statement before waited for whoever wrote it. */
const RELEASE_HELD = `
  UPDATE delivery_batches b SET variant = t.winner_variant, due_at = now()
  FROM ab_tests t JOIN campaigns k ON k.id = t.campaign_id
  WHERE b.campaign_id = t.campaign_id AND ${HELD} AND t.winner_variant IS NOT NULL
    AND k.status IN ('sending', 'paused') AND ($1::uuid IS NULL OR t.campaign_id = $1)`;

/**
 * What an excluded variant has not sent yet waits for the winner. Nobody works on these batches any more: a worker that does
 * loses its lease before its next hand-over, as if it had been too slow.
 */
const HOLD_EXCLUDED = `
  UPDATE delivery_batches b SET variant = NULL, due_at = 'infinity', leased_by = NULL, leased_until = NULL
  FROM campaign_variants v JOIN ab_tests t ON t.campaign_id = v.campaign_id
  WHERE b.campaign_id = v.campaign_id AND b.variant = v.key AND b.status = 'open' AND v.excluded_at IS NOT NULL
    AND t.winner_variant IS NULL AND ($1::uuid IS NULL OR t.campaign_id = $1)`;

const HOLD_EXCLUDED_CHUNKS = `
  UPDATE audience_chunks a SET variant = NULL, due_at = 'infinity'
  FROM campaign_variants v JOIN ab_tests t ON t.campaign_id = v.campaign_id
  WHERE a.campaign_id = v.campaign_id AND a.variant = v.key AND v.excluded_at IS NOT NULL
    AND t.winner_variant IS NULL AND ($1::uuid IS NULL OR t.campaign_id = $1)`;

/** Rows that were claimed for an excluded variant are nobody's again, so that they get the winner. Mostly none was. $1 campaign. */
const FORGET_VARIANT = `
  UPDATE deliveries d
  SET variant = NULL, claimed_at = NULL, status = CASE WHEN d.status = 'claimed' THEN 'pending' ELSE d.status END
  FROM delivery_batches b
  WHERE EXISTS (SELECT FROM campaign_variants v WHERE v.campaign_id = $1 AND v.excluded_at IS NOT NULL)
    AND b.campaign_id = $1 AND ${HELD} AND d.campaign_id = $1 AND d.seq BETWEEN b.first_seq AND b.last_seq
    AND d.variant IS NOT NULL AND d.status IN ('pending', 'claimed', 'deferred')`;

/** SQL of deciding: one conditional update says who won, and the batches of the rest follow in the same transaction. */
@Injectable()
export class AbTestDecisionsRepository {
  constructor(private readonly database: Database) {}

  /** For the sweeper, which serves every workspace. */
  async findDue(limit: number): Promise<DueTest[]> {
    return this.database.query<DueTest>(FIND_DUE, [limit]);
  }

  /** Whether it still has to be decided by rule now. Asked again under the lock. */
  async isDue({ workspaceId, campaignId }: DueTest): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT FROM ab_tests t JOIN campaigns k ON k.id = t.campaign_id
       WHERE t.workspace_id = $1 AND t.campaign_id = $2 AND t.winner_variant IS NULL AND t.waiting_since IS NULL
         AND t.decide_at <= now() AND ${CAN_BE_DECIDED}`,
      [workspaceId, campaignId],
    );
    return row !== null;
  }

  /** Puts the decision off by the test's duration when too much of the test has not been sent yet; true when it did. */
  async postpone({ workspaceId, campaignId }: DueTest): Promise<boolean> {
    const updated = await this.database.execute(
      `UPDATE ab_tests t SET decide_at = now() + make_interval(mins => t.duration_minutes), updated_at = now()
       WHERE t.workspace_id = $1 AND t.campaign_id = $2 AND t.winner_variant IS NULL AND (
         SELECT count(*) FILTER (WHERE d.status IN ('pending', 'claimed', 'handed_over') AND b.status = 'open') > $3::double precision * count(*)
         FROM delivery_batches b
         JOIN deliveries d ON d.campaign_id = b.campaign_id AND d.seq BETWEEN b.first_seq AND b.last_seq
         WHERE b.campaign_id = t.campaign_id AND b.variant IS NOT NULL)`,
      [workspaceId, campaignId, STRAGGLERS],
    );
    return updated > 0;
  }

  /** From now on a person has to choose. */
  async waitForPerson({ workspaceId, campaignId }: DueTest): Promise<void> {
    await this.database.execute(
      `UPDATE ab_tests SET waiting_since = now(), updated_at = now()
       WHERE workspace_id = $1 AND campaign_id = $2 AND winner_variant IS NULL AND waiting_since IS NULL`,
      [workspaceId, campaignId],
    );
  }

  /** Once: false when it was decided already, the variant was excluded, or the campaign is over. */
  async decide(
    { workspaceId, campaignId }: DueTest,
    { winner, by, reason }: { winner: VariantKey; by: string | null; reason: string },
  ): Promise<boolean> {
    const updated = await this.database.execute(
      `UPDATE ab_tests t
       SET winner_variant = $3, decided_at = now(), decided_by = $4, decision_reason = $5, waiting_since = NULL, updated_at = now()
       FROM campaign_variants v, campaigns k
       WHERE t.workspace_id = $1 AND t.campaign_id = $2 AND t.winner_variant IS NULL AND t.started_at IS NOT NULL
         AND v.campaign_id = t.campaign_id AND v.key = $3 AND v.excluded_at IS NULL
         AND k.id = t.campaign_id AND k.status IN ('sending', 'paused', 'sent')`,
      [workspaceId, campaignId, winner, by, reason],
    );
    return updated > 0;
  }

  /** The rest goes out with the winner, of one campaign or of all that are decided. Returns how many batches. */
  async releaseHeld(campaignId: string | null): Promise<number> {
    if (campaignId !== null) await this.database.execute(FORGET_VARIANT, [campaignId]);
    await this.database.execute(RELEASE_CHUNKS, [campaignId]);
    return this.database.execute(RELEASE_HELD, [campaignId]);
  }

  /** Takes a variant out of an undecided test; false when it was out already. */
  async exclude(
    { workspaceId, campaignId }: DueTest,
    { key, by, reason }: { key: VariantKey; by: string; reason: string },
  ): Promise<boolean> {
    const updated = await this.database.execute(
      `UPDATE campaign_variants SET excluded_at = now(), excluded_by = $4, excluded_reason = $5
       WHERE workspace_id = $1 AND campaign_id = $2 AND key = $3 AND excluded_at IS NULL`,
      [workspaceId, campaignId, key, by, reason],
    );
    return updated > 0;
  }

  /** Unsent messages of excluded variants wait for the winner, of one campaign or of all. Returns how many batches. */
  async holdExcluded(campaignId: string | null): Promise<number> {
    await this.database.execute(HOLD_EXCLUDED_CHUNKS, [campaignId]);
    const held = await this.database.execute(HOLD_EXCLUDED, [campaignId]);
    if (campaignId !== null) await this.database.execute(FORGET_VARIANT, [campaignId]);
    return held;
  }
}
