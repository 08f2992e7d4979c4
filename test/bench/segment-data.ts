import type { Client } from 'pg';

export interface SegmentData {
  workspaceId: string;
  /** Name of a tag that one contact in eight has. */
  tag: string;
  topicKey: string;
  topicId: string;
  tagId: string;
  /** A live segment: contacts in Portugal or Spain with the plan "pro". */
  segmentId: string;
}

export const ZONE = 'Europe/Lisbon';
/** Events per contact, on average; a few contacts have most of them. */
const EVENTS_PER_CONTACT = 5;

const CONTACTS = `
  INSERT INTO contacts (workspace_id, email, email_key, address_hash, first_name, last_name, country, city, birth_date, latitude,
    longitude, tracking_consent, created_at, attributes)
  SELECT $1, 'contact' || i || '@r.example.net', 'contact' || i || '@r.example.net', sha256(('contact' || i)::bytea),
    (ARRAY['Zoë', 'Ana', 'João', 'Łukasz', 'Marie', 'Tom'])[i % 6 + 1], 'Example ' || i,
    (ARRAY['DE', 'FR', 'ES', 'PT', 'PL', 'IT', 'AT', 'NL'])[1 + floor(8 * random() ^ 2)::int],
    CASE WHEN random() < 0.9 THEN (ARRAY['Berlin', 'Paris', 'Madrid', 'Lisboa', 'Évora', 'Kraków', 'Porto', 'Wien'])[1 + floor(8 * random() ^ 2)::int]
      || CASE WHEN i % 10 < 7 THEN '' ELSE ' ' || i % 90 END END,
    CASE WHEN random() < 0.8 THEN date '1940-01-01' + (random() * 25000)::int END,
    CASE WHEN i % 10 < 9 THEN 36 + random() * 18 END, CASE WHEN i % 10 < 9 THEN -9 + random() * 28 END,
    random() < 0.7, now() - random() * interval '4 years',
    jsonb_strip_nulls(jsonb_build_object(
      'plan', CASE WHEN random() < 0.9 THEN (ARRAY['free', 'free', 'free', 'free', 'pro', 'team'])[1 + floor(6 * random())::int] END,
      'score', CASE WHEN random() < 0.85 THEN floor(1000 * random() ^ 3) END,
      'lifeStage', (ARRAY['student', 'working', 'parent', 'retired'])[1 + i % 4],
      'keen', CASE WHEN random() < 0.5 THEN random() < 0.4 END,
      'interests', CASE WHEN random() < 0.6 THEN (ARRAY['["hiking"]', '["cooking", "travel"]', '["travel"]', '["music", "hiking", "travel"]'])[1 + i % 4]::jsonb END,
      'renewal', (date '2026-01-01' + (random() * 700)::int)::text,
      'profession', (ARRAY['Baker', 'Teacher', 'Engineer', 'Nurse', 'Architect'])[1 + i % 5] || ' ' || i % 200,
      'source', 'spring fair ' || i % 20))
  FROM generate_series(1, $2::int) AS i`;

/** Skewed twice: towards the names that happen most, and towards a tenth of the contacts who do most. */
const EVENTS = `
  INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
  SELECT $1, p.ids[1 + floor(cardinality(p.ids) * random() ^ 3)::int], n.name,
    CASE n.name
      WHEN 'order.placed' THEN jsonb_build_object('total', round((random() ^ 4 * 900 + 5)::numeric, 2), 'currency', 'EUR', 'number', i::text)
      WHEN 'page.viewed' THEN jsonb_build_object('url', 'https://shop.example/p/' || i % 500, 'seconds', (random() * 300)::int)
      WHEN 'asset.downloaded' THEN jsonb_build_object('asset', (ARRAY['ebook', 'guide', 'checklist'])[1 + i % 3])
      ELSE jsonb_build_object('campaign', md5((i % 40)::text)::uuid, 'url', 'https://shop.example/' || i % 30) END,
    now() - random() ^ 1.5 * interval '2 years'
  FROM generate_series(1, $2::int) AS i
  CROSS JOIN (SELECT array_agg(id ORDER BY md5(id::text)) AS ids FROM contacts WHERE workspace_id = $1) AS p
  CROSS JOIN LATERAL (SELECT CASE WHEN i % 100 < 45 THEN 'email.opened' WHEN i % 100 < 70 THEN 'page.viewed'
    WHEN i % 100 < 82 THEN 'order.placed' WHEN i % 100 < 94 THEN 'email.clicked' ELSE 'asset.downloaded' END AS name) AS n`;

const COMPUTED = `
  INSERT INTO computed_values (workspace_id, contact_id, orders_count, lifetime_value, last_order_at, rfm_group, churn_risk,
    lifecycle_stage, computed_at)
  SELECT $1, contact_id, count(*), sum((properties ->> 'total')::numeric), max(occurred_at), 'loyal', 'low', 'customer', now()
  FROM contact_events WHERE workspace_id = $1 AND name = 'order.placed' GROUP BY contact_id`;

const BELONGINGS = [
  `INSERT INTO contact_tags (workspace_id, contact_id, tag_id) SELECT $1, id, $2 FROM contacts WHERE workspace_id = $1 AND random() < 0.125`,
  `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
   SELECT $1, id, $2, CASE WHEN random() < 0.8 THEN 'subscribed' WHEN random() < 0.5 THEN 'pending' ELSE 'unsubscribed' END, 'bench'
   FROM contacts WHERE workspace_id = $1 AND random() < 0.85`,
];

/** `n` contacts and five times as many events (or another number of times) over two years, with statistics. */
export async function fillSegmentData(
  sql: Client,
  n: number,
  eventsPerContact = EVENTS_PER_CONTACT,
): Promise<SegmentData> {
  const one = async (text: string, values: unknown[] = []): Promise<string> =>
    ((await sql.query<{ id: string }>(text, values)).rows[0] as { id: string }).id;
  // Nobody waits for what triggers would note of five million events.
  await sql.query('SET session_replication_role = replica');
  await sql.query('SELECT setseed(0.5)');
  const workspaceId = await one(
    `INSERT INTO workspaces (slug, name, time_zone) VALUES ('bench', 'Bench', $1) RETURNING id`,
    [ZONE],
  );
  await declareFields(sql, workspaceId);
  await sql.query(
    `SELECT ensure_contact_events_month((date_trunc('month', now()) - make_interval(months => step))::date) FROM generate_series(0, 24) AS step`,
  );
  const tag = 'customer';
  const tagId = await one(
    `INSERT INTO tags (workspace_id, name, name_key) VALUES ($1, $2, $2) RETURNING id`,
    [workspaceId, tag],
  );
  const topicKey = 'news';
  const topicId = await one(
    `INSERT INTO topics (workspace_id, key, name) VALUES ($1, $2, 'News') RETURNING id`,
    [workspaceId, topicKey],
  );
  await sql.query(CONTACTS, [workspaceId, n]);
  for (const [index, id] of [tagId, topicId].entries()) {
    await sql.query(BELONGINGS[index] ?? '', [workspaceId, id]);
  }
  await sql.query(EVENTS, [workspaceId, n * eventsPerContact]);
  await sql.query(COMPUTED, [workspaceId]);
  const segmentId = await insertSegment(sql, workspaceId);
  await sql.query('RESET session_replication_role');
  await sql.query('VACUUM (ANALYZE)');
  return { workspaceId, tag, topicKey, topicId, tagId, segmentId };
}

async function declareFields(sql: Client, workspaceId: string): Promise<void> {
  await sql.query(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices)
     VALUES ($1, 'plan', 'Plan', 'choice', '{free,pro,team}'), ($1, 'score', 'Score', 'number', '{}'),
       ($1, 'lifeStage', 'Life stage', 'choice', '{student,working,parent,retired}'), ($1, 'keen', 'Keen', 'boolean', '{}'),
       ($1, 'interests', 'Interests', 'multi-choice', '{hiking,cooking,travel,music}'),
       ($1, 'renewal', 'Renewal', 'date', '{}'), ($1, 'profession', 'Profession', 'text', '{}'), ($1, 'source', 'Source', 'text', '{}')`,
    [workspaceId],
  );
  await sql.query(
    `INSERT INTO event_names (workspace_id, name) SELECT $1, unnest(ARRAY['email.opened', 'email.clicked', 'page.viewed', 'order.placed', 'asset.downloaded'])`,
    [workspaceId],
  );
}

async function insertSegment(sql: Client, workspaceId: string): Promise<string> {
  const tree = {
    v: 1,
    match: 'all',
    rules: [
      { field: 'country', op: 'isAnyOf', value: ['PT', 'ES'] },
      { field: 'attributes.plan', op: 'is', value: 'pro' },
    ],
  };
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO segments (workspace_id, name, name_key, kind, tree) VALUES ($1, 'Iberia pro', 'iberia pro', 'dynamic', $2) RETURNING id`,
    [workspaceId, JSON.stringify(tree)],
  );
  return (rows[0] as { id: string }).id;
}
