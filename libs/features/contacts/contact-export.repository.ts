import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** Everything held about one contact, section by section, as plain rows. */
export type PersonalData = Record<string, unknown>;

/** Each section is one statement over ($1 workspace, $2 contact). */
const SECTIONS: Record<string, string> = {
  contact: `SELECT to_jsonb(c) - 'address_hash' - 'workspace_id' AS row FROM contacts c WHERE c.workspace_id = $1 AND c.id = $2`,
  company: `SELECT jsonb_build_object('id', co.id, 'name', co.name) AS row FROM contacts c
    JOIN companies co ON co.workspace_id = c.workspace_id AND co.id = c.company_id WHERE c.workspace_id = $1 AND c.id = $2`,
  tags: `SELECT jsonb_build_object('name', t.name, 'addedAt', ct.added_at) AS row FROM contact_tags ct
    JOIN tags t ON t.id = ct.tag_id WHERE ct.workspace_id = $1 AND ct.contact_id = $2 ORDER BY t.name_key`,
  notes: `SELECT to_jsonb(n) - 'workspace_id' AS row FROM notes n WHERE n.workspace_id = $1 AND n.contact_id = $2 ORDER BY n.id`,
  subscriptions: `SELECT jsonb_build_object('topic', t.name, 'status', s.status, 'source', s.source, 'reason', s.reason,
    'changedAt', s.changed_at) AS row FROM subscriptions s JOIN topics t ON t.id = s.topic_id
    WHERE s.workspace_id = $1 AND s.contact_id = $2 ORDER BY t.name`,
  consentRecords: `SELECT to_jsonb(r) - 'address_hash' - 'workspace_id' AS row FROM consent_records r
    WHERE r.workspace_id = $1 AND r.address_hash = (SELECT address_hash FROM contacts WHERE workspace_id = $1 AND id = $2)
    ORDER BY r.id`,
  suppressions: `SELECT to_jsonb(s) - 'address_hash' - 'workspace_id' AS row FROM suppressions s
    WHERE s.workspace_id = $1 AND s.address_hash = (SELECT address_hash FROM contacts WHERE workspace_id = $1 AND id = $2)`,
  segments: `SELECT jsonb_build_object('segment', sg.name, 'addedAt', m.added_at) AS row FROM (
      SELECT segment_id, added_at FROM segment_members WHERE workspace_id = $1 AND contact_id = $2
      UNION ALL
      SELECT segment_id, since FROM segment_memberships WHERE workspace_id = $1 AND contact_id = $2 AND is_member) m
    JOIN segments sg ON sg.id = m.segment_id ORDER BY sg.name`,
  events: `SELECT to_jsonb(e) - 'workspace_id' AS row FROM contact_history e
    WHERE e.workspace_id = $1 AND e.contact_id = $2 ORDER BY e.occurred_at, e.id`,
  orders: `SELECT to_jsonb(o) - 'workspace_id' || jsonb_build_object('lines', (
      SELECT coalesce(jsonb_agg(to_jsonb(l) - 'workspace_id' - 'order_id' ORDER BY l.position), '[]') FROM order_lines l
      WHERE l.workspace_id = o.workspace_id AND l.order_id = o.id)) AS row
    FROM orders o WHERE o.workspace_id = $1 AND o.contact_id = $2 ORDER BY o.placed_at, o.id`,
  computedValues: `SELECT to_jsonb(cv) - 'workspace_id' AS row FROM computed_values cv
    WHERE cv.workspace_id = $1 AND cv.contact_id = $2`,
  deliveries: `SELECT to_jsonb(d) - 'workspace_id' AS row FROM deliveries d
    WHERE d.workspace_id = $1 AND d.contact_id = $2 ORDER BY d.created_at, d.id`,
  messages: `SELECT to_jsonb(m) - ARRAY['workspace_id', 'address_hash', 'request_hash', 'leased_by', 'leased_until', 'is_open', 'tries']
      || jsonb_build_object('content', (SELECT jsonb_build_object('subject', v.subject, 'preheader', v.preheader, 'mjml', v.mjml)
        FROM template_versions v WHERE v.workspace_id = m.workspace_id AND v.id = m.template_version_id)) AS row
    FROM messages m WHERE m.workspace_id = $1 AND m.contact_id = $2 ORDER BY m.id`,
  trackingHits: `SELECT to_jsonb(h) - 'workspace_id' AS row FROM tracking_hits h
    WHERE h.workspace_id = $1 AND h.contact_id = $2 ORDER BY h.occurred_at, h.id`,
};

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
