import { whyNotMailableSql } from '@features/consent';
import { heldDomainsSql } from '@features/sending-limits';
import type { PreparedStatement } from '@platform/database';
import { lockPeopleSql, OWN_WAIT, waitSql } from './waits';

/** Rows of the batch that could go now. $1 campaign, $2 and $3 its range, $4 how many, $5 what `heldNames` says of held providers. */
const PICKED = `
  SELECT d.id, d.workspace_id, d.campaign_id, d.contact_id, d.status FROM deliveries d
  WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3
    AND d.status IN ('pending', 'deferred')
    AND CASE WHEN d.next_attempt_at IS NULL THEN d.status = 'pending' ELSE d.next_attempt_at <= now() END
    AND NOT ${heldDomainsSql({ email: 'd.email', held: '$5' })}
  ORDER BY d.seq
  LIMIT $4`;

/**
 * Takes rows of a leased batch in hand. One statement locks them, asks again whether the campaign is sending and whether the
 * contact may be mailed *now*, and claims a row, marks it `suppressed` with the reason, or, where the campaign says so, puts it
 * off: it stays as it was with the time when it may go. The address is the contact's current one. $6 the batch's variant.
 * OFFSET 0 has each answer found out once for a row: without, PostgreSQL asks again for every column that depends on it.
 * Locks: the claimed rows, until commit.
 */
const claimRows = (name: string, wait: string): PreparedStatement => ({
  name,
  text: `
    WITH picked AS (${PICKED} FOR UPDATE SKIP LOCKED), checked AS (
      SELECT d.id, c.email, wait.until, coalesce(consent.obstacle, wait.reason) AS reason,
        CASE WHEN consent.obstacle IS NOT NULL THEN 'suppressed'
             WHEN wait.reason IS NULL THEN 'claimed'
             WHEN wait.until IS NULL THEN 'suppressed'
             ELSE d.status END AS status
      FROM picked d
      JOIN campaigns k ON k.id = d.campaign_id AND k.status = 'sending'
      JOIN workspaces w ON w.id = d.workspace_id
      LEFT JOIN contacts c ON c.id = d.contact_id AND c.workspace_id = d.workspace_id
      CROSS JOIN LATERAL (SELECT CASE WHEN c.id IS NULL THEN 'erased'
        ELSE ${whyNotMailableSql({ contact: 'c', topic: 'k.topic_id' })} END AS obstacle OFFSET 0) AS consent
      CROSS JOIN LATERAL (${wait} OFFSET 0) AS wait
      OFFSET 0
    )
    UPDATE deliveries d
    SET status = checked.status,
        reason = checked.reason,
        claimed_at = CASE WHEN checked.status = 'claimed' THEN now() ELSE d.claimed_at END,
        finished_at = CASE WHEN checked.status = 'suppressed' THEN now() END,
        next_attempt_at = CASE WHEN checked.status IN ('pending', 'deferred') THEN checked.until END,
        variant = coalesce(d.variant, $6),
        email = coalesce(checked.email, d.email)
    FROM checked
    WHERE d.id = checked.id
    RETURNING d.id, d.contact_id AS "contactId", d.email, d.trackable, d.status`,
});

export const CLAIM_ROWS = claimRows('claim-batch-rows', OWN_WAIT);

/** The same where the workspace caps, or knows quiet hours, and the campaign heeds them. */
export const CLAIM_ROWS_IN_TIME = claimRows('claim-batch-rows-in-time', waitSql('k'));

/** Before rows are claimed where somebody counts. */
export const LOCK_PEOPLE: PreparedStatement = {
  name: 'lock-people-of-batch',
  text: lockPeopleSql(PICKED),
};

/** The same where the workspace does not count, for the few who chose a frequency of their own. */
export const LOCK_CHOOSERS: PreparedStatement = {
  name: 'lock-choosers-of-batch',
  text: lockPeopleSql(`
    SELECT p.contact_id FROM (${PICKED}) AS p
    JOIN contacts c ON c.workspace_id = p.workspace_id AND c.id = p.contact_id
    WHERE c.own_cap_days IS NOT NULL`),
};
