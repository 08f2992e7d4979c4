import { Injectable } from '@nestjs/common';
import { mailableSql } from '@features/consent';
import { Database } from '@platform/database';
import type { CompiledPredicate } from '../compile/compile-rule-tree';
import type { SegmentMember } from '../segment';
import type { StepCount } from './count-steps';

/** What to count, over contacts `c` of workspace `$1`; further placeholders stand in `params`, from `$2`. */
export interface CountQuestion {
  workspaceId: string;
  /** The step of a contact, and whether `c.step` makes a member: see `count-steps.ts`. */
  step: string;
  isMember: string;
  /** Who is asked at all; null counts as false. */
  asked: string;
  params: readonly unknown[];
  /** Mailable about this topic; null: about any. */
  topicId: string | null;
  sampleSize: number;
}

export interface StepAnswers {
  steps: StepCount[];
  sample: SegmentMember[];
}

/** Counts for previews. Each method is one statement. */
@Injectable()
export class PreviewCountsRepository {
  constructor(private readonly db: Database) {}

  /** Counts by step and the first members by id, in one pass over the contacts asked, or over `contactIds` alone. */
  async count(question: CountQuestion, contactIds: readonly string[] | null = null): Promise<StepAnswers> {
    const { workspaceId, params, topicId, sampleSize } = question;
    const next = params.length + 2;
    const among = contactIds === null ? `($${next}::uuid[] IS NULL)` : `c.id = ANY($${next}::uuid[])`;
    // OFFSET 0 keeps the planner from writing the step out twice, and so from asking every rule twice.
    const sql = `
      WITH marked AS MATERIALIZED (
        SELECT c.id, c.step, ${question.isMember} AS "isMember",
          CASE WHEN ${question.isMember} THEN ${mailableSql({ contact: 'c', topic: `$${next + 1}` })} ELSE false END AS mailable
        FROM (SELECT c.id, c.workspace_id, c.address_hash, c.paused_until, ${question.step} AS step
          FROM contacts c WHERE c.workspace_id = $1 AND ${among} AND ${question.asked} OFFSET 0) c)
      SELECT
        (SELECT coalesce(json_agg(s), '[]') FROM (
          SELECT step, "isMember", count(*) AS count, count(*) FILTER (WHERE mailable) AS "mailableCount"
          FROM marked GROUP BY step, "isMember") s) AS steps,
        (SELECT coalesce(json_agg(m), '[]') FROM (
          SELECT c.id, c.email, c.first_name AS "firstName", c.last_name AS "lastName" FROM contacts c
          WHERE c.workspace_id = $1 AND c.id = ANY (ARRAY(
            SELECT id FROM marked WHERE "isMember" ORDER BY id LIMIT $${next + 2}))
          ORDER BY c.id) m) AS sample`;
    const row = await this.db.queryOne<StepAnswers>(sql, [
      workspaceId,
      ...params,
      contactIds,
      topicId,
      sampleSize,
    ]);
    return row ?? { steps: [], sample: [] };
  }

  async countContacts(workspaceId: string): Promise<number> {
    const row = await this.db.queryOne<{ count: number }>(
      'SELECT count(*) AS count FROM contacts WHERE workspace_id = $1',
      [workspaceId],
    );
    return row?.count ?? 0;
  }

  /** The ids of about `size` of the workspace's `total` contacts, by chance. */
  async drawContacts(
    workspaceId: string,
    { size, total }: { size: number; total: number },
  ): Promise<string[]> {
    const percent = Math.min(100, (100 * size) / Math.max(1, total));
    const rows = await this.db.query<{ id: string }>(
      'SELECT c.id FROM contacts c TABLESAMPLE BERNOULLI ($2::real) WHERE c.workspace_id = $1',
      [workspaceId, percent],
    );
    return rows.map(({ id }) => id);
  }

  /** How many the planner expects, and how many of them it expects to be mailable; nothing is executed. */
  async expected(
    workspaceId: string,
    predicate: CompiledPredicate,
    topicId: string | null,
  ): Promise<{ count: number; mailableCount: number }> {
    const topic = `$${predicate.params.length + 2}`;
    const plan = async (more: string): Promise<number> => {
      const rows = await this.db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
        `EXPLAIN (FORMAT JSON) SELECT 1 FROM contacts c
         WHERE c.workspace_id = $1 AND ${predicate.sql} AND (${topic}::uuid IS NULL OR true) ${more}`,
        [workspaceId, ...predicate.params, topicId],
      );
      return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
    };
    const count = await plan('');
    return {
      count,
      mailableCount: Math.min(count, await plan(`AND ${mailableSql({ contact: 'c', topic })}`)),
    };
  }
}
