import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** Whether the address is kept, as a keyed hash, so that it is not mailed again; who only never confirmed may come back. */
export interface ErasureOptions {
  suppress: boolean;
}

/**
 * Forgets the contacts that `ContactSelectionRepository.select` fixed, in the same transaction. What stays knows no
 * person: anonymous delivery rows (the numbers of past campaigns remain true), consent evidence by keyed hash, and the
 * suppression that keeps the address from being mailed again. test/privacy.e2e-spec.ts looks through every table for what is
 * left: what is kept about people in a new one must go here, or by a foreign key to contacts.
 */
@Injectable()
export class ContactErasureRepository {
  constructor(private readonly database: Database) {}

  /**
   * Returns how many contacts were erased. Tags, notes, subscriptions, memberships, orders and computed values go with the
   * contact row.
   */
  async eraseSelected(workspaceId: string, options: ErasureOptions = { suppress: true }): Promise<number> {
    await this.database.execute('CREATE INDEX ON selected_contacts (email_key)');
    if (options.suppress) await this.database.execute(SUPPRESS, [workspaceId]);
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

/** A bounce, a complaint or a manual block says more than "erased" and stays; the address itself never does. */
const SUPPRESS = `INSERT INTO suppressions (workspace_id, address_hash, email, reason, source)
   SELECT $1, address_hash, NULL, 'erased', 'erasure' FROM selected_contacts
   ON CONFLICT (workspace_id, address_hash) DO UPDATE SET email = NULL, note = '',
     reason = CASE suppressions.reason WHEN 'unsubscribed' THEN 'erased' ELSE suppressions.reason END`;

/**
 * Lower-case addresses in a text, one a row: every erased person is looked up in them, so that the work grows with the texts and
 * not with texts times people. Apostrophes belong to addresses and are quotes too, hence both ways.
 */
const addressesIn = (text: string): string => `
  SELECT unnest(ARRAY[m[1], btrim(m[1], '''.')]) FROM regexp_matches(lower(${text}), '[^\\s"<>(),;:\\\\]+@[^\\s"<>(),;:\\\\]+', 'g') AS m`;

const isQuotedIn = (text: string): string =>
  `EXISTS (SELECT FROM (${addressesIn(text)}) AS found (address) JOIN selected_contacts s ON s.email_key = found.address)`;

const ERASE = [
  `UPDATE suppressions u SET email = NULL, note = '' FROM selected_contacts s
   WHERE u.workspace_id = $1 AND u.address_hash = s.address_hash AND u.email IS NOT NULL`,
  // An address that the person had before may be on the list too.
  `WITH former AS (
     SELECT DISTINCT lower(e.properties ->> 'from') AS address FROM contact_events e JOIN selected_contacts s ON s.id = e.contact_id
     WHERE e.workspace_id = $1 AND e.name = 'contact.changed' AND e.properties ->> 'field' = 'email'
   )
   UPDATE suppressions u SET email = NULL, note = '' FROM former
   WHERE u.workspace_id = $1 AND u.email IS NOT NULL AND lower(u.email) = former.address`,
  // What was sent to a form under such an address, and led to no contact: it names the person too.
  `WITH former AS (
     SELECT DISTINCT lower(e.properties ->> 'from') AS address FROM contact_events e JOIN selected_contacts s ON s.id = e.contact_id
     WHERE e.workspace_id = $1 AND e.name = 'contact.changed' AND e.properties ->> 'field' = 'email'
   )
   DELETE FROM form_submissions f USING former WHERE f.workspace_id = $1 AND f.email_key = former.address AND f.contact_id IS NULL`,
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
  // What the team was told by mail of a form or a sequence quotes the person too; what is not sent yet stays unsent.
  `WITH told AS (
     SELECT m.id FROM messages m
     WHERE m.workspace_id = $1 AND m.data IS NOT NULL AND (m.posted_by = 'sequence' OR m.posted_by LIKE 'form: %') AND (
       m.id IN (
         SELECT n.message_id FROM form_mails n JOIN form_submissions f ON f.id = n.submission_id
         JOIN selected_contacts s ON s.id = f.contact_id OR s.email_key = f.email_key WHERE n.workspace_id = $1
       ) OR m.idempotency_key IN (
         SELECT 'form-mail-' || n.id FROM form_mails n JOIN form_submissions f ON f.id = n.submission_id
         JOIN selected_contacts s ON s.id = f.contact_id OR s.email_key = f.email_key
         WHERE n.workspace_id = $1 AND n.message_id IS NULL
       ) OR ${isQuotedIn('m.data::text')})
     ORDER BY m.id FOR UPDATE OF m
   ), unsent AS (
     UPDATE deliveries d SET status = 'suppressed', reason = 'erased', finished_at = now(), next_attempt_at = NULL
     FROM told t WHERE d.workspace_id = $1 AND d.message_id = t.id AND d.status IN ('pending', 'claimed', 'deferred')
   )
   UPDATE messages m SET data = NULL, idempotency_key = NULL, request_hash = NULL,
     is_open = m.is_open AND m.leased_by IS NOT NULL,
     closed_at = CASE WHEN m.is_open AND m.leased_by IS NULL THEN now() ELSE m.closed_at END
   FROM told t WHERE m.id = t.id`,
  // Rows that were still to be sent end here, so that a campaign under way cannot mail the person.
  `UPDATE deliveries d SET email = '', reply = NULL,
     status = CASE WHEN d.status IN ('pending', 'claimed', 'deferred') THEN 'suppressed' ELSE d.status END,
     reason = CASE WHEN d.status IN ('pending', 'claimed', 'deferred') THEN 'erased' ELSE d.reason END,
     finished_at = CASE WHEN d.status IN ('pending', 'claimed', 'deferred') THEN now() ELSE d.finished_at END
   FROM selected_contacts s WHERE d.workspace_id = $1 AND d.contact_id = s.id`,
  `UPDATE consent_records r SET contact_id = NULL, ip = NULL, user_agent = NULL, details = '{}'
   FROM selected_contacts s WHERE r.workspace_id = $1 AND r.contact_id = s.id`,
  // Of import error reports the lines that quote the address, with all that they say of the person.
  `WITH theirs AS (
     SELECT DISTINCT e.import_id, e.file, e.line FROM contact_import_errors e
     WHERE e.workspace_id = $1 AND position('@' IN e.value) > 0 AND ${isQuotedIn('e.value')}
   )
   UPDATE contact_import_errors e SET value = '' FROM theirs t
   WHERE e.workspace_id = $1 AND e.import_id = t.import_id AND e.file = t.file AND e.line = t.line`,
  // Answers that are kept for a day, in case somebody asks again. The key stays, so that nothing is done twice.
  `UPDATE idempotency_keys k SET response = NULL
   WHERE k.workspace_id = $1 AND k.response IS NOT NULL AND ${isQuotedIn('k.response::text')}`,
  // Calls about somebody who is no contact yet; all others go with their contact.
  `DELETE FROM webhook_calls w WHERE w.workspace_id = $1 AND w.contact_id IS NULL AND ${isQuotedIn('w.data::text')}`,
  // What a server said when it refused the address; of a server that workspaces share, it stands in no workspace.
  `UPDATE sending_holds h SET reply = ''
   WHERE (h.workspace_id = $1 OR h.workspace_id IS NULL) AND position('@' IN h.reply) > 0 AND ${isQuotedIn('h.reply')}`,
  // A contact may have been one of those whom the team sends its tests to.
  `UPDATE test_recipients t SET updated_at = now(), addresses = ARRAY(
     SELECT address FROM unnest(t.addresses) WITH ORDINALITY AS a (address, place)
     WHERE lower(address) NOT IN (SELECT email_key FROM selected_contacts) ORDER BY place)
   WHERE t.workspace_id = $1
     AND EXISTS (SELECT FROM unnest(t.addresses) AS a (address) JOIN selected_contacts s ON s.email_key = lower(address))`,
  // Shown for minutes; whose they are cannot be told.
  `DELETE FROM template_previews WHERE workspace_id = $1`,
  // Answers of reports that may name somebody (a domain of one person); counted again when somebody asks. After the lock above.
  `DELETE FROM kept_answers WHERE workspace_id = $1 AND names_people`,
  // Forms that were never confirmed have an address and no contact.
  `DELETE FROM form_submissions f USING selected_contacts s WHERE f.workspace_id = $1 AND f.email_key = s.email_key`,
];
