import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { invalidField } from '@platform/errors';
import type { AbTest, AbTestSettings } from './ab-test';
import { VARIANT_KEYS, type Variant, type VariantContent, type VariantKey } from './variant';

const TEST_COLUMNS = `
  t.campaign_id AS "campaignId", t.workspace_id AS "workspaceId", t.test_percent AS "testPercent", t.metric,
  t.duration_minutes AS "durationMinutes", t.decision, t.when_unclear AS "whenUnclear",
  t.minimum_sample AS "minimumSample", t.guards_unsubscribes AS "guardsUnsubscribes", t.started_at AS "startedAt",
  t.decide_at AS "decideAt", t.waiting_since AS "waitingSince", t.winner_variant AS winner,
  t.decided_at AS "decidedAt", t.decided_by AS "decidedBy", t.decision_reason AS "decisionReason"`;

const VARIANT_COLUMNS = `
  key, subject, preheader, sender_id AS "senderId", template_id AS "templateId", offset_minutes AS "offsetMinutes",
  template_version_id AS "templateVersionId", excluded_at AS "excludedAt", excluded_by AS "excludedBy",
  excluded_reason AS "excludedReason"`;

const tooLong = () =>
  invalidField(
    '/minutes',
    'ab-test.too-long',
    'A test lasts at most 14 days in all; extend it by less, or choose the winner by hand.',
  );

const referenceErrors = {
  fk_campaign_variants_sender: () =>
    invalidField(
      '/variants',
      'sender.not-found',
      'The senderId of a variant names no sender of this workspace.',
    ),
  fk_campaign_variants_template: () =>
    invalidField(
      '/variants',
      'template.not-found',
      'The templateId of a variant names no template of this workspace.',
    ),
};

/** SQL on `ab_tests` and `campaign_variants`. */
@Injectable()
export class AbTestsRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string, campaignId: string): Promise<AbTest | null> {
    const test = await this.database.queryOne<Omit<AbTest, 'variants'>>(
      `SELECT ${TEST_COLUMNS} FROM ab_tests t WHERE t.workspace_id = $1 AND t.campaign_id = $2`,
      [workspaceId, campaignId],
    );
    return test && { ...test, variants: await this.variants(workspaceId, campaignId) };
  }

  /**
   * As `find`; locks the row until the transaction ends, so that deciding, extending and excluding happen one after the
   * other. With `skipLocked` null also while somebody else has it.
   */
  async lock(workspaceId: string, campaignId: string, { skipLocked = false } = {}): Promise<AbTest | null> {
    const locked = await this.database.queryOne(
      `SELECT FROM ab_tests WHERE workspace_id = $1 AND campaign_id = $2
       FOR UPDATE ${skipLocked ? 'SKIP LOCKED' : ''}`,
      [workspaceId, campaignId],
    );
    return locked && this.find(workspaceId, campaignId);
  }

  /** One variant of a campaign; null when there is no such. */
  async findVariant(workspaceId: string, campaignId: string, key: string): Promise<Variant | null> {
    return this.database.queryOne<Variant>(
      `SELECT ${VARIANT_COLUMNS} FROM campaign_variants WHERE workspace_id = $1 AND campaign_id = $2 AND key = $3`,
      [workspaceId, campaignId, key],
    );
  }

  /** Writes the whole test of a draft, in place of the one before. Needs a transaction. */
  async replace(
    workspaceId: string,
    campaignId: string,
    test: AbTestSettings & { variants: readonly VariantContent[] },
  ): Promise<void> {
    await this.delete(workspaceId, campaignId);
    await this.database.execute(
      `INSERT INTO ab_tests (workspace_id, campaign_id, test_percent, metric, duration_minutes, decision, when_unclear,
         minimum_sample, guards_unsubscribes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        workspaceId,
        campaignId,
        test.testPercent,
        test.metric,
        test.durationMinutes,
        test.decision,
        test.whenUnclear,
        test.minimumSample,
        test.guardsUnsubscribes,
      ],
    );
    const column = (name: keyof VariantContent) => test.variants.map((variant) => variant[name]);
    await translateViolations(referenceErrors, () =>
      this.database.execute(
        `INSERT INTO campaign_variants (workspace_id, campaign_id, key, subject, preheader, sender_id, template_id, offset_minutes)
         SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::integer[])`,
        [
          workspaceId,
          campaignId,
          VARIANT_KEYS.slice(0, test.variants.length),
          column('subject'),
          column('preheader'),
          column('senderId'),
          column('templateId'),
          column('offsetMinutes'),
        ],
      ),
    );
  }

  /** A campaign whose test changed has changed: what somebody checked before is not what would be promised. */
  async touchCampaign(workspaceId: string, campaignId: string): Promise<void> {
    await this.database.execute(
      'UPDATE campaigns SET updated_at = now() WHERE workspace_id = $1 AND id = $2',
      [workspaceId, campaignId],
    );
  }

  /** False when there was none. */
  async delete(workspaceId: string, campaignId: string): Promise<boolean> {
    const deleted = await this.database.execute(
      'DELETE FROM ab_tests WHERE workspace_id = $1 AND campaign_id = $2 AND started_at IS NULL',
      [workspaceId, campaignId],
    );
    return deleted > 0;
  }

  /**
   * Keeps which content each variant was frozen as, and starts the clock: the test ends so long after the last variant's start,
   * or the last time zone's. Inside the transaction that fixes the audience, when it is kept as chunks and not written yet.
   */
  async start(
    workspaceId: string,
    campaignId: string,
    versions: ReadonlyMap<VariantKey, string>,
  ): Promise<void> {
    await this.database.execute(
      `UPDATE campaign_variants v SET template_version_id = f.version
       FROM unnest($3::text[], $4::uuid[]) AS f (key, version)
       WHERE v.workspace_id = $1 AND v.campaign_id = $2 AND v.key = f.key`,
      [workspaceId, campaignId, [...versions.keys()], [...versions.values()]],
    );
    await this.database.execute(
      `UPDATE ab_tests t
       SET started_at = now(), updated_at = now(),
         decide_at = make_interval(mins => t.duration_minutes) + coalesce((
           SELECT max(a.due_at) FROM audience_chunks a
           WHERE a.campaign_id = t.campaign_id AND a.variant IS NOT NULL AND isfinite(a.due_at)), now())
       WHERE t.workspace_id = $1 AND t.campaign_id = $2 AND t.started_at IS NULL`,
      [workspaceId, campaignId],
    );
  }

  /** Later by so many minutes from when it was due, or from now where that is later. Messages are watched longer by as much. */
  async extend(workspaceId: string, campaignId: string, minutes: number): Promise<void> {
    await translateViolations({ ck_ab_tests_duration: tooLong }, () =>
      this.database.execute(
        `UPDATE ab_tests
       SET duration_minutes = duration_minutes + $3 + ceil(greatest(0, extract(epoch FROM now() - decide_at)) / 60),
           decide_at = greatest(decide_at, now()) + make_interval(mins => $3), waiting_since = NULL, updated_at = now()
       WHERE workspace_id = $1 AND campaign_id = $2 AND winner_variant IS NULL`,
        [workspaceId, campaignId, minutes],
      ),
    );
  }

  private async variants(workspaceId: string, campaignId: string): Promise<Variant[]> {
    return this.database.query<Variant>(
      `SELECT ${VARIANT_COLUMNS} FROM campaign_variants WHERE workspace_id = $1 AND campaign_id = $2 ORDER BY key`,
      [workspaceId, campaignId],
    );
  }
}
