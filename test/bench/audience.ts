import type { Client } from 'pg';

export interface BenchWorkspace {
  workspaceId: string;
  topicId: string;
  senderId: string;
}

/** A workspace with `n` subscribed contacts and custom fields, filled set-wise. */
export async function fillWorkspace(sql: Client, n: number): Promise<BenchWorkspace> {
  const one = async (text: string, values: unknown[] = []): Promise<string> =>
    ((await sql.query<{ id: string }>(text, values)).rows[0] as { id: string }).id;
  const workspaceId = await one(
    `INSERT INTO workspaces (slug, name, postal_address, tracking_mode)
     VALUES ('bench', 'Bench', 'Bench Street 1, 1000 Lisbon', 'individual') RETURNING id`,
  );
  const topicId = await one(
    `INSERT INTO topics (workspace_id, key, name) VALUES ($1, 'news', 'News') RETURNING id`,
    [workspaceId],
  );
  const senderId = await one(
    `INSERT INTO senders (workspace_id, from_name, from_email, is_default)
     VALUES ($1, 'Bench', 'news@bench.example.com', true) RETURNING id`,
    [workspaceId],
  );
  await sql.query(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices)
     VALUES ($1, 'plan', 'Plan', 'choice', '{free,pro,team}'), ($1, 'score', 'Score', 'number', '{}')`,
    [workspaceId],
  );
  await sql.query(
    `INSERT INTO contacts (workspace_id, email, email_key, address_hash, first_name, last_name, country, city,
       tracking_consent, attributes)
     SELECT $1, 'contact' || i || '@r.example.net', 'contact' || i || '@r.example.net',
       sha256(('contact' || i)::bytea), (ARRAY['Zoë','Ana','João','Łukasz','Marie','Tom'])[i % 6 + 1], 'Example ' || i,
       (ARRAY['PT','ES','FR','DE','PL'])[i % 5 + 1], 'City ' || (i % 100), true,
       jsonb_build_object('plan', (ARRAY['free','pro','team'])[i % 3 + 1], 'score', i % 1000)
     FROM generate_series(1, $2) AS i`,
    [workspaceId, n],
  );
  await sql.query(
    `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
     SELECT $1, id, $2, 'subscribed', 'bench' FROM contacts WHERE workspace_id = $1`,
    [workspaceId, topicId],
  );
  await sql.query('ANALYZE');
  return { workspaceId, topicId, senderId };
}
