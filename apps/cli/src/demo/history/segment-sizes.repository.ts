import type { Database } from '@platform/database';

/**
 * The size of a segment on each day before today, from who is in it now and when they came and left. That is what it was only where the
 * rules ask about nothing that changes, such as the country. $1 workspace, $2 segment, $3 contacts in it, $4 days, $5 topic, $6 now.
 */
const SIZES = `
  WITH members AS (
    SELECT c.created_at,
      CASE WHEN s.status = 'subscribed' AND u.id IS NULL THEN 'infinity' WHEN s.status IS NULL THEN '-infinity'
        ELSE least(coalesce(u.occurred_at, 'infinity'), CASE WHEN s.status = 'unsubscribed' THEN s.changed_at ELSE 'infinity' END) END AS mailable_until
    FROM contacts c
    LEFT JOIN subscriptions s ON s.contact_id = c.id AND s.topic_id = $5
    LEFT JOIN suppressions u ON u.workspace_id = c.workspace_id AND u.address_hash = c.address_hash
    WHERE c.workspace_id = $1 AND c.id = ANY ($3::uuid[])
  )
  INSERT INTO segment_sizes (workspace_id, segment_id, day, size, mailable, counted_at)
  SELECT $1, $2, d.at::date, count(m.created_at), count(m.created_at) FILTER (WHERE m.mailable_until > d.at), d.at
  FROM generate_series($6::timestamptz - make_interval(days => $4::int), $6::timestamptz - interval '1 day', interval '1 day') AS d (at)
  LEFT JOIN members m ON m.created_at <= d.at
  GROUP BY d.at
  ON CONFLICT DO NOTHING`;

/** Fills in how large segments were. */
export class SegmentSizePastRepository {
  constructor(private readonly database: Database) {}

  async add(
    workspaceId: string,
    segmentId: string,
    given: { members: readonly string[]; days: number; topicId: string; now: Date },
  ): Promise<void> {
    const { members, days, topicId, now } = given;
    await this.database.execute(SIZES, [workspaceId, segmentId, members, days, topicId, now]);
  }
}
