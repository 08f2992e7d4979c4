import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export interface Listener {
  event: string;
  /** May enrol anybody; the others are about those who are in. */
  starts: boolean;
}

/** Which events are of interest to which sequence: what the triggers look up. */
@Injectable()
export class SequenceListenersRepository {
  constructor(private readonly db: Database) {}

  async replace(workspaceId: string, sequenceId: string, listeners: readonly Listener[]): Promise<void> {
    await this.db.execute('DELETE FROM sequence_listeners WHERE workspace_id = $1 AND sequence_id = $2', [
      workspaceId,
      sequenceId,
    ]);
    await this.db.execute(
      `INSERT INTO sequence_listeners (workspace_id, sequence_id, event_name, starts)
       SELECT $1, $2, l.event, bool_or(l.starts) FROM json_to_recordset($3::json) AS l (event text, starts boolean) GROUP BY l.event`,
      [workspaceId, sequenceId, JSON.stringify(listeners)],
    );
  }

  /** Sequences that one of these events may start. */
  async startedBy(workspaceId: string, events: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT DISTINCT sequence_id AS id FROM sequence_listeners
       WHERE workspace_id = $1 AND event_name = ANY ($2::text[]) AND starts ORDER BY id`,
      [workspaceId, events],
    );
    return rows.map(({ id }) => id);
  }
}
