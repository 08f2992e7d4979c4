import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { PublishedGraph } from '../graph/sequence-graph';

export interface RunningSequence {
  id: string;
  status: 'active' | 'paused';
  version: number;
}

/** What the running side reads of sequences. */
@Injectable()
export class RunningSequencesRepository {
  constructor(private readonly db: Database) {}

  async graph(workspaceId: string, sequenceId: string, version: number): Promise<PublishedGraph | null> {
    const row = await this.db.queryOne<{ graph: PublishedGraph }>(
      'SELECT graph FROM sequence_versions WHERE workspace_id = $1 AND sequence_id = $2 AND number = $3',
      [workspaceId, sequenceId, version],
    );
    return row?.graph ?? null;
  }

  /** Those that take people in: paused ones too, who then wait. */
  async open(workspaceId: string, ids: readonly string[]): Promise<RunningSequence[]> {
    return this.db.query<RunningSequence>(
      `SELECT id, status, published_version AS version FROM sequences
       WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND status IN ('active', 'paused')`,
      [workspaceId, ids],
    );
  }

  async find(workspaceId: string, id: string): Promise<{ status: string; version: number | null } | null> {
    return this.db.queryOne<{ status: string; version: number | null }>(
      'SELECT status, published_version AS version FROM sequences WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id],
    );
  }

  /** Keeps whoever wants to pause it waiting until the transaction ends; false when it is not running. */
  async holdActive(workspaceId: string, sequenceId: string): Promise<boolean> {
    const row = await this.db.queryOne(
      `SELECT 1 AS one FROM sequences WHERE workspace_id = $1 AND id = $2 AND status = 'active' FOR SHARE`,
      [workspaceId, sequenceId],
    );
    return row !== null;
  }

  /** Running sequences of the workspace with due enrollments, the longest waiting first. */
  async withDue(workspaceId: string, now: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT s.id FROM sequences s
       CROSS JOIN LATERAL (SELECT n.due_at FROM enrollments n
         WHERE n.sequence_id = s.id AND n.status = 'active' AND n.due_at <= $2 ORDER BY n.due_at LIMIT 1) due
       WHERE s.workspace_id = $1 AND s.status = 'active' ORDER BY due.due_at`,
      [workspaceId, now],
    );
    return rows.map(({ id }) => id);
  }

  /** Workspaces that have signals, or due enrollments of running sequences; how many are due, up to `most` per sequence. */
  async workspacesWithWork(now: Date, most: number): Promise<{ workspaceId: string; due: number }[]> {
    return this.db.query<{ workspaceId: string; due: number }>(
      `SELECT work.workspace_id AS "workspaceId", sum(work.due)::int AS due FROM (
         SELECT s.workspace_id, (SELECT count(*) FROM (SELECT FROM enrollments n
           WHERE n.sequence_id = s.id AND n.status = 'active' AND n.due_at <= $1 LIMIT $2) n) AS due, false AS is_told
         FROM sequences s WHERE s.status = 'active'
         UNION ALL
         SELECT DISTINCT workspace_id, 0, true FROM sequence_signals WHERE occurred_at <= greatest($1, now())
         UNION ALL
         SELECT DISTINCT workspace_id, 0, true FROM sequence_notices WHERE due_at <= $1) work
       GROUP BY work.workspace_id HAVING sum(work.due) > 0 OR bool_or(work.is_told)`,
      [now, most],
    );
  }

  async workspaceZone(workspaceId: string): Promise<string> {
    const row = await this.db.queryOne<{ zone: string }>(
      'SELECT time_zone AS zone FROM workspaces WHERE id = $1',
      [workspaceId],
    );
    return row?.zone ?? 'UTC';
  }

  /** One clock for all workers: theirs may differ. */
  async now(): Promise<Date> {
    return this.db.clock.read();
  }

  /** Versions that somebody is in. */
  async versionsInUse(workspaceId: string, sequenceId: string): Promise<number[]> {
    const rows = await this.db.query<{ version: number }>(
      `SELECT DISTINCT version FROM enrollments WHERE workspace_id = $1 AND sequence_id = $2 AND status = 'active'`,
      [workspaceId, sequenceId],
    );
    return rows.map(({ version }) => version);
  }
}
