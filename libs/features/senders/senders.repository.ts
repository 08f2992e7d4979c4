import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { senderInUse } from './senders.errors';
import type { Sender } from './sender';

const COLUMNS = `id, workspace_id AS "workspaceId", from_name AS "fromName", from_email AS "fromEmail",
  reply_to AS "replyTo", is_default AS "isDefault"`;

/** SQL on `senders`. At most one is the workspace's default. */
@Injectable()
export class SendersRepository {
  constructor(private readonly database: Database) {}

  /** Changes of one workspace's senders happen one after the other, until the transaction ends: one is the default. */
  async lockAll(workspaceId: string): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `senders:${workspaceId}`,
    ]);
  }

  async list(workspaceId: string): Promise<Sender[]> {
    return this.database.query<Sender>(
      `SELECT ${COLUMNS} FROM senders WHERE workspace_id = $1 ORDER BY is_default DESC, id`,
      [workspaceId],
    );
  }

  /** From addresses under this domain, each once. */
  async listAddressesOf(workspaceId: string, domain: string): Promise<string[]> {
    const rows = await this.database.query<{ address: string }>(
      `SELECT DISTINCT from_email AS address FROM senders
       WHERE workspace_id = $1 AND lower(split_part(from_email, '@', 2)) = $2 ORDER BY 1`,
      [workspaceId, domain],
    );
    return rows.map(({ address }) => address);
  }

  async find(workspaceId: string, id: string): Promise<Sender | null> {
    return this.database.queryOne<Sender>(
      `SELECT ${COLUMNS} FROM senders WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  async insert(sender: Omit<Sender, 'id'>): Promise<Sender> {
    const row = await this.database.queryOne<Sender>(
      `INSERT INTO senders (workspace_id, from_name, from_email, reply_to, is_default)
       VALUES ($1, $2, $3, $4, $5 OR NOT EXISTS (SELECT FROM senders WHERE workspace_id = $1))
       RETURNING ${COLUMNS}`,
      [sender.workspaceId, sender.fromName, sender.fromEmail, sender.replyTo, sender.isDefault],
    );
    return row as Sender;
  }

  async update(sender: Sender): Promise<void> {
    await this.database.execute(
      `UPDATE senders SET from_name = $3, from_email = $4, reply_to = $5, is_default = $6
       WHERE workspace_id = $1 AND id = $2`,
      [sender.workspaceId, sender.id, sender.fromName, sender.fromEmail, sender.replyTo, sender.isDefault],
    );
  }

  async clearDefault(workspaceId: string): Promise<void> {
    await this.database.execute(
      'UPDATE senders SET is_default = false WHERE workspace_id = $1 AND is_default',
      [workspaceId],
    );
  }

  /** Rows deleted: 0 when there is no such sender. Refused while a campaign refers to it. */
  async delete(workspaceId: string, id: string): Promise<number> {
    const inUse = { fk_campaigns_sender: senderInUse, fk_campaign_variants_sender: senderInUse };
    return translateViolations(inUse, () =>
      this.database.execute('DELETE FROM senders WHERE workspace_id = $1 AND id = $2', [workspaceId, id]),
    );
  }
}
