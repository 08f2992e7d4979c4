import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** Everything held about one contact, section by section, as plain rows. */
export type PersonalData = Record<string, unknown>;

/** What of a row nobody but us can read. */
const INTERNAL = `ARRAY['workspace_id', 'address_hash', 'request_hash', 'email_key', 'leased_by', 'leased_until', 'is_open', 'tries',
  'score', 'challenge', 'network']`;

const OWN_HASH = '(SELECT address_hash FROM contacts WHERE workspace_id = $1 AND id = $2)';
const OWN_KEY = '(SELECT email_key FROM contacts WHERE workspace_id = $1 AND id = $2)';

/** What of a campaign or message the person got: by the delivery `d`. */
const WHAT_WAS_SENT = `
  SELECT to_jsonb(d) - ${INTERNAL} || jsonb_strip_nulls(jsonb_build_object('campaign', k.name, 'topic', t.name,
    'subject', coalesce(m.subject, cv.subject, k.subject, v.subject), 'from', sender.from_email)) AS row
  FROM deliveries d
  LEFT JOIN campaigns k ON k.workspace_id = d.workspace_id AND k.id = d.campaign_id
  LEFT JOIN campaign_variants cv ON cv.workspace_id = d.workspace_id AND cv.campaign_id = d.campaign_id AND cv.key = d.variant
  LEFT JOIN messages m ON m.workspace_id = d.workspace_id AND m.id = d.message_id
  LEFT JOIN template_versions v ON v.workspace_id = d.workspace_id
    AND v.id = coalesce(m.template_version_id, cv.template_version_id, k.template_version_id)
  LEFT JOIN topics t ON t.workspace_id = d.workspace_id AND t.id = coalesce(k.topic_id, m.topic_id)
  LEFT JOIN senders sender ON sender.workspace_id = d.workspace_id AND sender.id = coalesce(cv.sender_id, k.sender_id, m.sender_id)
  WHERE d.workspace_id = $1 AND d.contact_id = $2 ORDER BY d.created_at, d.id`;

/** Rows of a table that belong to a contact. */
const rowsOf = (table: string, order: string): string =>
  `SELECT to_jsonb(x) - ${INTERNAL} AS row FROM ${table} x WHERE x.workspace_id = $1 AND x.contact_id = $2 ORDER BY ${order}`;

/** Each section is one statement over ($1 workspace, $2 contact). A test holds it to every table that knows contacts. */
const SECTIONS: Record<string, string> = {
  contact: `SELECT to_jsonb(c) - ${INTERNAL} AS row FROM contacts c WHERE c.workspace_id = $1 AND c.id = $2`,
  company: `SELECT to_jsonb(co) - ${INTERNAL} - 'name_key' AS row FROM contacts c
    JOIN companies co ON co.workspace_id = c.workspace_id AND co.id = c.company_id WHERE c.workspace_id = $1 AND c.id = $2`,
  tags: `SELECT jsonb_build_object('name', t.name, 'addedAt', ct.added_at) AS row FROM contact_tags ct
    JOIN tags t ON t.id = ct.tag_id WHERE ct.workspace_id = $1 AND ct.contact_id = $2 ORDER BY t.name_key`,
  notes: rowsOf('notes', 'x.id'),
  subscriptions: `SELECT jsonb_build_object('topic', t.name, 'status', s.status, 'source', s.source, 'reason', s.reason,
    'legalBasis', s.legal_basis, 'expiresAt', s.expires_at, 'changedAt', s.changed_at) AS row
    FROM subscriptions s JOIN topics t ON t.id = s.topic_id
    WHERE s.workspace_id = $1 AND s.contact_id = $2 ORDER BY t.name`,
  consentRecords: `SELECT to_jsonb(r) - ${INTERNAL} || jsonb_build_object('topic', t.name) AS row FROM consent_records r
    LEFT JOIN topics t ON t.workspace_id = r.workspace_id AND t.id = r.topic_id
    WHERE r.workspace_id = $1 AND r.address_hash = ${OWN_HASH} ORDER BY r.id`,
  suppressions: `SELECT to_jsonb(s) - ${INTERNAL} AS row FROM suppressions s
    WHERE s.workspace_id = $1 AND s.address_hash = ${OWN_HASH}`,
  segments: `SELECT jsonb_build_object('segment', sg.name, 'addedAt', m.added_at) AS row FROM (
      SELECT segment_id, added_at FROM segment_members WHERE workspace_id = $1 AND contact_id = $2
      UNION ALL
      SELECT segment_id, since FROM segment_memberships WHERE workspace_id = $1 AND contact_id = $2 AND is_member) m
    JOIN segments sg ON sg.id = m.segment_id ORDER BY sg.name`,
  events: rowsOf('contact_history', 'x.occurred_at, x.id'),
  orders: `SELECT to_jsonb(o) - ${INTERNAL} || jsonb_build_object('lines', (
      SELECT coalesce(jsonb_agg(to_jsonb(l) - 'workspace_id' - 'order_id' ORDER BY l.position), '[]') FROM order_lines l
      WHERE l.workspace_id = o.workspace_id AND l.order_id = o.id)) AS row
    FROM orders o WHERE o.workspace_id = $1 AND o.contact_id = $2 ORDER BY o.placed_at, o.id`,
  computedValues: rowsOf('computed_values', 'x.contact_id'),
  deliveries: WHAT_WAS_SENT,
  messages: `SELECT to_jsonb(m) - ${INTERNAL}
      || jsonb_build_object('content', (SELECT jsonb_build_object('subject', v.subject, 'preheader', v.preheader, 'mjml', v.mjml)
        FROM template_versions v WHERE v.workspace_id = m.workspace_id AND v.id = m.template_version_id)) AS row
    FROM messages m WHERE m.workspace_id = $1 AND m.contact_id = $2 ORDER BY m.id`,
  trackingHits: rowsOf('tracking_hits', 'x.occurred_at, x.id'),
  openDays: rowsOf('contact_open_days', 'x.day'),
  formSubmissions: `SELECT to_jsonb(f) - ${INTERNAL} || jsonb_build_object('form', forms.name) AS row
    FROM form_submissions f LEFT JOIN forms ON forms.workspace_id = f.workspace_id AND forms.id = f.form_id
    WHERE f.workspace_id = $1 AND (f.contact_id = $2 OR f.email_key = ${OWN_KEY}) ORDER BY f.id`,
  assetLinks: `SELECT to_jsonb(l) - ${INTERNAL} || jsonb_build_object('asset', a.name) AS row
    FROM asset_links l LEFT JOIN assets a ON a.workspace_id = l.workspace_id AND a.id = l.asset_id
    WHERE l.workspace_id = $1 AND l.contact_id = $2 ORDER BY l.id`,
  assetDownloads: `SELECT to_jsonb(l) - ${INTERNAL} || jsonb_build_object('asset', a.name) AS row
    FROM asset_downloads l LEFT JOIN assets a ON a.workspace_id = l.workspace_id AND a.id = l.asset_id
    WHERE l.workspace_id = $1 AND l.contact_id = $2 ORDER BY l.id`,
  sequences: `SELECT to_jsonb(n) - ${INTERNAL} || jsonb_build_object('sequence', q.name, 'steps', (
      SELECT coalesce(jsonb_agg(to_jsonb(s) - 'workspace_id' - 'enrollment_id' ORDER BY s.entered_at, s.visit), '[]')
      FROM enrollment_steps s WHERE s.workspace_id = n.workspace_id AND s.enrollment_id = n.id)) AS row
    FROM enrollments n LEFT JOIN sequences q ON q.workspace_id = n.workspace_id AND q.id = n.sequence_id
    WHERE n.workspace_id = $1 AND n.contact_id = $2 ORDER BY n.id`,
  sequenceDates: rowsOf('sequence_dates', 'x.started_at'),
  webhookCalls: rowsOf('webhook_calls', 'x.id'),
  chats: `SELECT to_jsonb(x) - ${INTERNAL} || jsonb_build_object('source', s.name) AS row
    FROM chat_conversations x LEFT JOIN chat_sources s ON s.workspace_id = x.workspace_id AND s.id = x.source_id
    WHERE x.workspace_id = $1 AND x.contact_id = $2 ORDER BY x.started_at, x.conversation_id`,
  importErrors: `SELECT to_jsonb(e) - ${INTERNAL} AS row FROM contact_import_errors e
    WHERE e.workspace_id = $1 AND position(${OWN_KEY} IN lower(e.value)) > 0 ORDER BY e.file, e.line`,
};

/**
 * Tables that name a contact and are no section: what of them is told elsewhere, or does not outlive minutes (marks of work to
 * be done).
 */
export const NOT_EXPORTED = [
  'changed_contacts',
  'computed_values_due',
  'contact_events',
  'contact_creations',
  'email_bounces',
  'email_complaints',
  'email_sendings',
  'sequence_notices',
  'sequence_signals',
];

/** The statements, for the test that compares them with the tables. */
export const EXPORT_STATEMENTS = Object.values(SECTIONS).join('\n');

const SINGLE = new Set(['contact', 'company', 'computedValues']);

/** Reads across features what is held about one person (GDPR art. 15 and 20). */
@Injectable()
export class ContactExportRepository {
  constructor(private readonly database: Database) {}

  /** First statement of a transaction: everything after it sees one moment. */
  async beginSnapshot(): Promise<void> {
    await this.database.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  }

  /** Call it in one transaction, so that the sections fit together. */
  async personalData(workspaceId: string, contactId: string): Promise<PersonalData> {
    const data: PersonalData = {};
    for (const [section, sql] of Object.entries(SECTIONS)) {
      const rows = await this.database.query<{ row: unknown }>(sql, [workspaceId, contactId]);
      data[section] = SINGLE.has(section) ? (rows[0]?.row ?? null) : rows.map(({ row }) => row);
    }
    return data;
  }
}
