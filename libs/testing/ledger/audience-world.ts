import { randomUUID } from 'node:crypto';
import type { Database } from '@platform/database';
import { aWorkspace } from '../factories/workspace';

/** A campaign that is due, and the people it is for, set up by SQL in no time. */
export interface AudienceWorld {
  workspaceId: string;
  topicId: string;
  campaignId: string;
}

const MJML =
  '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>';
const EVERYBODY = JSON.stringify({ include: [{ tree: { v: 1, match: 'all', rules: [] } }], exclude: [] });

/** `people` subscribed contacts `p1@r.example`, … and a campaign for all of them, scheduled for now. */
export async function anAudience(database: Database, people: number): Promise<AudienceWorld> {
  const { id: workspaceId } = await aWorkspace(database);
  await database.execute(`UPDATE workspaces SET postal_address = 'Street 1, Town' WHERE id = $1`, [
    workspaceId,
  ]);
  const insert = async (sql: string, values: unknown[]): Promise<string> =>
    (await database.queryOne<{ id: string }>(`INSERT INTO ${sql} RETURNING id`, [workspaceId, ...values]))
      ?.id ?? '';
  const topicId = await insert(`topics (workspace_id, key, name) VALUES ($1, $2, 'News')`, [
    `t-${randomUUID()}`,
  ]);
  const senderId = await insert(
    `senders (workspace_id, from_name, from_email) VALUES ($1, 'News', 'news@sender.example')`,
    [],
  );
  const templateId = await insert(
    `templates (workspace_id, name, subject, mjml) VALUES ($1, 'Letter', 'Hello', $2)`,
    [MJML],
  );
  await morePeople(database, { workspaceId, topicId }, { count: people });
  const campaignId = await insert(
    `campaigns (workspace_id, name, status, topic_id, sender_id, template_id, audience, scheduled_at, schedule_number)
     VALUES ($1, 'Letter', 'scheduled', $2, $3, $4, $5, now(), 1)`,
    [topicId, senderId, templateId, EVERYBODY],
  );
  return { workspaceId, topicId, campaignId };
}

/** More people for the same campaign. `zone` is their time zone. */
export async function morePeople(
  database: Database,
  { workspaceId, topicId }: Pick<AudienceWorld, 'workspaceId' | 'topicId'>,
  { count, zone = null }: { count: number; zone?: string | null },
): Promise<void> {
  const name = zone === null ? 'p' : `z-${randomUUID()}-`;
  await database.execute(
    `WITH person AS (
       INSERT INTO contacts (workspace_id, email, email_key, address_hash, time_zone)
       SELECT $1, $3 || n || '@r.example', $3 || n || '@r.example', sha256(($3 || n)::bytea), $4::text
       FROM generate_series(1, $5::integer) AS n RETURNING id
     )
     INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
     SELECT $1, id, $2, 'subscribed', 'test' FROM person`,
    [workspaceId, topicId, name, zone, count],
  );
}
