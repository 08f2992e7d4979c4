import { Injectable } from '@nestjs/common';
import { DELIVERED, HUMAN_CLICK, HUMAN_OPEN, TRACKABLE_DELIVERED } from '@features/tracking';
import { Database } from '@platform/database';
import type { DomainFigures, Recipient, RecipientFilter, RecipientPart } from './recipient';

/** By delivery: hits that were stored for this campaign. $1 workspace, $2 campaign. */
const did = (what: string): string =>
  `d.id IN (SELECT h.delivery_id FROM tracking_hits h WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND ${what})`;

const MACHINE_OPEN = `h.kind = 'open' AND h.is_machine`;

/** What the report's number of that name counts, as a condition on a delivery. */
const PARTS: Record<RecipientPart, string> = {
  sent: `d.status = 'accepted'`,
  delivered: DELIVERED,
  opened: did(HUMAN_OPEN),
  // Of the others nobody can say that they did not.
  'not-opened': `${TRACKABLE_DELIVERED} AND NOT ${did(HUMAN_OPEN)}`,
  'machine-opened': `${did(MACHINE_OPEN)} AND NOT ${did(HUMAN_OPEN)}`,
  clicked: did(HUMAN_CLICK),
  'not-clicked': `${TRACKABLE_DELIVERED} AND NOT ${did(HUMAN_CLICK)}`,
  bounced: 'd.bounced_at IS NOT NULL',
  'bounced-hard': `d.bounced_at IS NOT NULL AND d.bounce_class = 'hard'`,
  'bounced-soft': `d.bounced_at IS NOT NULL AND d.bounce_class = 'soft'`,
  'bounced-block': `d.bounced_at IS NOT NULL AND d.bounce_class = 'block'`,
  unsubscribed: 'd.unsubscribed_at IS NOT NULL',
  complained: 'd.complained_at IS NOT NULL',
};

const DOMAIN = `lower(split_part(d.email, '@', 2))`;

/** In sending order. $3 last number seen, $4 state, $5 variant, $6 domain, $7 part of the address, $8 position of a link, $9 how many. */
const page = (part: RecipientPart | undefined): string => `
  SELECT p.*, h.first_opened_at AS "firstOpenedAt", coalesce(h.opens, 0) AS opens, coalesce(h.clicks, 0) AS clicks,
    coalesce(h.machine_opens, 0) AS "machineOpens"
  FROM (
    SELECT d.seq, d.id AS "deliveryId", d.contact_id AS "contactId", d.email, d.status, d.reason, d.variant,
      d.handed_over_at AS "handedOverAt", d.finished_at AS "finishedAt", d.next_attempt_at AS "nextAttemptAt", d.reply,
      d.bounce_class AS "bounceClass", d.bounced_at AS "bouncedAt", d.complained_at AS "complainedAt",
      d.unsubscribed_at AS "unsubscribedAt", d.trackable AS "isTracked"
    FROM deliveries d
    WHERE d.workspace_id = $1 AND d.campaign_id = $2 AND d.seq > $3
      AND ($4::text IS NULL OR d.status = $4) AND ($5::text IS NULL OR d.variant = $5)
      AND ($6::text IS NULL OR ${DOMAIN} = $6)
      AND ($7::text IS NULL OR strpos(lower(d.email), lower($7)) > 0)
      AND ($8::integer IS NULL OR ${did(`${HUMAN_CLICK} AND h.link_position = $8`)})
      AND ${part === undefined ? 'true' : `(${PARTS[part]})`}
    ORDER BY d.seq LIMIT $9
  ) p
  LEFT JOIN LATERAL (
    SELECT min(h.occurred_at) FILTER (WHERE ${HUMAN_OPEN}) AS first_opened_at, count(*) FILTER (WHERE ${HUMAN_OPEN}) AS opens,
      count(*) FILTER (WHERE ${HUMAN_CLICK}) AS clicks, count(*) FILTER (WHERE ${MACHINE_OPEN}) AS machine_opens
    FROM tracking_hits h WHERE h.delivery_id = p."deliveryId"
  ) h ON true
  ORDER BY p.seq`;

const SUMS = [
  'audience',
  'sent',
  'delivered',
  'bounced',
  'refused',
  'trackable',
  'opened',
  'clicked',
  'unsubscribed',
  'complained',
];

/** The largest domains, and all others as one line. $1 workspace, $2 campaign, $3 how many. */
const DOMAINS = `
  WITH domains AS (
    SELECT ${DOMAIN} AS domain, count(*) AS audience, count(*) FILTER (WHERE d.status = 'accepted') AS sent,
      count(*) FILTER (WHERE ${DELIVERED}) AS delivered, count(d.bounced_at) AS bounced,
      count(*) FILTER (WHERE d.status = 'refused') AS refused, count(*) FILTER (WHERE ${TRACKABLE_DELIVERED}) AS trackable,
      count(*) FILTER (WHERE h.opened) AS opened, count(*) FILTER (WHERE h.clicked) AS clicked,
      count(d.unsubscribed_at) AS unsubscribed, count(d.complained_at) AS complained
    FROM deliveries d
    LEFT JOIN (
      SELECT h.delivery_id, bool_or(${HUMAN_OPEN}) AS opened, bool_or(${HUMAN_CLICK}) AS clicked
      FROM tracking_hits h WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND NOT h.is_machine GROUP BY h.delivery_id
    ) h ON h.delivery_id = d.id
    WHERE d.workspace_id = $1 AND d.campaign_id = $2
    GROUP BY 1
  ), ranked AS (
    SELECT *, row_number() OVER (ORDER BY audience DESC, domain) AS place FROM domains
  )
  SELECT place > $3::bigint AS "isOthers", count(*) AS domains, CASE WHEN place > $3::bigint THEN NULL ELSE max(nullif(domain, '')) END AS domain,
    ${SUMS.map((name) => `sum(${name}) AS ${name === 'trackable' ? '"trackableDelivered"' : name}`).join(', ')}
  FROM ranked GROUP BY least(place, $3::bigint + 1), place > $3::bigint ORDER BY least(place, $3::bigint + 1)`;

/** Who is behind the numbers of one campaign. */
@Injectable()
export class RecipientsRepository {
  constructor(private readonly db: Database) {}

  async list(
    workspaceId: string,
    campaignId: string,
    { filter, after, limit }: { filter: RecipientFilter; after: number; limit: number },
  ): Promise<(Recipient & { seq: number })[]> {
    const { part, status, variant, domain, search, link } = filter;
    return this.db.query(page(part), [
      workspaceId,
      campaignId,
      after,
      status ?? null,
      variant ?? null,
      domain ?? null,
      search ?? null,
      link ?? null,
      limit,
    ]);
  }

  /** The `most` largest; `others` sums up all that are smaller. */
  async domains(
    workspaceId: string,
    campaignId: string,
    most: number,
  ): Promise<(DomainFigures & { isOthers: boolean; domains: number })[]> {
    return this.db.query(DOMAINS, [workspaceId, campaignId, most]);
  }

  /** The frozen contents of a campaign: one without a variant, or one for each variant of an A/B test. */
  async contents(
    workspaceId: string,
    campaignId: string,
  ): Promise<{ variant: string | null; versionId: string }[]> {
    return this.db.query(
      `SELECT key AS variant, template_version_id AS "versionId" FROM campaign_variants
       WHERE workspace_id = $1 AND campaign_id = $2 AND template_version_id IS NOT NULL
       UNION ALL
       SELECT NULL, template_version_id FROM campaigns
       WHERE workspace_id = $1 AND id = $2 AND template_version_id IS NOT NULL
       ORDER BY variant NULLS LAST`,
      [workspaceId, campaignId],
    );
  }
}
