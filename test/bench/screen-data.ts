import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { SCOPES } from '@features/accounts';
import { fillMailings } from './screen-mailings';
import { fillSegmentData } from './segment-data';

/** What the addresses of the requests name. */
export interface ScreenData {
  workspaceId: string;
  apiKey: string;
  /** Somebody with a long story. */
  contactId: string;
  contactEmail: string;
  topicId: string;
  bigCampaignId: string;
  campaignId: string;
  draftCampaignId: string;
  segmentIds: string[];
  trackedSegmentId: string;
  staticSegmentId: string;
  formId: string;
  sequenceId: string;
  enrollmentId: string;
  assetId: string;
  importId: string;
  templateId: string;
}

const EVENTS_PER_CONTACT = 2;
const API_KEY = `tdg_${'0'.repeat(12)}_${'B'.repeat(43)}`;

/** Triggers do not run: nobody waits for what they would note of millions of rows. $1 workspace. */
const PEOPLE = [
  // Forty more tags, from one contact in ten to a handful.
  `INSERT INTO tags (workspace_id, name, name_key) SELECT $1, 'tag ' || i, 'tag ' || i FROM generate_series(1, 40) AS i`,
  `INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
   SELECT $1, c.id, t.id FROM tags t CROSS JOIN contacts c
   WHERE t.workspace_id = $1 AND t.name LIKE 'tag %' AND random() + 0 * length(c.email_key) < 0.1 / right(t.name, -4)::int ^ 2`,
  `INSERT INTO companies (workspace_id, name, name_key, industry, country)
   SELECT $1, 'Company ' || i, 'company ' || i, (ARRAY['retail', 'health', 'travel'])[1 + i % 3], 'PT' FROM generate_series(1, 5000) AS i`,
  `UPDATE contacts c SET company_id = p.ids[1 + floor(5000 * random())::int], updated_at = now() - random() * interval '2 years'
   FROM (SELECT array_agg(id) AS ids FROM companies WHERE workspace_id = $1) p WHERE c.workspace_id = $1 AND random() < 0.3`,
  `INSERT INTO consent_records (workspace_id, contact_id, address_hash, topic_id, action, method, occurred_at)
   SELECT $1, s.contact_id, c.address_hash, s.topic_id, 'subscribed', 'import', now() - random() * interval '2 years'
   FROM subscriptions s JOIN contacts c ON c.workspace_id = $1 AND c.id = s.contact_id WHERE s.workspace_id = $1 AND random() < 0.3`,
  `INSERT INTO suppressions (workspace_id, address_hash, email, reason, source)
   SELECT $1, address_hash, email, (ARRAY['hard-bounce', 'unsubscribed', 'hard-bounce', 'manual', 'complaint'])[1 + floor(5 * random() ^ 3)::int], 'bench'
   FROM contacts WHERE workspace_id = $1 AND random() < 0.05`,
  `INSERT INTO notes (workspace_id, contact_id, body) SELECT $1, id, 'Called about ' || email FROM contacts WHERE workspace_id = $1 AND random() < 0.05`,
  `INSERT INTO audit_entries (workspace_id, actor_kind, actor_name, action, target_kind, target_id)
   SELECT $1, 'user', 'Ana', (ARRAY['contact.updated', 'contact.created', 'segment.updated', 'campaign.sent'])[1 + i % 4], 'contact', i::text
   FROM generate_series(1, 300000) AS i`,
  `INSERT INTO contact_imports (workspace_id, status, file_name, file_key, file_hash, format, total_rows, processed_rows, finished_at)
   SELECT $1, 'done', 'people ' || i || '.csv', 'none', sha256(i::text::bytea), 'csv', 20000, 20000, now() FROM generate_series(1, 60) AS i`,
  `INSERT INTO contact_import_errors (import_id, workspace_id, file, line, column_name, value, reason)
   SELECT (SELECT max(id::text)::uuid FROM contact_imports WHERE workspace_id = $1), $1, '', i, 'email', 'x', 'no address' FROM generate_series(1, 20000) AS i`,
];

/** Somebody to whom everything happened. $1 workspace, $2 contact. */
const LONG_STORY = [
  `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
   SELECT $1, $2, (ARRAY['page.viewed', 'order.placed', 'email.opened'])[1 + i % 3], jsonb_build_object('n', i), now() - i * interval '1 hour'
   FROM generate_series(1, 10000) AS i`,
  `INSERT INTO notes (workspace_id, contact_id, body) SELECT $1, $2, 'Note ' || i FROM generate_series(1, 200) AS i`,
  `INSERT INTO consent_records (workspace_id, contact_id, address_hash, topic_id, action, method, occurred_at)
   SELECT $1, $2, c.address_hash, NULL, 'paused', 'preferences', now() - i * interval '1 day' FROM contacts c, generate_series(1, 300) AS i
   WHERE c.workspace_id = $1 AND c.id = $2`,
];

/** Twenty: dynamic ones, two that are tracked and two static ones, with a year of sizes. $1 workspace. */
const SEGMENTS = [
  `INSERT INTO segments (workspace_id, name, name_key, kind, tree)
   SELECT $1, 'Segment ' || i, 'segment ' || i, CASE WHEN i <= 2 THEN 'tracked' WHEN i <= 4 THEN 'static' ELSE 'dynamic' END,
     jsonb_build_object('v', 1, 'match', 'all', 'rules', jsonb_build_array(
       jsonb_build_object('field', 'country', 'op', 'isAnyOf', 'value', jsonb_build_array((ARRAY['DE', 'FR', 'ES', 'PT', 'PL'])[1 + i % 5])),
       jsonb_build_object('field', 'attributes.score', 'op', 'gte', 'value', i * 10)))
   FROM generate_series(1, 19) AS i`,
  `INSERT INTO segment_sizes (workspace_id, segment_id, day, size, mailable, entered, "left", counted_at)
   SELECT $1, s.id, current_date - d, 50000 + d, 40000 + d, 10, 5, now() FROM segments s, generate_series(0, 365) AS d WHERE s.workspace_id = $1`,
  `INSERT INTO segment_memberships (segment_id, contact_id, workspace_id, is_member, since)
   SELECT s.id, c.id, $1, true, now() FROM segments s JOIN contacts c ON c.workspace_id = $1
   WHERE s.workspace_id = $1 AND s.kind = 'tracked' AND random() < 0.2`,
  `INSERT INTO segment_tracking (segment_id, workspace_id, baseline_at) SELECT id, $1, now() FROM segments WHERE workspace_id = $1 AND kind = 'tracked'
   ON CONFLICT (segment_id) DO UPDATE SET baseline_at = now()`,
  `INSERT INTO segment_members (segment_id, contact_id, workspace_id)
   SELECT s.id, c.id, $1 FROM segments s JOIN contacts c ON c.workspace_id = $1 WHERE s.workspace_id = $1 AND s.kind = 'static' AND random() < 0.1`,
];

/** Contacts that were changed without triggers: their copies are old. */
const MARK_EVERYONE = `INSERT INTO contacts_to_index (workspace_id, first_id, last_id, contacts)
  SELECT $1, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', count(*) FROM contacts WHERE workspace_id = $1`;

/** A workspace that has been at it for years: `n` contacts, and what the screens of the app show of them. */
export async function fillScreens(sql: Client, n: number): Promise<ScreenData> {
  const { workspaceId, topicId } = await fillSegmentData(sql, n, EVENTS_PER_CONTACT);
  await sql.query('SET session_replication_role = replica');
  const one = async (text: string, values: unknown[] = [workspaceId]): Promise<string> =>
    ((await sql.query<{ id: string }>(text, values)).rows[0] as { id: string }).id;
  await sql.query(`UPDATE workspaces SET tracking_mode = 'individual' WHERE id = $1`, [workspaceId]);
  await sql.query(
    `INSERT INTO api_keys (workspace_id, name, prefix, key_hash, scopes) VALUES ($1, 'Bench', $2, $3, $4)`,
    [workspaceId, '0'.repeat(12), createHash('sha256').update(API_KEY).digest(), [...SCOPES]],
  );
  for (const statement of [...PEOPLE, ...SEGMENTS]) await sql.query(statement, [workspaceId]);
  const contactId = await one(
    `SELECT id FROM contacts WHERE workspace_id = $1 ORDER BY id OFFSET ${Math.floor(n / 2)} LIMIT 1`,
  );
  for (const statement of LONG_STORY) await sql.query(statement, [workspaceId, contactId]);
  const mailings = await fillMailings(sql, { workspaceId, topicId, contactId, n });
  await sql.query('RESET session_replication_role');
  await sql.query(MARK_EVERYONE, [workspaceId]);
  await sql.query('VACUUM (ANALYZE)');
  const { rows } = await sql.query<{ id: string; kind: string }>(
    'SELECT id, kind FROM segments WHERE workspace_id = $1 ORDER BY id',
    [workspaceId],
  );
  const segmentOf = (kind: string): string => rows.find((row) => row.kind === kind)?.id ?? '';
  return {
    ...mailings,
    workspaceId,
    apiKey: API_KEY,
    contactId,
    contactEmail: `contact${Math.floor(n / 2) + 1}@r.example.net`,
    topicId,
    segmentIds: rows.map(({ id }) => id),
    trackedSegmentId: segmentOf('tracked'),
    staticSegmentId: segmentOf('static'),
    importId: await one(`SELECT max(id::text)::uuid AS id FROM contact_imports WHERE workspace_id = $1`),
  };
}
