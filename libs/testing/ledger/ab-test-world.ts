import { randomUUID } from 'node:crypto';
import type { Database } from '@platform/database';

/** What a campaign's test looks like in the ledger once it goes out: `Database`, the campaign, and short ways to play reactions. */
export class AbTestWorld {
  constructor(
    private readonly database: Database,
    readonly workspaceId: string,
    readonly campaignId: string,
  ) {}

  /** The messages of the variants were accepted an hour ago; those of `except` still wait. */
  async sendTest({ except = [] as string[] } = {}): Promise<void> {
    const rows = `campaign_id = $1 AND seq IN (
      SELECT generate_series(b.first_seq, b.last_seq) FROM delivery_batches b
      WHERE b.campaign_id = $1 AND b.variant IS NOT NULL AND b.variant <> ALL ($2::text[]))`;
    const values = [this.campaignId, except];
    const move = (change: string): Promise<number> =>
      this.database.execute(`UPDATE deliveries SET ${change} WHERE ${rows}`, values);
    await move(`status = 'claimed', variant = (SELECT b.variant FROM delivery_batches b
      WHERE b.campaign_id = $1 AND seq BETWEEN b.first_seq AND b.last_seq)`);
    await move(`status = 'handed_over', handed_over_at = now() - interval '1 hour', trackable = true`);
    await move(`status = 'accepted', finished_at = now() - interval '1 hour'`);
    await this.database.execute(
      `UPDATE delivery_batches SET status = 'done' WHERE campaign_id = $1 AND variant IS NOT NULL AND variant <> ALL ($2::text[])`,
      values,
    );
  }

  /** So many different people of a variant's test clicked (or opened), so many minutes after they got the message. */
  async react(
    variant: string,
    people: number,
    { kind = 'click', afterMinutes = 5, isMachine = false } = {},
  ): Promise<void> {
    const hit = await this.database.execute(
      `INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine)
       SELECT workspace_id, campaign_id, id, contact_id, $4, CASE WHEN $4 = 'click' THEN 0 END,
         handed_over_at + make_interval(mins => $5), $6
       FROM deliveries WHERE campaign_id = $1 AND variant = $2 AND status = 'accepted' ORDER BY seq LIMIT $3`,
      [this.campaignId, variant, people, kind, afterMinutes, isMachine],
    );
    if (hit !== people) throw new Error(`Only ${hit} people of ${variant} have the message.`);
  }

  /** So many who clicked bought for so much, so many minutes after they got the message. */
  async buy(variant: string, people: number, { total = 10, afterMinutes = 10 } = {}): Promise<void> {
    await this.database.execute(
      `INSERT INTO orders (workspace_id, contact_id, number, placed_at, status, currency, total)
       SELECT d.workspace_id, d.contact_id, $3 || row_number() OVER (), d.handed_over_at + make_interval(mins => $5), 'placed', 'EUR', $4
       FROM deliveries d WHERE d.campaign_id = $1 AND d.variant = $2
         AND d.id IN (SELECT delivery_id FROM tracking_hits WHERE kind = 'click')
       ORDER BY d.seq LIMIT $6`,
      [this.campaignId, variant, randomUUID(), total, afterMinutes, people],
    );
  }

  /** So many people of a variant unsubscribed by its message. */
  async unsubscribe(variant: string, people: number): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries SET unsubscribed_at = handed_over_at + interval '10 minutes'
       WHERE id IN (SELECT id FROM deliveries WHERE campaign_id = $1 AND variant = $2 ORDER BY seq LIMIT $3)`,
      [this.campaignId, variant, people],
    );
  }

  /** The test's time is over. */
  async timeIsOver(): Promise<void> {
    await this.database.execute(
      `UPDATE ab_tests SET decide_at = now() - interval '1 second' WHERE campaign_id = $1`,
      [this.campaignId],
    );
  }

  async moveCampaign(status: string): Promise<void> {
    await this.database.execute('UPDATE campaigns SET status = $2 WHERE id = $1', [this.campaignId, status]);
  }

  /** Batches that are open, in one line each: `b now 40` is a batch of 40 for variant b that is due, `- held 120` waits. */
  async openBatches(): Promise<string[]> {
    const rows = await this.database.query<{ line: string }>(
      `SELECT coalesce(variant, '-') || CASE WHEN due_at = 'infinity' THEN ' held ' WHEN due_at <= now() THEN ' now ' ELSE ' later ' END
         || sum(last_seq - first_seq + 1) AS line
       FROM delivery_batches WHERE campaign_id = $1 AND status = 'open'
       GROUP BY variant, due_at = 'infinity', due_at <= now(), CASE WHEN due_at = 'infinity' THEN ' held ' WHEN due_at <= now() THEN ' now ' ELSE ' later ' END
       ORDER BY 1`,
      [this.campaignId],
    );
    return rows.map(({ line }) => line);
  }
}
