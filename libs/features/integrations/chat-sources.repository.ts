import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ChatMapping } from './chat-mapping';
import type { ChatSource } from './chat-source';

const COLUMNS = `id, workspace_id AS "workspaceId", name, mapping, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

/** SQL on `chat_sources` and `chat_conversations`. */
@Injectable()
export class ChatSourcesRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(workspaceId: string): Promise<ChatSource[]> {
    return this.database.query<ChatSource>(
      `SELECT ${COLUMNS} FROM chat_sources WHERE workspace_id = $1 ORDER BY id DESC`,
      [workspaceId],
    );
  }

  async find(workspaceId: string, id: string): Promise<ChatSource | null> {
    return this.database.queryOne<ChatSource>(
      `SELECT ${COLUMNS} FROM chat_sources WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  /** Of any workspace: the token is the authority. */
  async findByToken(tokenHash: Buffer): Promise<ChatSource | null> {
    return this.database.queryOne<ChatSource>(`SELECT ${COLUMNS} FROM chat_sources WHERE token_hash = $1`, [
      tokenHash,
    ]);
  }

  async insert(
    workspaceId: string,
    source: { name: string; tokenHash: Buffer; mapping: ChatMapping },
  ): Promise<ChatSource> {
    const row = await this.database.queryOne<ChatSource>(
      `INSERT INTO chat_sources (workspace_id, name, token_hash, mapping) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
      [workspaceId, source.name, source.tokenHash, JSON.stringify(source.mapping)],
    );
    return row as ChatSource;
  }

  async update(
    workspaceId: string,
    id: string,
    source: { name: string; mapping: ChatMapping },
  ): Promise<ChatSource | null> {
    return this.database.queryOne<ChatSource>(
      `UPDATE chat_sources SET name = $3, mapping = $4 WHERE workspace_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
      [workspaceId, id, source.name, JSON.stringify(source.mapping)],
    );
  }

  /** Rows deleted. */
  async delete(workspaceId: string, id: string): Promise<number> {
    const sql = 'DELETE FROM chat_sources WHERE workspace_id = $1 AND id = $2';
    return this.database.execute(sql, [workspaceId, id]);
  }

  /** True for a conversation that was not reported before. Who comes second waits for the first. */
  async begin(
    { workspaceId, id }: ChatSource,
    conversation: { id: string; contactId: string; startedAt: Date },
  ): Promise<boolean> {
    const inserted = await this.database.execute(
      `INSERT INTO chat_conversations (workspace_id, source_id, conversation_id, contact_id, started_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [workspaceId, id, conversation.id, conversation.contactId, conversation.startedAt],
    );
    return inserted > 0;
  }

  /** Written once a minute at most: a busy source must not queue up at its own row. */
  async noteUse({ workspaceId, id }: ChatSource, at: Date): Promise<void> {
    await this.database.execute(
      `UPDATE chat_sources SET last_used_at = $3 WHERE workspace_id = $1 AND id = $2
         AND (last_used_at IS NULL OR last_used_at < $3::timestamptz - interval '1 minute')`,
      [workspaceId, id, at],
    );
  }
}
