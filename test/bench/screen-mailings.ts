import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

export interface Mailings {
  bigCampaignId: string;
  campaignId: string;
  draftCampaignId: string;
  formId: string;
  sequenceId: string;
  enrollmentId: string;
  assetId: string;
  templateId: string;
}

interface Scope {
  workspaceId: string;
  topicId: string;
  contactId: string;
  n: number;
}

const CAMPAIGNS = 30;
/** Of all contacts, in the first campaign and in each of the others. */
const BIG_SHARE = 0.7;
const SHARE = 0.02;

/** $1 workspace, $2 campaign, $3 how many contacts. Nine in ten are accepted; of the rest each end has its share. */
const DELIVERIES = `
  INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, trackable, attempts, handed_over_at, finished_at,
    bounced_at, bounce_class, reason)
  SELECT $1, $2, row_number() OVER (), c.id, c.email, s.status, c.tracking_consent, 1, now() - interval '20 days',
    now() - interval '20 days', CASE WHEN s.status = 'accepted' AND random() < 0.01 THEN now() END,
    CASE WHEN s.status = 'refused' OR random() < 0.01 THEN 'soft' END, CASE WHEN s.status = 'suppressed' THEN 'suppressed' END
  FROM (SELECT * FROM contacts WHERE workspace_id = $1 LIMIT $3 OFFSET $4) c
  CROSS JOIN LATERAL (SELECT CASE WHEN r < 0.95 THEN 'accepted' WHEN r < 0.97 THEN 'suppressed' WHEN r < 0.9999 THEN 'refused' ELSE 'uncertain' END AS status
    FROM (SELECT random() + 0 * length(c.email) AS r) x) s`;

/** A fourth opens, one in twenty clicks, and machines do as well. $1 workspace. */
const HITS = `
  INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine)
  SELECT $1, d.campaign_id, d.id, d.contact_id, k.kind, CASE WHEN k.kind = 'click' THEN (random() * 4)::int END,
    d.handed_over_at + random() ^ 3 * interval '5 days', random() < 0.2
  FROM deliveries d CROSS JOIN LATERAL (VALUES ('open', 0.3), ('click', 0.06)) AS k (kind, share)
  WHERE d.workspace_id = $1 AND d.status = 'accepted' AND random() < k.share`;

const TALLIES = `
  INSERT INTO delivery_tallies (campaign_id, kind, moved, at, is_sum, first_handed_over_at, last_handed_over_at)
  SELECT campaign_id, status, count(*), '-infinity', true, min(handed_over_at), max(handed_over_at)
  FROM deliveries WHERE workspace_id = $1 AND campaign_id IS NOT NULL GROUP BY campaign_id, status`;

const COMPILED = {
  links: Array.from({ length: 5 }, (_, index) => ({
    index,
    url: `https://shop.example/${index}`,
    label: `Link ${index}`,
  })),
};

/** Campaigns, forms, sequences and downloads over the contacts that are there. */
export async function fillMailings(sql: Client, scope: Scope): Promise<Mailings> {
  const { workspaceId } = scope;
  const template = await insertTemplate(sql, workspaceId);
  const campaigns = await insertCampaigns(sql, { ...scope, ...template });
  const formId = await insertForm(sql, scope);
  const { sequenceId, enrollmentId } = await insertSequence(sql, { ...scope, ...template });
  const assetId = await insertAsset(sql, scope);
  await sql.query(HITS, [workspaceId]);
  await sql.query(TALLIES, [workspaceId]);
  return { ...campaigns, formId, sequenceId, enrollmentId, assetId, templateId: template.templateId };
}

async function insertTemplate(
  sql: Client,
  workspaceId: string,
): Promise<{ templateId: string; versionId: string }> {
  const [templateId, versionId] = [randomUUID(), randomUUID()];
  const mjml =
    '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>';
  await sql.query(
    `INSERT INTO templates (id, workspace_id, name, subject, mjml)
     SELECT CASE WHEN i = 1 THEN $1::uuid ELSE gen_random_uuid() END, $2, 'Letter ' || i, 'Hello', $3 FROM generate_series(1, 60) AS i`,
    [templateId, workspaceId, mjml],
  );
  await sql.query(
    `INSERT INTO template_versions (id, workspace_id, template_id, number, subject, preheader, mjml, content_hash, compiled)
     VALUES ($1, $2, $3, 1, 'Hello', '', $4, sha256('bench'), $5)`,
    [versionId, workspaceId, templateId, mjml, JSON.stringify(COMPILED)],
  );
  return { templateId, versionId };
}

async function insertCampaigns(
  sql: Client,
  {
    workspaceId,
    topicId,
    templateId,
    versionId,
    contactId,
    n,
  }: Scope & { templateId: string; versionId: string },
): Promise<{ bigCampaignId: string; campaignId: string; draftCampaignId: string }> {
  const ids: string[] = [];
  for (let index = 0; index < CAMPAIGNS; index += 1) {
    const audience = Math.floor(n * (index === 0 ? BIG_SHARE : SHARE));
    const { rows } = await sql.query<{ id: string }>(
      `INSERT INTO campaigns (workspace_id, name, status, topic_id, template_id, template_version_id, audience, resolved_at, finished_at,
         audience_count, sending_since)
       VALUES ($1, $2, 'sent', $3, $4, $5, '{"include": [], "exclude": []}', now() - interval '20 days', now() - interval '20 days', $6,
         now() - interval '20 days') RETURNING id`,
      [workspaceId, `Campaign ${index}`, topicId, templateId, versionId, audience],
    );
    const id = rows[0]?.id ?? '';
    ids.push(id);
    await sql.query(DELIVERIES, [workspaceId, id, audience, index === 0 ? 0 : (index * 7919) % (n / 2)]);
    await sql.query(
      `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, trackable, handed_over_at, finished_at)
       SELECT workspace_id, $1, 10000000, id, email, 'accepted', true, now() - interval '20 days', now() - interval '20 days'
       FROM contacts WHERE workspace_id = $2 AND id = $3 ON CONFLICT DO NOTHING`,
      [id, workspaceId, contactId],
    );
  }
  const draft = await sql.query<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, topic_id, template_id, audience) VALUES ($1, 'Draft', $2, $3, $4) RETURNING id`,
    [
      workspaceId,
      topicId,
      templateId,
      JSON.stringify({ include: [{ tree: { v: 1, match: 'all', rules: [] } }], exclude: [] }),
    ],
  );
  return {
    bigCampaignId: ids[0] ?? '',
    campaignId: ids[1] ?? '',
    draftCampaignId: draft.rows[0]?.id ?? '',
  };
}

const FORM = {
  v: 1,
  kind: 'lead',
  languages: ['en'],
  texts: Object.fromEntries(
    'title intro submit thanks checkInbox mailSubject mailHeading mailIntro mailButton'
      .split(' ')
      .map((name) => [name, {}]),
  ),
  fields: [],
  consents: [],
  doubleOptIn: true,
  assetId: null,
  after: { kind: 'message' },
  captureUtm: true,
  captureReferrer: true,
  layout: { kind: 'inline' },
  style: {
    primary: '#1f5f4f',
    onPrimary: '#ffffff',
    background: '#ffffff',
    text: '#000000',
    radius: 8,
    fontSize: 16,
  },
  progressiveMax: null,
  tags: [],
  notify: [],
  webhookUrl: null,
  mayBeFramed: false,
};

/** Submissions of a third of the contacts to one form, a few to nineteen others. */
async function insertForm(sql: Client, { workspaceId, contactId, n }: Scope): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO forms (workspace_id, name, slug, status, draft, published_version)
     SELECT $1, 'Form ' || i, 'bench-form-' || i, 'published', $2, 1 FROM generate_series(1, 20) AS i RETURNING id`,
    [workspaceId, JSON.stringify(FORM)],
  );
  const formId = rows[0]?.id ?? '';
  await sql.query(
    `INSERT INTO form_submissions (workspace_id, form_id, version, status, score, channel, language, contact_id, email, email_key, answers, created_at)
     SELECT $1, CASE WHEN i % 20 = 0 THEN ($2::uuid[])[2 + i % 19] ELSE ($2::uuid[])[1] END, 1,
       (ARRAY['accepted', 'pending', 'confirmed', 'spam', 'held'])[1 + floor(5 * random() ^ 3)::int], 0, 'page', 'en', c.id, c.email, c.email_key,
       jsonb_build_object('email', c.email, 'first_name', c.first_name, 'question', 'Number ' || i), now() - random() * interval '1 year'
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS i FROM contacts WHERE workspace_id = $1 LIMIT $3) c`,
    [workspaceId, rows.map(({ id }) => id), Math.floor(n / 3)],
  );
  await sql.query(
    `INSERT INTO form_submissions (workspace_id, form_id, version, status, score, channel, language, contact_id, email, email_key)
     SELECT $1, $2, 1, 'accepted', 0, 'page', 'en', id, email, email_key FROM contacts WHERE workspace_id = $1 AND id = $3`,
    [workspaceId, formId, contactId],
  );
  await sql.query(
    `INSERT INTO form_days (workspace_id, form_id, day, views, starts)
     SELECT $1, f, current_date - d, 1000, 300 FROM unnest($2::uuid[]) AS f, generate_series(0, 365) AS d`,
    [workspaceId, rows.map(({ id }) => id)],
  );
  return formId;
}

/** Two mails with a wait between them: three tenths of all contacts wait, two tenths are through. */
async function insertSequence(
  sql: Client,
  {
    workspaceId,
    topicId,
    templateId,
    versionId,
    contactId,
    n,
  }: Scope & { templateId: string; versionId: string },
): Promise<{ sequenceId: string; enrollmentId: string }> {
  const sequenceId = randomUUID();
  const email = { kind: 'email', name: null, templateId, subject: null };
  const graph = {
    v: 1,
    triggers: [{ api: true }],
    filter: null,
    reentry: { rule: 'once' },
    goal: null,
    exits: [],
    topicId,
    senderId: null,
    window: null,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'hello',
    steps: {
      hello: { ...email, next: 'wait' },
      wait: { kind: 'wait', name: null, for: { n: 30, unit: 'day' }, at: null, next: 'again' },
      again: { ...email, next: null },
    },
  };
  const values = [sequenceId, workspaceId, JSON.stringify(graph)];
  await sql.query(
    `INSERT INTO sequences (id, workspace_id, name, name_key, draft, status, published_version) VALUES ($1, $2, 'Welcome', 'welcome', $3, 'active', 1)`,
    values,
  );
  await sql.query(
    `INSERT INTO sequence_versions (sequence_id, workspace_id, number, graph, published_by) VALUES ($1, $2, 1, $3, 'bench')`,
    values,
  );
  await sql.query(
    `INSERT INTO sequence_contents (workspace_id, sequence_id, number, step, template_version_id)
     SELECT $1, $2, 1, unnest(ARRAY['hello', 'again']), $3`,
    [workspaceId, sequenceId, versionId],
  );
  for (const statement of PASSAGES)
    await sql.query(statement, [workspaceId, sequenceId, ...(statement.includes('$3') ? [n] : [])]);
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO enrollments (workspace_id, sequence_id, version, contact_id, entry, step, visit, step_entered_at, due_at, entered_at, since, trigger)
     VALUES ($1, $2, 1, $3, 99, 'wait', 2, now(), now() + interval '30 days', now(), now(), '{}')
     ON CONFLICT DO NOTHING RETURNING id`,
    [workspaceId, sequenceId, contactId],
  );
  const any = await sql.query<{ id: string }>(
    'SELECT id FROM enrollments WHERE sequence_id = $1 ORDER BY id DESC LIMIT 1',
    [sequenceId],
  );
  return { sequenceId, enrollmentId: rows[0]?.id ?? any.rows[0]?.id ?? '' };
}

const PASSAGES = [
  `INSERT INTO enrollments (workspace_id, sequence_id, version, contact_id, entry, status, step, visit, is_waiting, step_entered_at, due_at,
     entered_at, since, ended_at, trigger)
   SELECT $1, $2, 1, c.id, 1, CASE WHEN i % 5 < 3 THEN 'active' ELSE 'completed' END, CASE WHEN i % 5 < 3 THEN 'wait' ELSE 'again' END,
     CASE WHEN i % 5 < 3 THEN 2 ELSE 3 END, true, now() - interval '10 days', CASE WHEN i % 5 < 3 THEN now() + interval '20 days' END,
     now() - interval '10 days', now() - interval '10 days', CASE WHEN i % 5 >= 3 THEN now() END, '{}'
   FROM (SELECT id, row_number() OVER (ORDER BY id) AS i FROM contacts WHERE workspace_id = $1 LIMIT $3::int / 2) c`,
  `INSERT INTO enrollment_steps (enrollment_id, step, visit, workspace_id, version, entered_at, left_at, outcome)
   SELECT n.id, s.step, s.visit, $1, 1, n.entered_at, n.entered_at, 'done'
   FROM enrollments n CROSS JOIN (VALUES ('hello', 1), ('wait', 2), ('again', 3)) AS s (step, visit)
   WHERE n.sequence_id = $2 AND s.visit < CASE n.status WHEN 'active' THEN 2 ELSE 4 END`,
  `INSERT INTO messages (workspace_id, kind, contact_id, is_open, closed_at, topic_id, enrollment_id, step, visit, on_cap, on_quiet_hours)
   SELECT $1, 'sequence', n.contact_id, false, now(), (SELECT id FROM topics WHERE workspace_id = $1 LIMIT 1), n.id, s.step, s.visit, 'defer', 'defer'
   FROM enrollments n JOIN enrollment_steps s ON s.enrollment_id = n.id AND s.step <> 'wait' WHERE n.sequence_id = $2`,
  `INSERT INTO deliveries (workspace_id, message_id, contact_id, email, status, trackable, handed_over_at, finished_at)
   SELECT $1, m.id, m.contact_id, c.email, 'accepted', true, now() - interval '9 days', now() - interval '9 days'
   FROM messages m JOIN contacts c ON c.workspace_id = $1 AND c.id = m.contact_id
   WHERE m.workspace_id = $1 AND m.kind = 'sequence' AND m.enrollment_id IN (SELECT id FROM enrollments WHERE sequence_id = $2)`,
];

async function insertAsset(sql: Client, { workspaceId, n }: Scope): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO assets (workspace_id, key, name) SELECT $1, 'book-' || i, 'Book ' || i FROM generate_series(1, 20) AS i RETURNING id`,
    [workspaceId],
  );
  const assetId = rows[0]?.id ?? '';
  await sql.query(
    `INSERT INTO asset_versions (workspace_id, asset_id, number, file_key, file_name, media_type, bytes, sha256)
     SELECT $1, id, 1, 'bench/' || id, 'book.pdf', 'application/pdf', 1000, sha256(id::text::bytea) FROM unnest($2::uuid[]) AS id`,
    [workspaceId, rows.map(({ id }) => id)],
  );
  await sql.query(
    `INSERT INTO asset_downloads (workspace_id, asset_id, contact_id, first_version, last_version, first_at, last_at)
     SELECT $1, $2, id, 1, 1, now(), now() FROM contacts WHERE workspace_id = $1 LIMIT $3`,
    [workspaceId, assetId, Math.floor(n / 5)],
  );
  return assetId;
}
