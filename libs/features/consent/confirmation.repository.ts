import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Evidence, SuppressionReason } from './consent';
import { EVIDENCE_COLUMNS } from './evidence-sql';

/** One topic that a person agreed to, with the exact sentence. */
export interface AgreedTopic {
  topicId: string;
  text: string;
}

/** What one person agreed to, and what proves it. */
export interface Agreement {
  contactId: string;
  agreed: readonly AgreedTopic[];
  evidence: Evidence;
}

/** An address, and the topics that somebody asks for in its name. */
export interface AskedAddress {
  hash: string;
  emailKey: string;
  topicIds: readonly string[];
}

/** How an address stands that somebody wrote into a form. */
export interface AddressStanding {
  contactId: string | null;
  suppression: SuppressionReason | null;
  /** Topics (of those asked for) that the person has left. */
  hasLeft: boolean;
}

const STANDINGS = `
  SELECT c.id AS "contactId", sup.reason AS suppression,
    EXISTS (SELECT 1 FROM subscriptions s WHERE s.workspace_id = $1 AND s.contact_id = c.id AND s.status = 'unsubscribed'
      AND a."topicIds" ? s.topic_id::text) AS "hasLeft"
  FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (hash text, "emailKey" text, "topicIds" jsonb))
    WITH ORDINALITY AS a (hash, "emailKey", "topicIds", position)
  LEFT JOIN contacts c ON c.workspace_id = $1 AND c.email_key = a."emailKey"
  LEFT JOIN suppressions sup ON sup.workspace_id = $1 AND sup.address_hash = decode(a.hash, 'hex')
  ORDER BY a.position`;

/** `agreed`: a row for each person and topic. */
const WITH_AGREED = `
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS g ("contactId" uuid, "topicId" uuid, text text, method text,
      "occurredAt" timestamptz, ip inet, "userAgent" text, language text, details jsonb)
  ), people AS MATERIALIZED (
    SELECT id, address_hash FROM contacts WHERE workspace_id = $1 AND id IN (SELECT "contactId" FROM given) FOR KEY SHARE
  ), agreed AS MATERIALIZED (
    SELECT g.*, p.address_hash FROM given g JOIN people p ON p.id = g."contactId"
    JOIN topics t ON t.workspace_id = $1 AND t.id = g."topicId" AND t.archived_at IS NULL
  )`;

/** Both legs are evidence, also where they change nothing: somebody who is subscribed already agreed once more. */
const RECORD = `
  INSERT INTO consent_records (workspace_id, contact_id, address_hash, topic_id, action, ${EVIDENCE_COLUMNS})
  SELECT $1::uuid, "contactId", address_hash, "topicId", $3::text, method, "occurredAt", ip, "userAgent", text, language, details
  FROM agreed
  ON CONFLICT DO NOTHING`;

/** People and topics are taken in order of their ids, as everywhere, so that two changes never wait in a circle. */
const SUBSCRIPTIONS = (status: string): string => `
    INSERT INTO subscriptions AS s (workspace_id, contact_id, topic_id, status, source)
    SELECT $1::uuid, "contactId", "topicId", '${status}', method FROM agreed ORDER BY "contactId", "topicId"`;

const REQUEST = `${WITH_AGREED}, waiting AS (${SUBSCRIPTIONS('pending')}
    -- Who asks again waits again: what nobody confirms is forgotten by the age of the last request.
    ON CONFLICT (topic_id, contact_id) DO UPDATE SET changed_at = now() WHERE s.status = 'pending'
  ) ${RECORD}`;

const SUBSCRIBE = `${WITH_AGREED}, subscribed AS (${SUBSCRIPTIONS('subscribed')}
    ON CONFLICT (topic_id, contact_id) DO UPDATE
      SET status = 'subscribed', source = excluded.source, reason = NULL, changed_at = now(),
        legal_basis = 'explicit', expires_at = NULL
      WHERE (s.status <> 'subscribed' OR s.legal_basis = 'implied') AND (s.status <> 'unsubscribed' OR $3 = 'confirmed')
  ), lifted AS (
    DELETE FROM suppressions sup USING people
    WHERE $3 = 'confirmed' AND sup.workspace_id = $1 AND sup.address_hash = people.address_hash AND sup.reason = 'unsubscribed'
  ) ${RECORD}`;

/** Both legs of a double opt-in, for many people in a statement. */
@Injectable()
export class ConfirmationRepository {
  constructor(private readonly database: Database) {}

  /** In the order of the addresses. */
  async standings(workspaceId: string, addresses: readonly AskedAddress[]): Promise<AddressStanding[]> {
    return this.database.query<AddressStanding>(STANDINGS, [workspaceId, JSON.stringify(addresses)]);
  }

  async request(workspaceId: string, agreements: readonly Agreement[]): Promise<void> {
    await this.database.execute(REQUEST, [workspaceId, rowsOf(agreements), 'requested']);
  }

  async subscribe(
    workspaceId: string,
    agreements: readonly Agreement[],
    action: 'confirmed' | 'subscribed',
  ): Promise<void> {
    await this.database.execute(SUBSCRIBE, [workspaceId, rowsOf(agreements), action]);
  }
}

function rowsOf(agreements: readonly Agreement[]): string {
  return JSON.stringify(
    agreements.flatMap(({ contactId, agreed, evidence }) =>
      agreed.map(({ topicId, text }) => ({
        contactId,
        topicId,
        text,
        method: evidence.method,
        occurredAt: evidence.occurredAt ?? new Date(),
        ip: evidence.ip ?? null,
        userAgent: evidence.userAgent?.slice(0, 500) ?? null,
        language: evidence.language ?? null,
        details: evidence.details ?? {},
      })),
    ),
  );
}
