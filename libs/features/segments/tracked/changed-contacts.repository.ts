import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/**
 * Takes rows off the queue, in the transaction that evaluates them: what fails is back on the queue. Whoever wrote about
 * a contact marked it in the same transaction, so a mark that can be taken speaks of a change that can be read.
 */
const TAKE = `
  WITH taken AS (
    DELETE FROM changed_contacts
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM changed_contacts WHERE workspace_id = $1 LIMIT $2))
    RETURNING contact_id)
  SELECT count(*) AS marks, coalesce(array_agg(DISTINCT contact_id), '{}') AS "contactIds" FROM taken`;

/** The queue of contacts that somebody wrote about; triggers fill it. */
@Injectable()
export class ChangedContactsRepository {
  constructor(private readonly db: Database) {}

  /** Up to `limit` marks, and the contacts that they are about. */
  async take(workspaceId: string, limit: number): Promise<{ marks: number; contactIds: string[] }> {
    const row = await this.db.queryOne<{ marks: number; contactIds: string[] }>(TAKE, [workspaceId, limit]);
    return row ?? { marks: 0, contactIds: [] };
  }

  /** Marks that nobody will take, left by writers under way when the last tracked segment ended. */
  async forgetStray(): Promise<number> {
    return this.db.execute(
      `DELETE FROM changed_contacts q
       WHERE NOT EXISTS (SELECT FROM segment_tracking t WHERE t.workspace_id = q.workspace_id)`,
    );
  }
}
