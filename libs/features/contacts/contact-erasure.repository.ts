import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/**
 * Forgets the contacts that `ContactSelectionRepository.select` fixed, in the same transaction. What stays knows no
 * person: anonymous delivery rows (the numbers of past campaigns remain true), consent evidence by keyed hash, and the
 * suppression that keeps the address from being mailed again.
 */
@Injectable()
export class ContactErasureRepository {
  constructor(private readonly database: Database) {}

  /**
   * Returns how many contacts were erased. Tags, notes, subscriptions, memberships, orders and computed values go with the
   * contact row.
   */
  async eraseSelected(workspaceId: string): Promise<number> {
    for (const statement of ERASE) await this.database.execute(statement, [workspaceId]);
    return this.database.execute(
      'DELETE FROM contacts c USING selected_contacts s WHERE c.workspace_id = $1 AND c.id = s.id',
      [workspaceId],
    );
  }

  /**
   * Until the open transaction ends, no address of the workspace is taken out of deliveries: for whoever copies addresses
   * into new ones, which an erasure at the same moment would not see. Waits for an erasure under way.
   */
  async holdOff(workspaceId: string): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock_shared(${ERASURE_LOCK})`, [workspaceId]);
  }
}

/** $1 workspace. */
const ERASURE_LOCK = `hashtextextended('erasure:' || $1::text, 0)`;

const ERASE = [
  // A bounce, a complaint or a manual block says more than "erased" and stays; the address itself never does.
  `INSERT INTO suppressions (workspace_id, address_hash, email, reason, source)
   SELECT $1, address_hash, NULL, 'erased', 'erasure' FROM selected_contacts
   ON CONFLICT (workspace_id, address_hash) DO UPDATE SET email = NULL, note = '',
     reason = CASE suppressions.reason WHEN 'unsubscribed' THEN 'erased' ELSE suppressions.reason END`,
  `DELETE FROM event_idempotency_keys k USING contact_events e, selected_contacts s
   WHERE e.workspace_id = $1 AND e.contact_id = s.id AND k.workspace_id = $1 AND k.event_id = e.id`,
  `DELETE FROM contact_events e USING selected_contacts s WHERE e.workspace_id = $1 AND e.contact_id = s.id`,
  `DELETE FROM tracking_hits h USING selected_contacts s WHERE h.workspace_id = $1 AND h.contact_id = s.id`,
  // Deliveries that are being written at this moment are waited for.
  `SELECT pg_advisory_xact_lock(${ERASURE_LOCK})`,
  // Single messages lose all but what became of them, and content that was written for these people alone goes. Before the
  // deliveries: whoever sends a message locks it first.
  `WITH theirs AS (
     SELECT m.id, m.template_version_id FROM messages m JOIN selected_contacts s ON m.contact_id = s.id OR m.email_key = s.email_key
     WHERE m.workspace_id = $1 ORDER BY m.id FOR UPDATE OF m
   ), lone AS (
     SELECT v.id FROM template_versions v
     WHERE v.workspace_id = $1 AND v.template_id IS NULL AND v.id IN (SELECT template_version_id FROM theirs)
       AND NOT EXISTS (SELECT FROM messages o WHERE o.template_version_id = v.id AND o.id NOT IN (SELECT id FROM theirs))
   ), forgotten AS (
     UPDATE messages m SET email_key = NULL, address_hash = NULL, to_name = NULL, subject = NULL, reply_to = NULL, headers = '{}',
       data = NULL, idempotency_key = NULL, request_hash = NULL,
       template_version_id = CASE WHEN m.template_version_id IN (SELECT id FROM lone) THEN NULL ELSE m.template_version_id END,
       is_open = m.is_open AND m.leased_by IS NOT NULL,
       closed_at = CASE WHEN m.is_open AND m.leased_by IS NULL THEN now() ELSE m.closed_at END
     FROM theirs t WHERE m.id = t.id
   )
   DELETE FROM template_versions v USING lone WHERE v.id = lone.id`,
  // Rows that were still to be sent end here, so that a campaign under way cannot mail the person.
  `UPDATE deliveries d SET email = '', reply = NULL,
     status = CASE WHEN d.status IN ('pending', 'claimed', 'deferred') THEN 'suppressed' ELSE d.status END,
     reason = CASE WHEN d.status IN ('pending', 'claimed', 'deferred') THEN 'erased' ELSE d.reason END,
     finished_at = CASE WHEN d.status IN ('pending', 'claimed', 'deferred') THEN now() ELSE d.finished_at END
   FROM selected_contacts s WHERE d.workspace_id = $1 AND d.contact_id = s.id`,
  `UPDATE consent_records r SET contact_id = NULL, ip = NULL, user_agent = NULL, details = '{}'
   FROM selected_contacts s WHERE r.workspace_id = $1 AND r.contact_id = s.id`,
  // Rows of import error reports that quote the address.
  `UPDATE contact_import_errors e SET value = ''
   FROM selected_contacts s WHERE e.workspace_id = $1 AND lower(btrim(e.value)) = s.email_key`,
];
