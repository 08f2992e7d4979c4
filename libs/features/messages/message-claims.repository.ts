import { whyNotMailableSql, whyNotTransactionalSql } from '@features/consent';
import { lockPeopleSql, waitSql } from '@features/deliveries';
import { heldDomainsSql } from '@features/sending-limits';
import type { PreparedStatement } from '@platform/database';

/** Rows of leased messages that could go now. $1 messages, $2 how many, $3 what `heldNames` says of held providers. */
const PICKED = `
  SELECT d.id, d.contact_id FROM deliveries d
  WHERE d.message_id = ANY ($1::uuid[]) AND d.status IN ('pending', 'deferred')
    AND CASE WHEN d.next_attempt_at IS NULL THEN d.status = 'pending' ELSE d.next_attempt_at <= now() END
    AND NOT ${heldDomainsSql({ email: 'd.email', held: '$3' })}
  LIMIT $2`;

/**
 * Takes deliveries of leased messages in hand and asks in the same statement whether each may be mailed *now*. Topics and
 * unsubscribes do not matter; suppressed addresses and people who were erased do. A message goes to the address it was
 * posted for. $4 the lease. Locks: the claimed rows, until commit.
 */
export const CLAIM_TRANSACTIONAL_ROWS: PreparedStatement = {
  name: 'claim-message-rows',
  text: `
  WITH picked AS (
    ${PICKED} FOR UPDATE SKIP LOCKED
  ), checked AS (
    SELECT d.id,
      CASE WHEN c.id IS NULL THEN 'erased'
           ELSE ${whyNotTransactionalSql({ workspaceId: 'm.workspace_id', addressHash: 'm.address_hash' })} END AS obstacle,
      m.track AND w.tracking_mode = 'individual' AND c.tracking_consent IS TRUE AS trackable
    FROM picked
    JOIN deliveries d ON d.id = picked.id
    JOIN messages m ON m.id = d.message_id AND m.leased_by = $4 AND m.leased_until > now()
    JOIN workspaces w ON w.id = m.workspace_id
    LEFT JOIN contacts c ON c.id = d.contact_id AND c.workspace_id = d.workspace_id
  )
  UPDATE deliveries d
  SET status = CASE WHEN checked.obstacle IS NULL THEN 'claimed' ELSE 'suppressed' END,
      reason = checked.obstacle,
      claimed_at = now(),
      finished_at = CASE WHEN checked.obstacle IS NULL THEN NULL ELSE now() END,
      next_attempt_at = NULL,
      trackable = coalesce(checked.trackable, false)
  FROM checked
  WHERE d.id = checked.id
  RETURNING d.id, d.contact_id AS "contactId", d.email, d.trackable, d.status`,
};

/**
 * The same for mail of sequences: asks whether the contact may be mailed about the topic *now*, and heeds caps and quiet hours
 * as the sequence wants it: a row is claimed, left out (`suppressed` with the reason), or put off to the time when it may
 * go. It goes to the contact's current address. OFFSET 0 has each answer found out once for a row. Locks: the claimed rows,
 * until commit.
 */
export const CLAIM_SEQUENCE_ROWS: PreparedStatement = {
  name: 'claim-sequence-rows',
  text: `
  WITH picked AS (
    ${PICKED} FOR UPDATE SKIP LOCKED
  ), checked AS (
    SELECT d.id, c.email, wait.until, coalesce(consent.obstacle, wait.reason) AS reason,
      CASE WHEN consent.obstacle IS NOT NULL THEN 'suppressed'
           WHEN wait.reason IS NULL THEN 'claimed'
           WHEN wait.until IS NULL THEN 'suppressed'
           ELSE d.status END AS status,
      w.tracking_mode = 'individual' AND c.tracking_consent IS TRUE AS trackable
    FROM picked
    JOIN deliveries d ON d.id = picked.id
    JOIN messages m ON m.id = d.message_id AND m.leased_by = $4 AND m.leased_until > now()
    JOIN workspaces w ON w.id = m.workspace_id
    LEFT JOIN contacts c ON c.id = d.contact_id AND c.workspace_id = d.workspace_id
    CROSS JOIN LATERAL (SELECT CASE WHEN c.id IS NULL THEN 'erased'
      ELSE ${whyNotMailableSql({ contact: 'c', topic: 'm.topic_id' })} END AS obstacle OFFSET 0) AS consent
    CROSS JOIN LATERAL (${waitSql('m')} OFFSET 0) AS wait
    OFFSET 0
  )
  UPDATE deliveries d
  SET status = checked.status,
      reason = checked.reason,
      claimed_at = CASE WHEN checked.status = 'claimed' THEN now() ELSE d.claimed_at END,
      finished_at = CASE WHEN checked.status = 'suppressed' THEN now() END,
      next_attempt_at = CASE WHEN checked.status IN ('pending', 'deferred') THEN checked.until END,
      trackable = coalesce(checked.trackable, false),
      email = coalesce(checked.email, d.email)
  FROM checked
  WHERE d.id = checked.id
  RETURNING d.id, d.contact_id AS "contactId", d.email, d.trackable, d.status`,
};

/** Before rows of sequences are claimed: caps count what a person gets. */
export const LOCK_PEOPLE: PreparedStatement = {
  name: 'lock-people-of-messages',
  text: lockPeopleSql(PICKED),
};
