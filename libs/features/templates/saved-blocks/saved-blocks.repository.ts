import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { savedPartial } from '../blocks/to-mjml';
import type { SavedBlocks, SavedBlocksContent, SavedBlocksUse } from './saved-block';
import { savedNameTaken } from './saved-blocks.errors';

const SELECT_SAVED = `
  SELECT id, workspace_id AS "workspaceId", name, place, is_synced AS "isSynced", blocks, created_at AS "createdAt", updated_at AS "updatedAt"
  FROM saved_blocks WHERE workspace_id = $1`;

/** SQL on `saved_blocks`. */
@Injectable()
export class SavedBlocksRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string, id: string): Promise<SavedBlocks | null> {
    return this.database.queryOne<SavedBlocks>(`${SELECT_SAVED} AND id = $2`, [workspaceId, id]);
  }

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest): Promise<Page<SavedBlocks>> {
    const rows = await this.database.query<SavedBlocks>(
      `${SELECT_SAVED} AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [workspaceId, idCursor(page), page.limit + 1],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: ({ id }) => [id] });
  }

  async count(workspaceId: string): Promise<number> {
    const sql = 'SELECT count(*) AS n FROM saved_blocks WHERE workspace_id = $1';
    return (await this.database.queryOne<{ n: number }>(sql, [workspaceId]))?.n ?? 0;
  }

  /** Those of these that are synced. */
  async listSynced(workspaceId: string, ids: readonly string[]): Promise<SavedBlocks[]> {
    if (ids.length === 0) return [];
    return this.database.query<SavedBlocks>(
      `${SELECT_SAVED} AND is_synced AND id = ANY($2::uuid[]) ORDER BY id`,
      [workspaceId, ids],
    );
  }

  /** Returns the id. */
  async insert(workspaceId: string, { name, place, isSynced, blocks }: SavedBlocksContent): Promise<string> {
    const row = await this.uniquely(name, () =>
      this.database.queryOne<{ id: string }>(
        'INSERT INTO saved_blocks (workspace_id, name, place, is_synced, blocks) VALUES ($1, $2, $3, $4, $5) RETURNING id',
        [workspaceId, name, place, isSynced, JSON.stringify(blocks)],
      ),
    );
    return (row as { id: string }).id;
  }

  async update(
    workspaceId: string,
    id: string,
    { name, place, isSynced, blocks }: SavedBlocksContent,
  ): Promise<void> {
    await this.uniquely(name, () =>
      this.database.execute(
        `UPDATE saved_blocks SET name = $3, place = $4, is_synced = $5, blocks = $6, updated_at = now()
         WHERE workspace_id = $1 AND id = $2`,
        [workspaceId, id, name, place, isSynced, JSON.stringify(blocks)],
      ),
    );
  }

  /** Changes of these blocks happen one after the other until the transaction ends. False when there are none. */
  async lock(workspaceId: string, id: string): Promise<boolean> {
    const sql = 'SELECT id FROM saved_blocks WHERE workspace_id = $1 AND id = $2 FOR UPDATE';
    return (await this.database.queryOne(sql, [workspaceId, id])) !== null;
  }

  /** Rows deleted. */
  async delete(workspaceId: string, id: string): Promise<number> {
    return this.database.execute('DELETE FROM saved_blocks WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
    ]);
  }

  /** Emails that name these blocks, archived ones too, newest first. Reads all emails of the workspace. */
  async uses(workspaceId: string, id: string): Promise<SavedBlocksUse[]> {
    return this.database.query<SavedBlocksUse>(
      'SELECT id, name FROM templates WHERE workspace_id = $1 AND position($2 IN mjml) > 0 ORDER BY id DESC',
      [workspaceId, savedPartial(id)],
    );
  }

  private uniquely<T>(name: string, work: () => Promise<T>): Promise<T> {
    return translateViolations({ uq_saved_blocks_name: () => savedNameTaken(name) }, work);
  }
}
