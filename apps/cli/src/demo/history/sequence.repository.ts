import type { Database } from '@platform/database';
import type { HitRow } from './reader';
import { insertRows } from './rows.repository';

/** Rows of the tables of the same name, whole. */
export interface SequenceRows {
  enrollments: object[];
  enrollment_steps: object[];
  messages: object[];
  deliveries: object[];
  tracking_hits: HitRow[];
}

/** Writes passages through a published sequence. Messages are closed and accepted: nothing of it is sent. */
export class SequencePastRepository {
  constructor(private readonly database: Database) {}

  async backDate(workspaceId: string, sequenceId: string, at: Date): Promise<void> {
    const values = [workspaceId, sequenceId, at];
    await this.database.execute(
      'UPDATE sequences SET created_at = $3, updated_at = $3 WHERE workspace_id = $1 AND id = $2',
      values,
    );
    await this.database.execute(
      'UPDATE sequence_versions SET published_at = $3 WHERE workspace_id = $1 AND sequence_id = $2',
      values,
    );
  }

  async add(workspaceId: string, rows: SequenceRows): Promise<void> {
    for (const [table, list] of Object.entries(rows) as [string, object[]][])
      await insertRows(this.database, workspaceId, { table, rows: list });
  }
}
