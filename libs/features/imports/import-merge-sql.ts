import { profileColumns } from '@features/contacts';
import { contactIdSql, stageTable } from './import-stage.repository';

/**
 * The statements that write one chunk, over a scratch table. Common parameters: $1 workspace, $2 and $3 the range of
 * positions (first excluded, last included).
 *
 * No statement may depend on statistics of `contacts` and its kin, since an import into an empty workspace finds none:
 * addresses are looked up once per chunk, in `import_people`, and everything else joins that.
 */
const profile = Object.values(profileColumns);

const RANGE = 's.position > $2 AND s.position <= $3';

/** Staged rows with the contacts they belong to. */
const joined = (stage: string): string =>
  `FROM import_people p JOIN ${stage} s ON s.position = p.position WHERE ${RANGE}`;

/** Remembers existing contacts that a statement changed. Ends a statement whose CTE `changed` has `contact_id`. */
const TOUCH = `INSERT INTO touched_contacts (id)
  SELECT DISTINCT changed.contact_id FROM changed JOIN import_people p USING (contact_id) WHERE NOT p.is_new
  ON CONFLICT (id) DO NOTHING`;

/**
 * Only index access to large tables; a crash may lose the last chunks, whose positions are lost with them. New contacts
 * are marked for tracked segments, and for the copy in which contacts are searched, by the statement that inserts them. It may look too early to see that a segment has
 * just become tracked; who begins to track waits for every transaction that has a number by then, so this one takes its
 * number before it looks.
 */
export const chunkSettings = `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true),
  set_config('synchronous_commit', 'off', true), set_config('jit', 'off', true),
  set_config('tidings.marks_new_contacts', 'itself', true), pg_current_xact_id()`;

/** For statements that find contacts by id: one look into the index for each row of the chunk. */
export const hashJoins = (isOn: boolean): string =>
  `SELECT set_config('enable_hashjoin', '${isOn ? 'on' : 'off'}', true)`;

export const chunkTables = [
  'CREATE TEMPORARY TABLE touched_contacts (id uuid PRIMARY KEY) ON COMMIT DROP',
  'CREATE TEMPORARY TABLE import_people (position integer, contact_id uuid, is_new boolean) ON COMMIT DROP',
];

/** Of the whole scratch table: before the chunks, since two chunks at a time must not wait for each other. */
export function insertCompaniesSql(stage: string): string {
  return `INSERT INTO companies (workspace_id, name, name_key)
    SELECT DISTINCT ON (fold(name)) $1::uuid, name, fold(name)
    FROM (SELECT s.company AS name, min(s.position) AS position FROM ${stage} s
      WHERE s.company IS NOT NULL GROUP BY s.company) named
    ORDER BY fold(name), position
    ON CONFLICT (workspace_id, name_key) DO NOTHING`;
}

/** Of the whole scratch table. $2 tags for everybody. */
export function insertTagsSql(stage: string): string {
  return `INSERT INTO tags (workspace_id, name, name_key)
    SELECT DISTINCT ON (fold(name)) $1::uuid, name, fold(name)
    FROM (SELECT unnest(s.tags) AS name FROM ${stage} s UNION SELECT unnest($2::text[])) named
    ORDER BY fold(name), name
    ON CONFLICT (workspace_id, name_key) DO NOTHING`;
}

export interface InsertStyle {
  runId: string;
  hasCompanies: boolean;
  listsPeople: boolean;
  onlyNew: boolean;
}

/**
 * $4 source. Gives the number of new contacts; with `listsPeople` they are in `import_people`. With `onlyNew` it fails
 * (23505) when somebody is there already, and costs a quarter less than being ready for it.
 */
export function insertContactsSql(how: InsertStyle): string {
  const { runId, hasCompanies, onlyNew, listsPeople } = how;
  const stage = stageTable(runId);
  const [firstId, lastId] = [contactIdSql(runId, '$2::integer + 1'), contactIdSql(runId, '$3::integer')];
  const listed = `, listed AS (
      INSERT INTO import_people (position, contact_id, is_new)
      SELECT s.position, s.id, true FROM added JOIN ${stage} s USING (id) WHERE ${RANGE})`;
  return `WITH added AS (
      INSERT INTO contacts (id, workspace_id, email, email_key, address_hash, ${profile.join(', ')}, company_id, attributes, source)
      SELECT s.id, $1, s.email, s.email_key, s.address_hash, ${profile.map((column) => `s.${column}`).join(', ')},
        ${hasCompanies ? 'co.id' : 'NULL'}, s.attributes, $4
      FROM ${stage} s ${companyJoin(hasCompanies)} WHERE ${RANGE}
      ${onlyNew ? '' : 'ON CONFLICT (workspace_id, email_key) DO NOTHING'} RETURNING id),
    marked AS (
      INSERT INTO changed_contacts (workspace_id, contact_id)
      SELECT $1, id FROM added WHERE EXISTS (SELECT FROM segment_tracking WHERE workspace_id = $1)),
    to_index AS (
      INSERT INTO contacts_to_index (workspace_id, first_id, last_id, contacts)
      SELECT $1, ${firstId}, ${lastId}, $3::integer - $2::integer)
    ${listsPeople ? listed : ''}
    SELECT count(*) AS count FROM added`;
}

/** Lists those who were there before in `import_people`; contacts made in this transaction are known by their time. */
export function findContactsSql(stage: string): string {
  return `INSERT INTO import_people (position, contact_id, is_new)
    SELECT s.position, c.id, false FROM ${stage} s CROSS JOIN LATERAL (
      SELECT id, created_at FROM contacts WHERE workspace_id = $1 AND email_key = s.email_key LIMIT 1) c
    WHERE ${RANGE} AND c.created_at <> now()`;
}

/** A staged value that is given and differs. */
function differs(hasCompanies: boolean): string {
  const conditions = profile.map(
    (column) => `(s.${column} IS NOT NULL AND s.${column} IS DISTINCT FROM c.${column})`,
  );
  conditions.push('(c.attributes || s.attributes) IS DISTINCT FROM c.attributes');
  if (hasCompanies) conditions.push('(co.id IS NOT NULL AND co.id IS DISTINCT FROM c.company_id)');
  return conditions.join(' OR ');
}

const companyJoin = (hasCompanies: boolean): string =>
  hasCompanies ? 'LEFT JOIN companies co ON co.workspace_id = $1 AND co.name_key = fold(s.company)' : '';

/**
 * Given values replace, empty cells leave alone. Each changed value is a `contact.changed` event. Whoever is updated was
 * there before, so `TOUCH` has nothing to look up: while hash joins are off its join would be quadratic.
 */
export function updateContactsSql(stage: string, hasCompanies: boolean): string {
  const sets = profile.map((column) => `${column} = coalesce(s.${column}, c.${column})`);
  if (hasCompanies) sets.push('company_id = coalesce(s.company_id, c.company_id)');
  const values = Object.entries(profileColumns).map(
    ([field, column]) => `('${field}', to_jsonb(u.old_${column}), to_jsonb(u.new_${column}))`,
  );
  if (hasCompanies) {
    values.push(`('company', (SELECT to_jsonb(name) FROM companies WHERE id = u.old_company_id),
      (SELECT to_jsonb(name) FROM companies WHERE id = u.new_company_id))`);
  }
  const columns = hasCompanies ? [...profile, 'company_id'] : profile;
  return `WITH updates AS (
      UPDATE contacts c SET ${sets.join(', ')}, attributes = c.attributes || s.attributes, updated_at = now()
      FROM (SELECT s.*, p.contact_id${hasCompanies ? ', co.id AS company_id' : ''}
        FROM import_people p JOIN ${stage} s ON s.position = p.position ${companyJoin(hasCompanies)}
        WHERE NOT p.is_new AND ${RANGE}) s
      WHERE c.workspace_id = $1 AND c.id = s.contact_id AND (${differs(false)}
        ${hasCompanies ? 'OR (s.company_id IS NOT NULL AND s.company_id IS DISTINCT FROM c.company_id)' : ''})
      RETURNING c.id AS contact_id, old.attributes AS old_attributes, new.attributes AS new_attributes,
        ${columns.map((column) => `old.${column} AS old_${column}, new.${column} AS new_${column}`).join(', ')}),
    changed AS (SELECT contact_id FROM updates),
    recorded AS (
      INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
      SELECT $1, u.contact_id, 'contact.changed', jsonb_build_object('field', v.field, 'from', v.before, 'to', v.after), now()
      FROM updates u CROSS JOIN LATERAL (
        SELECT * FROM (VALUES ${values.join(', ')}) AS v (field, before, after)
        UNION ALL
        SELECT 'attributes.' || a.key, u.old_attributes -> a.key, a.value FROM jsonb_each(u.new_attributes) a) v
      WHERE v.before IS DISTINCT FROM v.after)
    INSERT INTO touched_contacts (id) SELECT contact_id FROM changed ON CONFLICT (id) DO NOTHING`;
}

/** What dry runs ask: how the rows of the whole table relate to what is there. */
export function foreseeSql(stage: string, hasCompanies: boolean): string {
  const newCompany = hasCompanies ? ' OR (s.company IS NOT NULL AND co.id IS NULL)' : '';
  return `SELECT count(*) FILTER (WHERE c.id IS NULL) AS new,
      count(*) FILTER (WHERE c.id IS NOT NULL AND $2 AND (${differs(hasCompanies)}${newCompany})) AS updated,
      count(*) FILTER (WHERE s.status IN ('unsubscribed', 'cleaned') OR x.id IS NOT NULL) AS suppressed,
      count(*) AS total
    FROM ${stage} s LEFT JOIN contacts c ON c.workspace_id = $1 AND c.email_key = s.email_key ${companyJoin(hasCompanies)}
    LEFT JOIN suppressions x ON x.workspace_id = $1 AND x.address_hash = s.address_hash`;
}

/** $4 tags for everybody, $5 whether existing contacts get them. New tags of existing contacts are events. */
export function tagContactsSql(stage: string): string {
  return `WITH given AS MATERIALIZED (
      SELECT p.contact_id, unnest(coalesce(s.tags, '{}') || $4::text[]) AS name ${joined(stage)} AND ($5 OR p.is_new)),
    named AS MATERIALIZED (
      SELECT name, (SELECT id FROM tags WHERE workspace_id = $1 AND name_key = fold(names.name)) AS id
      FROM (SELECT DISTINCT name FROM given) names),
    changed AS (
      INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
      SELECT $1, given.contact_id, named.id FROM given JOIN named USING (name) WHERE named.id IS NOT NULL
      ON CONFLICT (contact_id, tag_id) DO NOTHING RETURNING contact_id, tag_id),
    recorded AS (
      INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
      SELECT $1, p.contact_id, 'contact.changed', jsonb_build_object('field', 'tags', 'from', NULL, 'to', t.name), now()
      FROM changed JOIN import_people p USING (contact_id) JOIN tags t ON t.id = changed.tag_id WHERE NOT p.is_new)
    ${TOUCH}`;
}

/** $4 author, $5 whether existing contacts get them. The same text again is no new note. */
export function insertNotesSql(stage: string): string {
  return `WITH changed AS (
      INSERT INTO notes (workspace_id, contact_id, author_name, body)
      SELECT $1, p.contact_id, $4, s.note ${joined(stage)} AND s.note IS NOT NULL AND ($5 OR p.is_new)
        AND NOT EXISTS (SELECT FROM notes n WHERE n.contact_id = p.contact_id AND n.body = s.note)
      RETURNING contact_id)
    ${TOUCH}`;
}

/** Consent evidence: $4 topic, $5 time of the import, $6 statement, $7 details. */
const EVIDENCE = `INSERT INTO consent_records
  (workspace_id, contact_id, address_hash, topic_id, action, method, occurred_at, ip, consent_text, details)`;

/** $8 whether existing contacts are subscribed, $9 when their consent ends if it is implied. Nobody who unsubscribed or is suppressed is subscribed again. */
export function subscribeSql(stage: string): string {
  return `WITH source AS MATERIALIZED (
      SELECT p.contact_id AS id, s.address_hash, s.opted_in_at, s.opted_in_ip, s.confirmed_at, s.confirmed_ip
      ${joined(stage)} AND s.status = 'subscribed' AND ($8 OR p.is_new)
        AND NOT EXISTS (SELECT FROM suppressions x WHERE x.workspace_id = $1 AND x.address_hash = s.address_hash)),
    changed AS (
      INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source, changed_at, legal_basis, expires_at)
      SELECT $1, id, $4::uuid, 'subscribed', 'import', coalesce(confirmed_at, opted_in_at, $5::timestamptz),
        CASE WHEN $9::timestamptz IS NULL THEN 'explicit' ELSE 'implied' END, $9::timestamptz FROM source
      ON CONFLICT (topic_id, contact_id) DO UPDATE
        SET status = 'subscribed', source = excluded.source, changed_at = excluded.changed_at,
          legal_basis = excluded.legal_basis, expires_at = excluded.expires_at
        WHERE subscriptions.status = 'pending'
      RETURNING contact_id),
    recorded AS (
      ${EVIDENCE}
      SELECT $1, source.id, source.address_hash, $4::uuid, told.action, 'import', told.at, told.ip, $6, $7::jsonb
      FROM source JOIN changed ON changed.contact_id = source.id
      CROSS JOIN LATERAL (VALUES
        ('subscribed', coalesce(source.opted_in_at, source.confirmed_at, $5::timestamptz), source.opted_in_ip),
        ('confirmed', source.confirmed_at, source.confirmed_ip)) AS told (action, at, ip)
      WHERE told.at IS NOT NULL
      ON CONFLICT DO NOTHING)
    ${TOUCH}`;
}

/** A newer subscription of the person's own stays: the file is older than that. */
export function unsubscribeSql(stage: string): string {
  return `WITH changed AS (
      INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source, reason, changed_at)
      SELECT $1, p.contact_id, $4::uuid, 'unsubscribed', 'import', s.left_reason, coalesce(s.left_at, $5::timestamptz)
      ${joined(stage)} AND s.status = 'unsubscribed'
      ON CONFLICT (topic_id, contact_id) DO UPDATE
        SET status = 'unsubscribed', source = excluded.source, reason = excluded.reason, changed_at = excluded.changed_at
        WHERE subscriptions.status <> 'unsubscribed' AND subscriptions.changed_at <= excluded.changed_at
      RETURNING contact_id)
    ${TOUCH}`;
}

/** $8 source. An existing suppression stays as it is, whatever its reason. */
export function suppressSql(stage: string): string {
  return `WITH source AS MATERIALIZED (
      SELECT p.contact_id AS id, s.email, s.address_hash, s.status, s.left_reason, coalesce(s.left_at, $5::timestamptz) AS left_at
      ${joined(stage)} AND s.status IN ('unsubscribed', 'cleaned')
        AND NOT (s.status = 'unsubscribed' AND EXISTS (SELECT FROM subscriptions o WHERE o.contact_id = p.contact_id
          AND o.status = 'subscribed' AND o.changed_at > coalesce(s.left_at, $5::timestamptz)))),
    added AS (
      INSERT INTO suppressions (workspace_id, address_hash, email, reason, source, note, occurred_at)
      SELECT $1, address_hash, email, CASE status WHEN 'cleaned' THEN 'hard-bounce' ELSE 'unsubscribed' END, $8,
        coalesce(left_reason, ''), left_at
      FROM source ON CONFLICT (workspace_id, address_hash) DO NOTHING RETURNING address_hash),
    changed AS (SELECT source.id AS contact_id FROM source JOIN added USING (address_hash)),
    recorded AS (
      ${EVIDENCE}
      SELECT $1, source.id, source.address_hash, $4::uuid, 'unsubscribed', 'import', source.left_at, NULL, $6, $7::jsonb
      FROM source JOIN added USING (address_hash) WHERE source.status = 'unsubscribed'
      ON CONFLICT DO NOTHING)
    ${TOUCH}`;
}

/** $8 whether existing contacts are changed. Only where nothing is known yet. */
export function grantTrackingSql(stage: string): string {
  return `WITH granted AS (
      UPDATE contacts c SET tracking_consent = true FROM import_people p JOIN ${stage} s ON s.position = p.position
      WHERE c.workspace_id = $1 AND c.id = p.contact_id AND ${RANGE} AND s.status = 'subscribed'
        AND c.tracking_consent IS NULL AND ($8 OR p.is_new)
      RETURNING c.id, c.address_hash, s.opted_in_at, s.opted_in_ip),
    changed AS (SELECT id AS contact_id FROM granted),
    recorded AS (
      ${EVIDENCE}
      SELECT $1, id, address_hash, NULL, 'tracking-granted', 'import', coalesce(opted_in_at, $5::timestamptz), opted_in_ip, $6,
        $7::jsonb || jsonb_build_object('topicId', $4::uuid)
      FROM granted ON CONFLICT DO NOTHING)
    ${TOUCH}`;
}

export function countSuppressedSql(stage: string): string {
  return `SELECT count(*) AS count FROM ${stage} s
    JOIN suppressions x ON x.workspace_id = $1 AND x.address_hash = s.address_hash WHERE ${RANGE}`;
}

export const hasSuppressionsSql = 'SELECT FROM suppressions WHERE workspace_id = $1 LIMIT 1';

export function countRowsSql(stage: string): string {
  return `SELECT count(*) AS count FROM ${stage} WHERE position > $1 AND position <= $2`;
}
