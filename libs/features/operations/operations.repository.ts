import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { DueWork } from './work-state';

const dueWork = (kind: string, waiting: string, isMoving: string): string => `
  SELECT '${kind}' AS kind, count(*)::int AS waiting,
    coalesce(extract(epoch FROM now() - min(due_at)), 0)::float8 AS "oldestSeconds", (${isMoving}) AS "isMoving"
  FROM (${waiting}) AS due`;

/** Everything reads the small sets of open promises through their partial indices; no table of deliveries is scanned. */
const DUE_WORK = [
  dueWork(
    'campaign-starts',
    `SELECT scheduled_at AS due_at FROM campaigns WHERE status = 'scheduled' AND scheduled_at <= now()`,
    'false',
  ),
  dueWork(
    'campaign-audiences',
    `SELECT scheduled_at AS due_at FROM campaigns WHERE status = 'resolving'
     UNION ALL SELECT k.resolved_at FROM campaigns k
     WHERE k.status = 'sending' AND EXISTS (SELECT FROM audience_chunks a WHERE a.campaign_id = k.id)`,
    'false',
  ),
  dueWork(
    'campaign-batches',
    `SELECT b.due_at FROM delivery_batches b JOIN campaigns k ON k.id = b.campaign_id AND k.status = 'sending'
     WHERE b.status = 'open' AND b.due_at <= now() AND (b.leased_until IS NULL OR b.leased_until < now())`,
    `EXISTS (SELECT FROM delivery_batches b WHERE b.status = 'open' AND b.leased_until > now())`,
  ),
  dueWork(
    'messages',
    `SELECT due_at FROM messages WHERE is_open AND due_at <= now() AND (leased_until IS NULL OR leased_until < now())`,
    'EXISTS (SELECT FROM messages WHERE is_open AND leased_until > now())',
  ),
  dueWork(
    'imports',
    `SELECT coalesce(heartbeat_at, created_at) AS due_at FROM contact_imports
     WHERE status = 'pending' OR (status = 'running' AND heartbeat_at < now() - interval '2 minutes')`,
    `EXISTS (SELECT FROM contact_imports WHERE status = 'running' AND heartbeat_at > now() - interval '2 minutes')`,
  ),
].join(' UNION ALL ');

/** SQL for those who run the installation: over all workspaces, and about nobody in particular. */
@Injectable()
export class OperationsRepository {
  constructor(private readonly database: Database) {}

  async dueWork(): Promise<DueWork[]> {
    return this.database.query<DueWork>(DUE_WORK);
  }

  /** Deliveries of campaigns whose outcome is unknown and was not settled. */
  async uncertainDeliveries(): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT coalesce(sum(moved), 0)::int AS count FROM delivery_tallies WHERE kind = 'uncertain'`,
    );
    return row?.count ?? 0;
  }

  /** Holds that are in force, by what they hold. */
  async holds(): Promise<{ kind: string; count: number }[]> {
    return this.database.query(
      `SELECT kind, count(*)::int AS count FROM sending_holds WHERE held_until > now() GROUP BY kind`,
    );
  }
}
