import type { Pool } from 'pg';
import type { PlotMaker } from './plot';

export interface Audience {
  workspaceId: string;
  topicId: string;
  senderId: string;
  templateId: string;
}

const MJML = `<mjml lang="en"><mj-body><mj-section><mj-column><mj-text>Hello {{default contact.firstName "you"}},
  <a href="https://shop.example.com/">look here</a>. {{workspace.postalAddress}}
  <a href="{{links.unsubscribe}}">Unsubscribe</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

/** A workspace with `recipients` subscribed contacts. */
export async function fillAudience(sql: Pool, recipients: number): Promise<Audience> {
  const one = async (text: string, values: unknown[] = []): Promise<string> =>
    ((await sql.query<{ id: string }>(`INSERT INTO ${text} RETURNING id`, values)).rows[0] as { id: string })
      .id;
  const workspaceId = await one(
    `workspaces (slug, name, postal_address) VALUES ('faults', 'Faults', 'Street 1, 1000 Lisbon')`,
  );
  const topicId = await one(`topics (workspace_id, key, name) VALUES ($1, 'news', 'News')`, [workspaceId]);
  const senderId = await one(
    `senders (workspace_id, from_name, from_email, is_default) VALUES ($1, 'Faults', 'news@faults.example.com', true)`,
    [workspaceId],
  );
  const templateId = await one(
    `templates (workspace_id, name, subject, mjml) VALUES ($1, 'Faults', 'Hello', $2)`,
    [workspaceId, MJML],
  );
  await sql.query(
    `INSERT INTO contacts (workspace_id, email, email_key, address_hash, first_name)
     SELECT $1, 'c' || i || '@r.example.net', 'c' || i || '@r.example.net', sha256(('c' || i)::bytea), 'Zoë'
     FROM generate_series(1, $2::int) AS i`,
    [workspaceId, recipients],
  );
  await sql.query(
    `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
     SELECT $1, id, $2, 'subscribed', 'faults' FROM contacts WHERE workspace_id = $1`,
    [workspaceId, topicId],
  );
  return { workspaceId, topicId, senderId, templateId };
}

/** Campaigns to everybody, one per round. */
export const campaignPlot: PlotMaker = async ({ sql }, recipients) => {
  const audience = await fillAudience(sql, recipients);
  return {
    name: 'Campaigns',
    begin: (round) => scheduleCampaign(sql, audience, round),
    open: async () => {
      const { rows } = await sql.query<{ count: string }>(
        `SELECT count(*) FROM campaigns WHERE status NOT IN ('sent', 'cancelled')`,
      );
      return Number(rows[0]?.count);
    },
    isWorthBreaking: async () => {
      // Messages are on the wire, or would be if their worker lived.
      const { rows } = await sql.query<{ is: boolean }>(
        `SELECT EXISTS (SELECT FROM deliveries WHERE status IN ('claimed', 'handed_over'))
           OR NOT EXISTS (SELECT FROM campaigns WHERE status NOT IN ('sent', 'cancelled')) AS is`,
      );
      return rows[0]?.is ?? false;
    },
    state: async () => {
      const { rows } = await sql.query<object>(
        `SELECT k.name, k.status, k.reason, d.status AS delivery, count(*) FROM campaigns k LEFT JOIN deliveries d ON d.campaign_id = k.id
         WHERE k.status NOT IN ('sent', 'cancelled') GROUP BY 1, 2, 3, 4`,
      );
      return rows;
    },
    judge: (verdict) => Promise.resolve(verdict),
  };
};

/** A campaign to everybody, due now; the sweep finds it. */
async function scheduleCampaign(sql: Pool, audience: Audience, round: number): Promise<void> {
  const include = [{ tree: { v: 1, match: 'all', rules: [] } }];
  await sql.query(
    `INSERT INTO campaigns (workspace_id, name, status, topic_id, sender_id, template_id, audience, scheduled_at, schedule_number)
     VALUES ($1, $2, 'scheduled', $3, $4, $5, $6, now(), 1)`,
    [
      audience.workspaceId,
      `Round ${round}`,
      audience.topicId,
      audience.senderId,
      audience.templateId,
      JSON.stringify({ include, exclude: [] }),
    ],
  );
}
