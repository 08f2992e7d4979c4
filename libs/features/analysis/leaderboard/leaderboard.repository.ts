import { Injectable } from '@nestjs/common';
import type { CompiledPredicate } from '@features/segments';
import { attributedOrders } from '@features/tracking';
import { Database } from '@platform/database';
import type { Period } from '../period';
import { mailPerContact, salesPerContact, type PeriodParams } from '../period-sql';
import type { LeaderboardCounts } from './leaderboard';

/** $1 workspace, $2 from, $3 to: predicates of segments start at `$4`. */
export const FIRST_SEGMENT_PARAM = 4;

const PARAMS: PeriodParams = { workspace: '$1::uuid', from: '$2::timestamptz', to: '$3::timestamptz' };
const IN_PERIOD = `o.placed_at >= ${PARAMS.from} AND o.placed_at < ${PARAMS.to}`;

/**
 * What every contact did in the period, worked out once and not per segment, joined with the members of all segments. Members
 * are found in WHERE clauses, where rules about events become semi-joins. Orders are a table of an earlier feature,
 * deliveries and hits of others: this is the one place that puts them side by side.
 */
function statement(members: string): string {
  return `
    WITH mail AS MATERIALIZED (${mailPerContact(PARAMS)}),
    sales AS MATERIALIZED (${salesPerContact(PARAMS)}),
    attributed AS MATERIALIZED (
      SELECT contact_id, sum(revenue) AS revenue
      FROM (${attributedOrders({ workspace: PARAMS.workspace, which: IN_PERIOD })}) touched
      GROUP BY contact_id
    ),
    facts AS MATERIALIZED (
      SELECT contact_id, s.orders, s.revenue, a.revenue AS attributed, m.delivered, m.trackable, m.opened,
        m.clicked, m.unsubscribed
      FROM mail m FULL JOIN sales s USING (contact_id) FULL JOIN attributed a USING (contact_id)
    )
    SELECT member.segment, count(*) AS contacts, count(f.orders) AS buyers,
      coalesce(sum(f.orders), 0) AS orders, coalesce(sum(f.revenue), 0) AS revenue,
      coalesce(sum(f.attributed), 0) AS "attributedRevenue",
      coalesce(sum(f.delivered), 0) AS delivered, coalesce(sum(f.trackable), 0) AS "trackableDelivered",
      coalesce(sum(f.opened), 0) AS "uniqueHumanOpens", coalesce(sum(f.clicked), 0) AS "uniqueHumanClicks",
      coalesce(sum(f.unsubscribed), 0) AS unsubscribed
    FROM (${members}) member LEFT JOIN facts f ON f.contact_id = member.contact_id
    GROUP BY member.segment`;
}

@Injectable()
export class LeaderboardRepository {
  constructor(private readonly db: Database) {}

  /** Counts by position of the predicate; those that nobody matches are left out. */
  async count(
    workspaceId: string,
    period: Period,
    segments: readonly CompiledPredicate[],
  ): Promise<Map<number, LeaderboardCounts>> {
    const members = segments.map(
      ({ sql }, index) =>
        `SELECT ${index}::integer AS segment, c.id AS contact_id FROM contacts c
         WHERE c.workspace_id = ${PARAMS.workspace} AND (${sql})`,
    );
    const rows = await this.db.query<LeaderboardCounts & { segment: number }>(
      statement(members.join('\nUNION ALL\n')),
      [workspaceId, period.from, period.to, ...segments.flatMap(({ params }) => params)],
    );
    return new Map(rows.map(({ segment, ...counts }) => [segment, counts]));
  }

  /** Newest first, broken ones too. */
  async listSegments(
    workspaceId: string,
    { ids, limit }: { ids: readonly string[] | null; limit: number },
  ): Promise<{ id: string; name: string }[]> {
    return this.db.query<{ id: string; name: string }>(
      `SELECT id, name FROM segments
       WHERE workspace_id = $1 AND ($2::uuid[] IS NULL OR id = ANY($2::uuid[])) ORDER BY id DESC LIMIT $3`,
      [workspaceId, ids, limit],
    );
  }
}
