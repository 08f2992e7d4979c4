import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** SQL on `test_recipients`: to whom a workspace usually sends its tests. */
@Injectable()
export class TestRecipientListRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string): Promise<string[]> {
    const row = await this.database.queryOne<{ addresses: string[] }>(
      'SELECT addresses FROM test_recipients WHERE workspace_id = $1',
      [workspaceId],
    );
    return row?.addresses ?? [];
  }

  async save(workspaceId: string, addresses: readonly string[]): Promise<void> {
    await this.database.execute(
      `INSERT INTO test_recipients (workspace_id, addresses) VALUES ($1, $2)
       ON CONFLICT (workspace_id) DO UPDATE SET addresses = excluded.addresses, updated_at = now()`,
      [workspaceId, addresses],
    );
  }
}
