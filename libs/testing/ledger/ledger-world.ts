import { randomUUID } from 'node:crypto';
import type { Database } from '@platform/database';
import { aContact } from '../factories/contact';

/** A campaign that is being sent to some contacts, set up by SQL: the ledger is what is tested, not resolving. */
export interface LedgerWorld {
  campaignId: string;
  contactIds: string[];
  batchNumbers: number[];
  batchSize: number;
}

export interface LedgerSize {
  recipients: number;
  /** Also people per chunk. */
  batchSize: number;
  /** How many of the recipients, the last ones, are in chunks yet. */
  unwritten?: number;
}

/** The campaign is `sending`, cut into batches of `batchSize`; everybody is subscribed and may be tracked. */
export async function aLedger(
  database: Database,
  workspaceId: string,
  { recipients, batchSize, unwritten = 0 }: LedgerSize,
): Promise<LedgerWorld> {
  const written = recipients - unwritten;
  const topic = await insert(database, `topics (workspace_id, key, name) VALUES ($1, $2, 'News')`, [
    workspaceId,
    `t-${randomUUID()}`,
  ]);
  const contactIds: string[] = [];
  for (let i = 0; i < recipients; i += 1) contactIds.push((await aContact(database, workspaceId)).id);
  await database.execute(
    `UPDATE contacts SET tracking_consent = true WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`,
    [workspaceId, contactIds],
  );
  await database.execute(
    `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
     SELECT $1, id, $2, 'subscribed', 'test' FROM unnest($3::uuid[]) AS c (id)`,
    [workspaceId, topic, contactIds],
  );
  const campaignId = await insert(
    database,
    `campaigns (workspace_id, name, topic_id, audience_count, status) VALUES ($1, $2, $3, $4, 'draft')`,
    [workspaceId, `Campaign ${randomUUID()}`, topic, recipients],
  );
  await startSending(database, workspaceId, campaignId);
  await database.execute(
    `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, trackable)
     SELECT $1, $2, p.seq, c.id, c.email, true
     FROM unnest($3::uuid[]) WITH ORDINALITY AS p (id, seq) JOIN contacts c ON c.id = p.id
     WHERE c.workspace_id = $1 AND p.seq <= $4`,
    [workspaceId, campaignId, contactIds, written],
  );
  await database.execute(
    `INSERT INTO audience_chunks (workspace_id, campaign_id, first_seq, last_seq, contact_ids, due_at)
     SELECT $1, $2, n, least(n + $4 - 1, $5), ($3::uuid[])[n : n + $4 - 1], now()
     FROM generate_series($6::integer + 1, $5::integer, $4::integer) AS n`,
    [workspaceId, campaignId, contactIds, batchSize, recipients, written],
  );
  const batches = await database.query<{ number: number }>(
    `INSERT INTO delivery_batches (workspace_id, campaign_id, number, first_seq, last_seq)
     SELECT $1, $2, n, n, least(n + $4 - 1, $3)
     FROM generate_series(1, $3::integer, $4::integer) AS n RETURNING number`,
    [workspaceId, campaignId, written, batchSize],
  );
  return { campaignId, contactIds, batchNumbers: batches.map((batch) => batch.number), batchSize };
}

/** By the legal moves, since the database refuses others. */
async function startSending(database: Database, workspaceId: string, campaignId: string): Promise<void> {
  const template = await insert(
    database,
    `templates (workspace_id, name, subject, mjml) VALUES ($1, $2, 'Hi', '<mjml></mjml>')`,
    [workspaceId, randomUUID()],
  );
  const version = await insert(
    database,
    `template_versions (workspace_id, template_id, number, content_hash, subject, preheader, mjml, compiled)
     VALUES ($1, $2, 1, '\\x00', 'Hi', '', '<mjml></mjml>', '{}')`,
    [workspaceId, template],
  );
  const move = (status: string): Promise<number> =>
    database.execute(
      `UPDATE campaigns SET status = $2, scheduled_at = now(), resolved_at = now(), template_version_id = $3 WHERE id = $1`,
      [campaignId, status, version],
    );
  for (const status of ['scheduled', 'resolving', 'sending']) await move(status);
}

async function insert(database: Database, sql: string, parameters: unknown[]): Promise<string> {
  const row = await database.queryOne<{ id: string }>(`INSERT INTO ${sql} RETURNING id`, parameters);
  return row?.id ?? '';
}
