import type { Database } from '@platform/database';
import type { DeliveryRow } from './campaign-outcomes';
import { idAt } from './moments';
import type { HitRow } from './reader';
import { insertRows } from './rows.repository';

/** A campaign that was sent, without its messages. */
export interface SentCampaignRow {
  id: string;
  name: string;
  topic_id: string;
  sender_id: string;
  template_id: string;
  template_version_id: string;
  subject: string;
  preheader: string;
  audience: object;
  segment_names: Record<string, string>;
  status: 'sent';
  scheduled_at: Date;
  schedule_number: number;
  resolved_at: Date;
  sending_since: Date;
  finished_at: Date;
  audience_count: number;
  left_out: Record<string, number>;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface AbTestRow {
  campaign_id: string;
  test_percent: number;
  metric: 'clicks';
  duration_minutes: number;
  decision: 'automatic';
  when_unclear: 'leader';
  minimum_sample: number;
  guards_unsubscribes: boolean;
  started_at: Date;
  decide_at: Date;
  created_at: Date;
  updated_at: Date;
}

export interface VariantRow {
  campaign_id: string;
  key: string;
  subject: string | null;
  template_version_id: string;
}

/** The sums that progress and the emergency brake read, as the trigger would have kept them. $1 campaigns. */
const TALLIES = `
  WITH kinds AS (
    SELECT d.campaign_id, CASE d.status WHEN 'refused' THEN CASE WHEN d.bounce_class = 'hard' THEN 'refused-hard' ELSE 'refused' END
      ELSE d.status END AS kind, d.handed_over_at AS at
    FROM deliveries d WHERE d.campaign_id = ANY ($1::uuid[])
    UNION ALL SELECT d.campaign_id, 'bounced-hard', NULL FROM deliveries d
    WHERE d.campaign_id = ANY ($1::uuid[]) AND d.bounced_at IS NOT NULL AND d.bounce_class = 'hard'
    UNION ALL SELECT d.campaign_id, 'complained', NULL FROM deliveries d
    WHERE d.campaign_id = ANY ($1::uuid[]) AND d.complained_at IS NOT NULL
  )
  INSERT INTO delivery_tallies (campaign_id, kind, moved, at, is_sum, first_handed_over_at, last_handed_over_at)
  SELECT s.campaign_id, s.kind, count(*), k.finished_at, true, min(s.at), max(s.at)
  FROM kinds s JOIN campaigns k ON k.id = s.campaign_id GROUP BY s.campaign_id, s.kind, k.finished_at`;

const BATCHES = `
  INSERT INTO delivery_batches (campaign_id, number, workspace_id, first_seq, last_seq, status, tries, due_at, variant)
  SELECT d.campaign_id, row_number() OVER (PARTITION BY d.campaign_id ORDER BY min(d.seq)), d.workspace_id, min(d.seq), max(d.seq), 'done', 1,
    max(d.finished_at), NULL
  FROM deliveries d WHERE d.workspace_id = $1 AND d.campaign_id = ANY ($2::uuid[])
  GROUP BY d.campaign_id, d.workspace_id, (d.seq - 1) / 500`;

/** Writes campaigns that were sent long ago. Their messages are over: no worker ever takes them up. */
export class MailPastRepository {
  constructor(private readonly database: Database) {}

  async addCampaigns(workspaceId: string, rows: readonly SentCampaignRow[]): Promise<void> {
    await insertRows(this.database, workspaceId, { table: 'campaigns', rows });
  }

  /** As if made then, also in lists that go by id. Nothing may point to it yet. Returns its id. */
  async backDateTemplate(workspaceId: string, id: string, at: Date): Promise<string> {
    const then = idAt(at);
    await this.database.execute(
      'UPDATE templates SET id = $3, created_at = $4, updated_at = $4 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, then, at],
    );
    return then;
  }

  async addTest(workspaceId: string, test: AbTestRow, variants: readonly VariantRow[]): Promise<void> {
    await insertRows(this.database, workspaceId, { table: 'ab_tests', rows: [test] });
    await insertRows(this.database, workspaceId, { table: 'campaign_variants', rows: variants });
  }

  async decideTest(
    workspaceId: string,
    campaignId: string,
    { winner, at, reason }: { winner: string; at: Date; reason: string },
  ): Promise<void> {
    await this.database.execute(
      `UPDATE ab_tests SET winner_variant = $3, decided_at = $4, decision_reason = $5, updated_at = $4
       WHERE workspace_id = $1 AND campaign_id = $2`,
      [workspaceId, campaignId, winner, at, reason],
    );
  }

  async addDeliveries(workspaceId: string, rows: readonly DeliveryRow[]): Promise<void> {
    await insertRows(this.database, workspaceId, { table: 'deliveries', rows });
    const campaigns = [...new Set(rows.map((row) => row.campaign_id))];
    await this.database.execute(TALLIES, [campaigns]);
    await this.database.execute(BATCHES, [workspaceId, campaigns]);
  }

  async addHits(workspaceId: string, rows: readonly HitRow[]): Promise<void> {
    await insertRows(this.database, workspaceId, { table: 'tracking_hits', rows });
  }
}
