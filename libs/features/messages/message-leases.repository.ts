import { Injectable } from '@nestjs/common';
import { DeliveriesRepository, LEASE_SECONDS } from '@features/deliveries';
import { Database } from '@platform/database';
import type { MessageStream } from './message-kind';
import { MessageLease } from './message-lease.repository';

/** Messages that one worker takes in hand together. */
const LEASE_SIZE = 50;

/** Due messages that nobody has in hand, as a condition on `m`. */
const IS_FREE = 'm.is_open AND m.due_at <= now() AND (m.leased_until IS NULL OR m.leased_until < now())';

/**
 * Takes the due messages of a workspace that wait longest, all of one kind and the same sender, until somebody else has them in
 * hand. One statement; locks the messages until commit. $1 workspace, $2 seconds, $3 how many, $4 kind. Not a join, which would sort all that are
 * due first.
 */
const LEASE = `
  WITH first AS (
    SELECT m.sender_id FROM messages m WHERE m.workspace_id = $1 AND m.kind = $4 AND ${IS_FREE}
    ORDER BY m.due_at LIMIT 1 FOR UPDATE SKIP LOCKED
  ), picked AS (
    SELECT m.id FROM messages m
    WHERE m.workspace_id = $1 AND m.kind = $4 AND ${IS_FREE} AND EXISTS (SELECT FROM first)
      AND m.sender_id IS NOT DISTINCT FROM (SELECT sender_id FROM first)
    ORDER BY m.due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ), lease AS MATERIALIZED (SELECT uuidv7() AS id)
  UPDATE messages m
  SET leased_by = lease.id, leased_until = now() + make_interval(secs => $2), tries = m.tries + 1
  FROM picked, lease WHERE m.id = picked.id
  RETURNING m.id, m.sender_id AS "senderId", m.tries, lease.id AS "leaseId"`;

/** A workspace with due messages of one kind that nobody has in hand. */
export interface DueMessages extends MessageStream {
  count: number;
}

/** SQL that finds due messages and hands them out. */
@Injectable()
export class MessageLeasesRepository {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  /**
   * Null when nothing is due. What a dead worker left of these messages is put right in the same transaction: `claimed` ones
   * wait again, `handed_over` ones become `uncertain`.
   */
  async lease({ workspaceId, kind }: MessageStream): Promise<MessageLease | null> {
    return this.database.transaction(async () => {
      const rows = await this.database.query<{
        id: string;
        senderId: string | null;
        tries: number;
        leaseId: string;
      }>(LEASE, [workspaceId, LEASE_SECONDS, LEASE_SIZE, kind]);
      const [first] = rows;
      if (!first) return null;
      const lease = new MessageLease(this.database, this.deliveries, {
        workspaceId,
        kind,
        senderId: first.senderId,
        leaseId: first.leaseId,
        messageIds: rows.map(({ id }) => id),
        tries: Math.max(...rows.map(({ tries }) => tries)),
      });
      await lease.recover();
      return lease;
    });
  }

  /** Workspaces with free due messages, the longest waiting first; looks at `limit` messages at most. */
  async findDue(limit: number): Promise<DueMessages[]> {
    return this.database.query<DueMessages>(
      `SELECT due.workspace_id AS "workspaceId", due.kind, count(*) AS count
       FROM (SELECT m.workspace_id, m.kind, m.due_at FROM messages m WHERE ${IS_FREE} ORDER BY m.due_at LIMIT $1) due
       GROUP BY due.workspace_id, due.kind ORDER BY min(due.due_at)`,
      [limit],
    );
  }
}
