import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Evidence, SuppressionReason } from './consent';

/** One topic that a person agreed to, with the exact sentence. */
export interface AgreedTopic {
  topicId: string;
  text: string;
}

/** How an address stands that somebody wrote into a form. */
export interface AddressStanding {
  contactId: string | null;
  suppression: SuppressionReason | null;
  /** Topics (of those asked for) that the person has left. */
  hasLeft: boolean;
}

const STANDING = `
  SELECT c.id AS "contactId", sup.reason AS suppression,
    EXISTS (SELECT 1 FROM subscriptions s WHERE s.workspace_id = $1 AND s.contact_id = c.id AND s.status = 'unsubscribed'
      AND s.topic_id = ANY ($4::uuid[])) AS "hasLeft"
  FROM (SELECT $2::bytea AS hash) AS address
  LEFT JOIN contacts c ON c.workspace_id = $1 AND c.email_key = $3
  LEFT JOIN suppressions sup ON sup.workspace_id = $1 AND sup.address_hash = address.hash`;

const WITH_PERSON_AND_TOPICS = `
  WITH person AS (
    SELECT id, address_hash FROM contacts WHERE workspace_id = $1 AND id = $2 FOR KEY SHARE
  ), agreed AS (
    SELECT t.id AS topic_id, a.text FROM jsonb_to_recordset($3::jsonb) AS a ("topicId" uuid, text text)
    JOIN topics t ON t.workspace_id = $1 AND t.id = a."topicId" AND t.archived_at IS NULL
  )`;

/** Both legs are evidence, also where they change nothing: somebody who is subscribed already agreed once more. */
const RECORD = `
  INSERT INTO consent_records (workspace_id, contact_id, address_hash, topic_id, action, method, occurred_at, ip,
    user_agent, consent_text, language, details)
  SELECT $1::uuid, person.id, person.address_hash, agreed.topic_id, $4::text, $5::text, $6::timestamptz, $7::inet,
    $8::text, agreed.text, $9::text, $10::jsonb
  FROM agreed CROSS JOIN person
  ON CONFLICT DO NOTHING`;

/** Topics are taken in order of their ids, as everywhere, so that two changes never wait in a circle. */
const REQUEST = `${WITH_PERSON_AND_TOPICS}, waiting AS (
    INSERT INTO subscriptions AS s (workspace_id, contact_id, topic_id, status, source)
    SELECT $1::uuid, person.id, agreed.topic_id, 'pending', $5::text FROM agreed CROSS JOIN person ORDER BY agreed.topic_id
    -- Who asks again waits again: what nobody confirms is forgotten by the age of the last request.
    ON CONFLICT (topic_id, contact_id) DO UPDATE SET changed_at = now() WHERE s.status = 'pending'
  ) ${RECORD}`;

const SUBSCRIBE = `${WITH_PERSON_AND_TOPICS}, subscribed AS (
    INSERT INTO subscriptions AS s (workspace_id, contact_id, topic_id, status, source)
    SELECT $1::uuid, person.id, agreed.topic_id, 'subscribed', $5::text FROM agreed CROSS JOIN person ORDER BY agreed.topic_id
    ON CONFLICT (topic_id, contact_id) DO UPDATE
      SET status = 'subscribed', source = excluded.source, reason = NULL, changed_at = now(),
        legal_basis = 'explicit', expires_at = NULL
      WHERE (s.status <> 'subscribed' OR s.legal_basis = 'implied') AND (s.status <> 'unsubscribed' OR $4 = 'confirmed')
  ), lifted AS (
    DELETE FROM suppressions sup USING person
    WHERE $4 = 'confirmed' AND sup.workspace_id = $1 AND sup.address_hash = person.address_hash AND sup.reason = 'unsubscribed'
  ) ${RECORD}`;

/** Both legs of a double opt-in. */
@Injectable()
export class ConfirmationRepository {
  constructor(private readonly database: Database) {}

  async standing(
    workspaceId: string,
    address: { hash: Buffer; emailKey: string; topicIds: readonly string[] },
  ): Promise<AddressStanding> {
    const row = await this.database.queryOne<AddressStanding>(STANDING, [
      workspaceId,
      address.hash,
      address.emailKey,
      address.topicIds,
    ]);
    return row!;
  }

  async request(
    workspaceId: string,
    person: { contactId: string; agreed: readonly AgreedTopic[] },
    evidence: Evidence,
  ): Promise<void> {
    await this.database.execute(
      REQUEST,
      parameters(workspaceId, { ...person, action: 'requested' }, evidence),
    );
  }

  async subscribe(
    workspaceId: string,
    person: { contactId: string; agreed: readonly AgreedTopic[]; action: 'confirmed' | 'subscribed' },
    evidence: Evidence,
  ): Promise<void> {
    await this.database.execute(SUBSCRIBE, parameters(workspaceId, person, evidence));
  }
}

function parameters(
  workspaceId: string,
  person: { contactId: string; agreed: readonly AgreedTopic[]; action: string },
  evidence: Evidence,
): unknown[] {
  return [
    workspaceId,
    person.contactId,
    JSON.stringify(person.agreed),
    person.action,
    evidence.method,
    evidence.occurredAt ?? new Date(),
    evidence.ip ?? null,
    evidence.userAgent?.slice(0, 500) ?? null,
    evidence.language ?? null,
    JSON.stringify(evidence.details ?? {}),
  ];
}
