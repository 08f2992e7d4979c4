import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type {
  ConsentAction,
  ConsentRecordRow,
  Evidence,
  LegalBasis,
  SubscriptionStatus,
  TopicSubscription,
} from './consent';
import { EVIDENCE_COLUMNS, evidenceParams, withEvidence } from './evidence-sql';

export interface ConsentContact {
  id: string;
  email: string;
  addressHash: Buffer;
  trackingConsent: boolean | null;
  suppressionReason: string | null;
  /** Null once it is over. */
  pausedUntil: Date | null;
  ownCapDays: number | null;
  locale: string | null;
  timeZone: string;
}

export interface SubscriptionChange {
  workspaceId: string;
  contactId: string;
  /** Null: every topic of the workspace. */
  topicIds: readonly string[] | null;
  status: SubscriptionStatus;
  action: string;
  reason: string | null;
  /** Default `explicit`, which stays whatever comes after. */
  legalBasis?: LegalBasis;
  /** When implied consent ends. */
  expiresAt?: Date | null;
}

const GET_CONTACT = `
  SELECT c.id, c.email, c.address_hash AS "addressHash", c.tracking_consent AS "trackingConsent",
    s.reason AS "suppressionReason", CASE WHEN c.paused_until > now() THEN c.paused_until END AS "pausedUntil",
    c.own_cap_days AS "ownCapDays", c.locale, coalesce(c.time_zone, w.time_zone) AS "timeZone"
  FROM contacts c
  JOIN workspaces w ON w.id = c.workspace_id
  LEFT JOIN suppressions s ON s.workspace_id = c.workspace_id AND s.address_hash = c.address_hash
  WHERE c.workspace_id = $1 AND c.id = $2`;

/**
 * One statement: of two calls at the same time the second waits for the row of the first and then finds nothing left
 * to change. Only real changes are evidence, hence a repeat writes nothing; that implied consent is given in words, or lasts
 * longer, is a change; and that nobody who left is subscribed again by a consent that is only implied. The rows are taken in topic order, so
 * that "all topics" and a single one cannot wait for each other in a circle.
 */
const CHANGE = `
  WITH person AS (
    SELECT id, address_hash FROM contacts WHERE workspace_id = $1 AND id = $2 FOR KEY SHARE
  ), changed AS (
    INSERT INTO subscriptions AS s (workspace_id, contact_id, topic_id, status, source, reason, legal_basis, expires_at)
    SELECT $1::uuid, person.id, t.id, $4::text, $6::text, $7::text, $14::text, $15::timestamptz FROM person
    JOIN topics t ON t.workspace_id = $1 AND ($3::uuid[] IS NULL OR t.id = ANY($3::uuid[]))
    ORDER BY t.id
    ON CONFLICT (topic_id, contact_id) DO UPDATE
      SET status = excluded.status, source = excluded.source, reason = excluded.reason, changed_at = now(),
        legal_basis = excluded.legal_basis, expires_at = excluded.expires_at
      WHERE (s.status <> excluded.status
          AND (excluded.legal_basis = 'explicit' OR s.status <> 'unsubscribed' OR s.source = 'expiry'))
        OR (s.status = 'subscribed' AND s.legal_basis = 'implied' AND (excluded.legal_basis = 'explicit'
          OR coalesce(excluded.expires_at, 'infinity') > coalesce(s.expires_at, 'infinity')))
    RETURNING s.topic_id
  ), recorded AS (
    INSERT INTO consent_records (workspace_id, contact_id, address_hash, topic_id, action, ${EVIDENCE_COLUMNS})
    SELECT $1::uuid, person.id, person.address_hash, changed.topic_id, $5::text, $6::text, $8::timestamptz, $9::inet,
      $10::text, $11::text, $12::text, $13::jsonb
    FROM changed CROSS JOIN person
    ON CONFLICT DO NOTHING
  )
  SELECT t.id, t.key FROM changed JOIN topics t ON t.id = changed.topic_id ORDER BY t.key`;

const SET_TRACKING_CONSENT = withEvidence(`
  UPDATE contacts SET tracking_consent = $3::boolean
  WHERE workspace_id = $1 AND id = $2 AND tracking_consent IS DISTINCT FROM $3::boolean`);

/** All SQL on subscriptions and consent records. */
@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly database: Database) {}

  async findContact(workspaceId: string, contactId: string): Promise<ConsentContact | null> {
    return this.database.queryOne<ConsentContact>(GET_CONTACT, [workspaceId, contactId]);
  }

  /** Every topic that is not archived or has a subscription of this contact. */
  async list(workspaceId: string, contactId: string): Promise<TopicSubscription[]> {
    return this.database.query<TopicSubscription>(
      `SELECT t.id AS "topicId", t.key AS "topicKey", t.name AS "topicName", t.description AS "topicDescription",
         t.is_public AND t.archived_at IS NULL AS "isPublic", s.source, s.reason,
         CASE WHEN s.status = 'subscribed' AND s.expires_at <= now() THEN 'unsubscribed' ELSE coalesce(s.status, 'none') END AS status,
         s.legal_basis AS "legalBasis", s.expires_at AS "expiresAt", s.changed_at AS "changedAt"
       FROM topics t LEFT JOIN subscriptions s ON s.topic_id = t.id AND s.contact_id = $2
       WHERE t.workspace_id = $1 AND (t.archived_at IS NULL OR s.topic_id IS NOT NULL)
       ORDER BY t.position, t.key`,
      [workspaceId, contactId],
    );
  }

  /** Returns the topics whose subscription really changed. */
  async change(change: SubscriptionChange, evidence: Evidence): Promise<{ id: string; key: string }[]> {
    return this.database.query<{ id: string; key: string }>(CHANGE, [
      change.workspaceId,
      change.contactId,
      change.topicIds,
      change.status,
      change.action,
      evidence.method,
      change.reason,
      ...evidenceParams(evidence),
      change.legalBasis ?? 'explicit',
      change.expiresAt ?? null,
    ]);
  }

  /** The campaign that a delivery belongs to. (Deliveries stand later in the dependency order; the table is shared.) */
  async campaignOf(workspaceId: string, deliveryId: string): Promise<string | null> {
    const row = await this.database.queryOne<{ campaign: string | null }>(
      'SELECT campaign_id AS campaign FROM deliveries WHERE workspace_id = $1 AND id = $2',
      [workspaceId, deliveryId],
    );
    return row?.campaign ?? null;
  }

  /** True when the answer differs from the one before. */
  async setTrackingConsent(
    workspaceId: string,
    contact: { id: string; granted: boolean },
    evidence: Evidence,
  ): Promise<boolean> {
    const action: ConsentAction = contact.granted ? 'tracking-granted' : 'tracking-withdrawn';
    const params = [workspaceId, contact.id, contact.granted, action, evidence.method];
    return (await this.database.execute(SET_TRACKING_CONSENT, [...params, ...evidenceParams(evidence)])) > 0;
  }

  /** Newest first; `before` is the id of the last one seen. */
  async listRecords(filter: {
    workspaceId: string;
    contactId: string;
    before: string | null;
    limit: number;
  }): Promise<ConsentRecordRow[]> {
    return this.database.query<ConsentRecordRow>(
      `SELECT r.id, r.topic_id AS "topicId", t.key AS "topicKey", r.action, r.method, r.occurred_at AS "occurredAt",
         r.recorded_at AS "recordedAt", host(r.ip) AS ip, r.user_agent AS "userAgent",
         r.consent_text AS "consentText", r.language, r.details
       FROM consent_records r LEFT JOIN topics t ON t.id = r.topic_id AND t.workspace_id = r.workspace_id
       WHERE r.workspace_id = $1 AND r.contact_id = $2 AND ($3::uuid IS NULL OR r.id < $3)
       ORDER BY r.id DESC LIMIT $4`,
      [filter.workspaceId, filter.contactId, filter.before, filter.limit],
    );
  }
}
