import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** SQL on `brands`: only what a workspace chose itself; the rest comes from the shipped defaults. */
@Injectable()
export class BrandsRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string): Promise<Record<string, unknown>> {
    const row = await this.database.queryOne<{ settings: Record<string, unknown> }>(
      'SELECT settings FROM brands WHERE workspace_id = $1',
      [workspaceId],
    );
    return row?.settings ?? {};
  }

  async save(workspaceId: string, settings: Record<string, string>): Promise<void> {
    await this.database.execute(
      `INSERT INTO brands (workspace_id, settings) VALUES ($1, $2)
       ON CONFLICT (workspace_id) DO UPDATE SET settings = excluded.settings, updated_at = now()`,
      [workspaceId, JSON.stringify(settings)],
    );
  }
}
